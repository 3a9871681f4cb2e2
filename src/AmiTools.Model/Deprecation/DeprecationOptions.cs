namespace AmiTools;

/// <summary>From when on images are to count as deprecated. Exactly one of <see cref="At"/>, <see cref="After"/> and <see cref="Clear"/> is given.</summary>
public sealed class DeprecationOptions
{
    /// <summary>Who asks; its region is used for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>The date, UTC.</summary>
    public DateTime? At { get; init; }

    /// <summary>The date as a time from now.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>Takes the date away.</summary>
    public bool Clear { get; init; }
}
