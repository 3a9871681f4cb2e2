namespace AmiTools;

/// <summary>An image that was removed: what happened to it and to each of its snapshots, what was there before, and whether it can come back.</summary>
public sealed class AmiRemoval : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>The name that it had; empty where it was gone before this command and the Recycle Bin does not tell it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it was gone before this command, which then only finished what was left.</summary>
    public bool AlreadyRemoved { get; init; }

    /// <summary>Whether it can be restored: the image and every snapshot that it needs are in the bin, or were never deleted.</summary>
    public RecycleBinVerdict Restorable { get; init; }

    /// <summary>Until when it can be restored with all its snapshots, UTC; null where it cannot, or nobody knows.</summary>
    public DateTime? RestorableUntil { get; init; }

    /// <summary>Why <see cref="Restorable"/> is what it is.</summary>
    public string Because { get; init; } = "";

    /// <summary>When the image itself leaves the Recycle Bin for good, UTC, as the bin told it; null where it is not there.</summary>
    public DateTime? RecycleBinExitTime { get; init; }

    /// <summary>The snapshots behind it, and what happened to each.</summary>
    public IReadOnlyList<RemovedSnapshot> Snapshots { get; init => field = Indexable.List(value); } = [];

    /// <summary>The ids of <see cref="Snapshots"/>.</summary>
    public IReadOnlyList<string> SnapshotIds => Snapshots.Select(snapshot => snapshot.SnapshotId).ToArray();

    /// <summary>The image as it was: tags, mapping, deprecation date, protection. Null where it was gone before this command.</summary>
    public Ami? Before { get; init; }

    /// <summary>Who could launch it besides its owner: accounts, <c>all</c>, ARNs of organisations and organisational units.</summary>
    public IReadOnlyList<string> SharedWith { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whether <see cref="SharedWith"/> could be read.</summary>
    public bool SharingIsKnown { get; init; }

    /// <summary>What was there before, for Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}

/// <summary>What happened to a snapshot of a removed image.</summary>
public sealed class RemovedSnapshot
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>What happened to it.</summary>
    public required SnapshotOutcome Outcome { get; init; }

    /// <summary>Why it stayed, or could not be deleted; empty for one that was deleted.</summary>
    public string Because { get; init; } = "";

    /// <summary>Of one that was deleted: whether it can be restored.</summary>
    public RecycleBinVerdict Restorable { get; init; }

    /// <summary>When it leaves the Recycle Bin for good, UTC, as the bin told it; null where it is not there.</summary>
    public DateTime? RecycleBinExitTime { get; init; }

    /// <summary>The snapshot as it was.</summary>
    public required AmiSnapshotRecord Before { get; init; }

    /// <summary>The id and what happened.</summary>
    public override string ToString() => $"{SnapshotId} {Outcome}";
}

/// <summary>What happened to a snapshot. The numbers are fixed.</summary>
public enum SnapshotOutcome
{
    /// <summary>It stays.</summary>
    Kept = 0,

    /// <summary>It was deleted; a rule may keep it in the Recycle Bin.</summary>
    Deleted = 1,

    /// <summary>It was to be deleted and could not be; a second run tries again.</summary>
    Failed = 2,

    /// <summary>It was gone before.</summary>
    AlreadyGone = 3,
}
