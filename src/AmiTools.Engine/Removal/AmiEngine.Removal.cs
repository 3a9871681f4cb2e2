using AmiTools.Engine.Removal;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<RemovalPlan> PlanAsync(RemovalOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new RemovalPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiRemoval> RunAsync(RemovalPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new RemovalRunner(session, plan, events).RunAsync(token), cancellationToken);
}
