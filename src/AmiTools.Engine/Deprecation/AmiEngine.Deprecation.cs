using AmiTools.Engine.Deprecation;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<DeprecationPlan> PlanAsync(DeprecationOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new DeprecationPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiDeprecation> RunAsync(DeprecationPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new DeprecationRunner(session, plan, events).RunAsync(token), cancellationToken);
}
