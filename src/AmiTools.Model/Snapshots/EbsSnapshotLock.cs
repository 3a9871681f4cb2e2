namespace AmiTools;

/// <summary>The lock of a snapshot, or that it has none: while one holds, nobody can delete the snapshot.</summary>
public sealed class EbsSnapshotLock : AmiResource
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Its <c>Name</c> tag; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// AWS's word: <c>governance</c> (can be unlocked by whoever may), <c>compliance-cooloff</c> (can still be unlocked until <see cref="CoolOffPeriodExpiresOn"/>), <c>compliance</c> (nobody can unlock it),
    /// <c>expired</c>; null where there is no lock.
    /// </summary>
    public string? LockState { get; init; }

    /// <summary>For how many days it was locked; null where there is no lock.</summary>
    public int? LockDuration { get; init; }

    /// <summary>The hours in which a compliance lock can still be taken off; null where there are none.</summary>
    public int? CoolOffPeriod { get; init; }

    /// <summary>When those hours are over, UTC; null where there are none.</summary>
    public DateTime? CoolOffPeriodExpiresOn { get; init; }

    /// <summary>When it was locked, UTC; null where there is no lock.</summary>
    public DateTime? LockCreatedOn { get; init; }

    /// <summary>From when on the days count, UTC: for a snapshot that was locked while it was being made, from its completion.</summary>
    public DateTime? LockDurationStartTime { get; init; }

    /// <summary>When the lock ends, UTC; null where there is no lock.</summary>
    public DateTime? LockExpiresOn { get; init; }

    /// <summary>Whether it keeps the snapshot from being deleted.</summary>
    public bool Holds => LockState is not null and not "expired";

    /// <summary>What was there before, for a journal; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>The snapshot's id.</summary>
    public override string ToString() => SnapshotId;
}
