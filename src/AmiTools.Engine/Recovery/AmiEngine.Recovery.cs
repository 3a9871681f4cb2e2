using AmiTools.Engine.Recovery;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<RecoveryTestPlan> PlanAsync(RecoveryTestOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new RecoveryPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options, events).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiRecoveryTest> RunAsync(RecoveryTestPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new RecoveryRunner(session, plan, events).RunAsync(token), cancellationToken);
}
