namespace AmiTools;

/// <summary>Which images are waited for.</summary>
public sealed class WaitOptions
{
    /// <summary>Who asks; its region is used for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images. What other commands return is enough, also read back from a file.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(24);
}
