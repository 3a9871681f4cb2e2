using AmiTools.Engine.RootRestore;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<RootRestorePlan> PlanAsync(RootRestoreOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new RootRestorePlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<InstanceRootRestore> RunAsync(RootRestorePlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new RootRestoreRunner(session, plan, events).RunAsync(token), cancellationToken);
}
