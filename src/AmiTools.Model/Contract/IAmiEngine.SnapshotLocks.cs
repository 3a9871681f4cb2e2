namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what locking or unlocking snapshots would do, and which locks nobody can undo.</summary>
    Task<EbsSnapshotLockPlan> PlanAsync(EbsSnapshotLockOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Locks or unlocks the approved snapshots; each result is the lock as it is then.</summary>
    IAsyncEnumerable<EbsSnapshotLock> RunAsync(EbsSnapshotLockPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}
