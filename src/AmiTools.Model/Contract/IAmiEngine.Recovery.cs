namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what testing backups would do, everything that is missing for it, and what earlier tests left.</summary>
    Task<RecoveryTestPlan> PlanAsync(RecoveryTestOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Removes what is left, and tests the approved backups; each result comes when its machine is gone again.</summary>
    IAsyncEnumerable<AmiRecoveryTest> RunAsync(RecoveryTestPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}
