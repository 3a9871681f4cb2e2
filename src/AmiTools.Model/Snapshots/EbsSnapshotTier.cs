namespace AmiTools;

/// <summary>Where a snapshot is kept, and how far it is on its way.</summary>
public sealed class EbsSnapshotTier : AmiResource
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Its <c>Name</c> tag; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>AWS's word: <c>standard</c> or <c>archive</c>. A snapshot that is restored for a time stays <c>archive</c>.</summary>
    public required string StorageTier { get; init; }

    /// <summary>AWS's word for its last way between the tiers: <c>archival-in-progress</c>, <c>temporary-restore-completed</c>, <c>permanent-restore-failed</c>, ...; null where it was never moved.</summary>
    public string? TieringStatus { get; init; }

    /// <summary>What AWS says about that, where something went wrong; otherwise null.</summary>
    public string? TieringStatusDetail { get; init; }

    /// <summary>When that began, UTC; null where it was never moved.</summary>
    public DateTime? TieringStartTime { get; init; }

    /// <summary>How far that is, in percent, 0 to 100; null where it was never moved, or has just begun.</summary>
    public int? TieringProgress { get; init; }

    /// <summary>When it arrived in the archive, UTC; null where it never did. Ninety days from then on are billed, wherever it is.</summary>
    public DateTime? ArchivalCompleteTime { get; init; }

    /// <summary>Of an archived snapshot that is restored for a time: when it goes back, UTC. Otherwise null.</summary>
    public DateTime? RestoreExpiryTime { get; init; }

    /// <summary>For how many days its restoring was asked for by this command; null where it was not.</summary>
    public int? RestoreDays { get; init; }

    /// <summary>Whether it is on its way between the tiers.</summary>
    public bool IsMoving => TieringStatus?.EndsWith("-in-progress", StringComparison.Ordinal) == true;

    /// <summary>Whether volumes can be made of it at the moment.</summary>
    public bool IsUsable => StorageTier != "archive" || RestoreExpiryTime is not null;

    /// <summary>What was there before, for a journal; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>The snapshot's id.</summary>
    public override string ToString() => SnapshotId;
}
