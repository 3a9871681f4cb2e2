using AmiTools.Engine.Protection;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<ProtectionPlan> PlanAsync(ProtectionOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new ProtectionPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiProtection> RunAsync(ProtectionPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new ProtectionRunner(session, plan, events).RunAsync(token), cancellationToken);
}
