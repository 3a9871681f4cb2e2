namespace AmiTools;

/// <summary>An EBS snapshot.</summary>
public sealed class EbsSnapshot : AmiResource
{
    /// <summary>The id: <c>snap-0123456789abcdef0</c>.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Its <c>Name</c> tag; empty where it has none.</summary>
    public string Name => Tags.TryGetValue("Name", out string? name) ? name : "";

    /// <summary>The description; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>AWS's word: <c>pending</c>, <c>completed</c>, <c>error</c>, <c>recoverable</c>, <c>recovering</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is in that state, where AWS says: the reason of a snapshot in error.</summary>
    public string? StateReason { get; init; }

    /// <summary>How far it is, in percent, 0 to 100; null where AWS does not tell.</summary>
    public int? Progress { get; init; }

    /// <summary>When it was begun, UTC: what it holds is of that moment.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When it was completed, UTC; null before that, and for snapshots from before AWS kept that time.</summary>
    public DateTime? CompletionTime { get; init; }

    /// <summary>The volume that it was taken of; null for a copy, for which AWS names a volume that does not exist. The volume itself may be gone.</summary>
    public string? VolumeId { get; init; }

    /// <summary>The size of its volume in GiB, and the least that a volume made of it can have.</summary>
    public int SizeGiB { get; init; }

    /// <summary>The data in it, in bytes, however much of it is shared with earlier snapshots; null where AWS does not tell.</summary>
    public long? FullSnapshotSizeInBytes { get; init; }

    /// <summary>Whether it is encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The key that it is encrypted with, as AWS names it; null where there is none.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>AWS's word: <c>standard</c> or <c>archive</c>; empty where the endpoint does not tell.</summary>
    public string StorageTier { get; init; } = "";

    /// <summary>Of an archived snapshot that is restored for a time: when it goes back into the archive, UTC. Otherwise null.</summary>
    public DateTime? RestoreExpiryTime { get; init; }

    /// <summary>The alias of an owner that has one: <c>amazon</c>.</summary>
    public string? OwnerAlias { get; init; }

    /// <summary>The image that AWS made it for, by its description; null where that names none. The image may be gone. Not named <c>ImageId</c>, so that a snapshot never stands for an image in a pipeline.</summary>
    public string? MadeForImageId { get; init; }

    /// <summary>The snapshot that it was copied from, by its tag or its description; null where neither names one.</summary>
    public string? ParentSnapshotId { get; init; }

    /// <summary>The region of that snapshot; null where it is not known.</summary>
    public string? ParentRegion { get; init; }

    /// <summary>AWS's word for how a copy was made: <c>standard</c> or <c>time-based</c>; null for one that is no copy.</summary>
    public string? TransferType { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The id.</summary>
    public override string ToString() => SnapshotId;
}
