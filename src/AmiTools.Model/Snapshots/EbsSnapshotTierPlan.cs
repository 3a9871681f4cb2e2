namespace AmiTools;

/// <summary>Where snapshots are to be kept.</summary>
public sealed class EbsSnapshotTierOptions
{
    /// <summary>Who asks; its regions are searched for snapshots that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The snapshots.</summary>
    public required IReadOnlyList<ResourceReference> SnapshotId { get; init; }

    /// <summary>Moves them into the archive. Otherwise they are restored from it.</summary>
    public bool Archive { get; init; }

    /// <summary>For how many days they are restored, 1 to 180; null for good.</summary>
    public int? RestoreDays { get; init; }
}

/// <summary>What moving snapshots between the tiers would do.</summary>
public sealed class EbsSnapshotTierPlan : Plan<EbsSnapshotTierStep>
{
    /// <summary>What was asked for.</summary>
    public required EbsSnapshotTierOptions Options { get; init; }
}

/// <summary>One snapshot that is archived or restored.</summary>
public sealed class EbsSnapshotTierStep : PlanStep
{
    /// <summary>Where it is now.</summary>
    public required EbsSnapshotTier Tier { get; init; }

    /// <summary>Whether anything is done. False where the snapshot is where it was asked to be, or on its way there.</summary>
    public required bool Changes { get; init; }
}
