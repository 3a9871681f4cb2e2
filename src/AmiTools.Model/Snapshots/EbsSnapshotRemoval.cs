namespace AmiTools;

/// <summary>Which snapshots are to be deleted.</summary>
public sealed class EbsSnapshotRemovalOptions
{
    /// <summary>Who asks; its region is used for snapshots that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The snapshots.</summary>
    public required IReadOnlyList<ResourceReference> SnapshotId { get; init; }

    /// <summary>
    /// Goes on although an image in the Recycle Bin needs the snapshot, Data Lifecycle Manager made it, or what needs it could not be read. Never past a registered image, a lock or AWS Backup.
    /// </summary>
    public bool Force { get; init; }
}

/// <summary>What deleting snapshots would do.</summary>
public sealed class EbsSnapshotRemovalPlan : Plan<EbsSnapshotRemovalStep>
{
    /// <summary>What was asked for.</summary>
    public required EbsSnapshotRemovalOptions Options { get; init; }

    /// <summary>When it was made, UTC. A run that begins much later reads everything again before it touches anything.</summary>
    public required DateTime MadeAt { get; init; }
}

/// <summary>One snapshot to be deleted, or one that was deleted before.</summary>
public sealed class EbsSnapshotRemovalStep : PlanStep
{
    /// <summary>The snapshot's id.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>The snapshot as it was read; null where it is gone already.</summary>
    public EbsSnapshot? Snapshot { get; init; }

    /// <summary>Whether it can be restored afterwards, until when, and by which rule. Of one that is gone already: what the bin says.</summary>
    public required BinForecast Bin { get; init; }
}

/// <summary>A snapshot that was deleted: what it was, and whether it can come back.</summary>
public sealed class EbsSnapshotRemoval : AmiResource
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Whether it was gone before this command.</summary>
    public bool AlreadyRemoved { get; init; }

    /// <summary>Whether it can be restored from the Recycle Bin.</summary>
    public RecycleBinVerdict Restorable { get; init; }

    /// <summary>Until when, UTC, as the bin told it; null where it cannot, or nobody knows.</summary>
    public DateTime? RestorableUntil { get; init; }

    /// <summary>Why <see cref="Restorable"/> is what it is.</summary>
    public string Because { get; init; } = "";

    /// <summary>The snapshot as it was; null where it was gone before this command.</summary>
    public EbsSnapshot? Before { get; init; }

    /// <summary>What was there before, as journals keep it; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>The snapshot's id.</summary>
    public override string ToString() => SnapshotId;
}
