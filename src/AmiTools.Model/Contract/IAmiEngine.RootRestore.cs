namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what replacing root volumes would do. Everything that AWS would refuse, as far as it can be known, is a problem, found before any change.</summary>
    Task<RootRestorePlan> PlanAsync(RootRestoreOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Has AWS replace the root volumes of the approved steps, and follows each task to its end. Cancelling ends the following only: AWS goes on.</summary>
    IAsyncEnumerable<InstanceRootRestore> RunAsync(RootRestorePlan plan, IEngineEvents events, CancellationToken cancellationToken);
}
