namespace AmiTools;

/// <summary>A snapshot copied from another one.</summary>
public sealed class EbsSnapshotCopy : AmiResource
{
    /// <summary>The copy.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The snapshot that it was copied from. Never named <c>SourceSnapshotId</c>: AWS Tools' Copy-EC2Snapshot would bind that and copy the parent.</summary>
    public required string ParentSnapshotId { get; init; }

    /// <summary>The region of that snapshot.</summary>
    public required string ParentRegion { get; init; }

    /// <summary>AWS's word for its state when this was returned: <c>pending</c>, <c>completed</c>.</summary>
    public required string State { get; init; }

    /// <summary>When the copy was begun, UTC; null where it was begun a moment ago and is not waited for. What it holds is of the parent's own time.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>The size of the volume in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>Whether it is encrypted; null where that is the region's to decide and it is not known yet.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>The ARN of the key that it is encrypted with; null where there is none, or it is not known yet.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The change, for a journal and Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>The copy's id.</summary>
    public override string ToString() => SnapshotId;
}
