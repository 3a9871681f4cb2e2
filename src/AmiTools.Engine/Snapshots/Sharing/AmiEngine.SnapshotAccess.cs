using AmiTools.Engine.Snapshots.Sharing;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotAccessPlan> PlanAsync(EbsSnapshotAccessOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new SharingPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<EbsSnapshotAccessChange> RunAsync(EbsSnapshotAccessPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new SharingRunner(session, plan, events).RunAsync(token), cancellationToken);
}
