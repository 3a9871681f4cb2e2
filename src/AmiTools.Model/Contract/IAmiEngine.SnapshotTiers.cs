namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what archiving or restoring snapshots would do and cost, and what stands in the way.</summary>
    Task<EbsSnapshotTierPlan> PlanAsync(EbsSnapshotTierOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Begins to archive or to restore the approved snapshots; each result tells that it is on its way.</summary>
    IAsyncEnumerable<EbsSnapshotTier> RunAsync(EbsSnapshotTierPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}
