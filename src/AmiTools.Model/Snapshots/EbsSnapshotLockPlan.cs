namespace AmiTools;

/// <summary>How snapshots are to be locked, or that they are to be unlocked.</summary>
public sealed class EbsSnapshotLockOptions
{
    /// <summary>Who asks; its regions are searched for snapshots that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The snapshots.</summary>
    public required IReadOnlyList<ResourceReference> SnapshotId { get; init; }

    /// <summary>Takes the lock off; nothing else is given then.</summary>
    public bool Unlock { get; init; }

    /// <summary>AWS's word: <c>governance</c> or <c>compliance</c>.</summary>
    public string Mode { get; init; } = "governance";

    /// <summary>For how many days, 1 to 36,500; null where <see cref="Until"/> is given.</summary>
    public int? DurationDays { get; init; }

    /// <summary>Until when, UTC, a day ahead at the least; null where <see cref="DurationDays"/> is given.</summary>
    public DateTime? Until { get; init; }

    /// <summary>For how many hours a compliance lock can still be taken off, 1 to 72; null for none.</summary>
    public int? CoolOffHours { get; init; }
}

/// <summary>What locking or unlocking snapshots would do.</summary>
public sealed class EbsSnapshotLockPlan : Plan<EbsSnapshotLockStep>
{
    /// <summary>What was asked for.</summary>
    public required EbsSnapshotLockOptions Options { get; init; }
}

/// <summary>One snapshot that is locked or unlocked.</summary>
public sealed class EbsSnapshotLockStep : PlanStep
{
    /// <summary>The lock as it is.</summary>
    public required EbsSnapshotLock Lock { get; init; }

    /// <summary>Whether anything is done. False where the snapshot is locked, or unlocked, as was asked for.</summary>
    public required bool Changes { get; init; }
}
