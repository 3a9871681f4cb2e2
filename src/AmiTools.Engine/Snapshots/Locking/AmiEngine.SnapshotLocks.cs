using AmiTools.Engine.Snapshots.Locking;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotLockPlan> PlanAsync(EbsSnapshotLockOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new LockPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<EbsSnapshotLock> RunAsync(EbsSnapshotLockPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new LockRunner(session, plan, events).RunAsync(token), cancellationToken);
}
