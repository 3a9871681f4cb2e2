namespace AmiTools;

/// <summary>A snapshot behind an image, as it was when it was read.</summary>
public sealed class AmiSnapshotRecord
{
    /// <summary>The id.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The device that the image makes of it; null where the image is gone and nothing tells.</summary>
    public string? DeviceName { get; init; }

    /// <summary>The size of its volume in GiB; 0 where the snapshot could not be read.</summary>
    public int SizeGiB { get; init; }

    /// <summary>The description; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was taken, UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Whether it is encrypted; null where the snapshot could not be read.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>The key that it is encrypted with, as AWS names it; null where there is none.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>AWS's word: <c>standard</c> or <c>archive</c>; empty where the endpoint does not tell.</summary>
    public string StorageTier { get; init; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The id.</summary>
    public override string ToString() => SnapshotId;
}
