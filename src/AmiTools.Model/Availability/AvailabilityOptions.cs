namespace AmiTools;

/// <summary>Images that nobody is to launch any more, for the time being.</summary>
public sealed class DisableOptions
{
    /// <summary>Who asks; its region is used for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }
}

/// <summary>Images that are to be launched again.</summary>
public sealed class EnableOptions
{
    /// <summary>Who asks; its region is used for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>Whether they are shared again with those that their tags name.</summary>
    public bool RestoreAccess { get; init; }
}
