using AmiTools.Engine.SnapshotCopying;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotCopyPlan> PlanAsync(EbsSnapshotCopyOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new SnapshotCopyPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<EbsSnapshotCopy> RunAsync(EbsSnapshotCopyPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new SnapshotCopyRunner(session, plan, events).RunAsync(token), cancellationToken);
}
