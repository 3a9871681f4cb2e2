using AmiTools.Engine.SnapshotRemoval;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotRemovalPlan> PlanAsync(EbsSnapshotRemovalOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new SnapshotRemovalPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<EbsSnapshotRemoval> RunAsync(EbsSnapshotRemovalPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new SnapshotRemovalRunner(session, plan, events).RunAsync(token), cancellationToken);
}
