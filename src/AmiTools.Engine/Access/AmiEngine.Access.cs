using AmiTools.Engine.Access;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public IAsyncEnumerable<AmiAccess> FindAsync(AccessQuery query, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(query.Session, (session, token) => new AccessFinder(session, query, events).FindAsync(token), cancellationToken);

    /// <inheritdoc />
    public async Task<AccessPlan> PlanAsync(AccessOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new AccessPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<AmiAccessChange> RunAsync(AccessPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new AccessRunner(session, plan, events).RunAsync(token), cancellationToken);
}
