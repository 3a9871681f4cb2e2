namespace AmiTools;

/// <summary>What of the Recycle Bin is asked for.</summary>
public sealed class RecycleBinQuery
{
    /// <summary>Who asks, and in which regions.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>Only these images, snapshots and volumes. One that is not in the bin is a failure of its own.</summary>
    public IReadOnlyList<ResourceReference> Id { get; init; } = [];

    /// <summary>Only these kinds, in AWS's words; empty for all.</summary>
    public IReadOnlyList<string> ResourceType { get; init; } = [];

    /// <summary>Only images whose name matches one of these, with the wildcards <c>*</c> and <c>?</c>; snapshots and volumes have no name and are left out then.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];
}
