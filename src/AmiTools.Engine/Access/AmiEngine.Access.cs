using System.Runtime.CompilerServices;
using AmiTools.Engine.Access;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async IAsyncEnumerable<AmiAccess> FindAsync(AccessQuery query, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiAccess access in new AccessFinder(session, query, events).FindAsync(cancellationToken).ConfigureAwait(false)) yield return access;
    }

    /// <inheritdoc />
    public async Task<AccessPlan> PlanAsync(AccessOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new AccessPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<AmiAccessChange> RunAsync(AccessPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (AmiAccessChange result in new AccessRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }
}
