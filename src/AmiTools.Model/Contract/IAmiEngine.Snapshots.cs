namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>The snapshots that the query names, page by page as AWS delivers them.</summary>
    IAsyncEnumerable<EbsSnapshot> FindAsync(EbsSnapshotQuery query, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Waits until each snapshot is completed, and yields it then. One that ended in error, a missing one and one whose time ran out go to the events.</summary>
    IAsyncEnumerable<EbsSnapshot> WaitAsync(SnapshotWaitOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what taking snapshots would do.</summary>
    Task<EbsSnapshotPlan> PlanAsync(EbsSnapshotOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Takes the snapshots of the approved steps; each comes as it is begun, or is completed where it is waited for.</summary>
    IAsyncEnumerable<EbsSnapshotBackup> RunAsync(EbsSnapshotPlan plan, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what copies of snapshots would be made, and everything that would make them fail.</summary>
    Task<EbsSnapshotCopyPlan> PlanAsync(EbsSnapshotCopyOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Makes the copies of the approved steps, all regions at a time; each comes as it is begun, or is completed where it is waited for.</summary>
    IAsyncEnumerable<EbsSnapshotCopy> RunAsync(EbsSnapshotCopyPlan plan, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Reads what deleting snapshots would do, and what needs them. A snapshot that is needed, or of which that could not be read, is a problem and has no step.</summary>
    Task<EbsSnapshotRemovalPlan> PlanAsync(EbsSnapshotRemovalOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Deletes the approved snapshots; each result comes when the Recycle Bin has been asked for it.</summary>
    IAsyncEnumerable<EbsSnapshotRemoval> RunAsync(EbsSnapshotRemovalPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}
