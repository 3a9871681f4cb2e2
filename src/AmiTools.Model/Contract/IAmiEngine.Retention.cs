namespace AmiTools;

public partial interface IAmiEngine
{
    /// <summary>Makes the plan of an estate by reads alone. A region that could not be read ends it: a plan that does not see all copies of a backup would be a wrong one.</summary>
    Task<AmiRetentionPlan> PlanAsync(RetentionQuery query, CancellationToken cancellationToken);

    /// <summary>Reads again what a plan is about to touch. An image that has drifted, and one whose family has no good backup left to keep, is a problem and has no step; a plan that was tampered with is refused as a whole.</summary>
    Task<RetentionRunPlan> PlanAsync(RetentionRunOptions options, IEngineEvents events, CancellationToken cancellationToken);

    /// <summary>Carries out the approved steps, a bounded number at a time, until too many have failed.</summary>
    IAsyncEnumerable<AmiRetentionResult> RunAsync(RetentionRunPlan plan, IEngineEvents events, CancellationToken cancellationToken);
}
