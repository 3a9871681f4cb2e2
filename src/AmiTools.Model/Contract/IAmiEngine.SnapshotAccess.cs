namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what a change of who may use snapshots would do, and everything that AWS would refuse: keys that cannot be shared, blocked public access, archived snapshots.</summary>
    Task<EbsSnapshotAccessPlan> PlanAsync(EbsSnapshotAccessOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Carries out the approved steps.</summary>
    IAsyncEnumerable<EbsSnapshotAccessChange> RunAsync(EbsSnapshotAccessPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}
