namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Reads what changing, removing, locking or unlocking rules of the Recycle Bin would do. A locked rule, and one that cannot be locked, is a problem and has no step.</summary>
    Task<RecycleBinRuleChangePlan> PlanAsync(RecycleBinRuleChangeOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Changes the approved rules. Each result is the rule afterwards, with <see cref="RecycleBinRule.Previous"/>; a removed one is returned as it was.</summary>
    IAsyncEnumerable<RecycleBinRule> RunAsync(RecycleBinRuleChangePlan plan, IEngineEvents events, CancellationToken cancellationToken);
}
