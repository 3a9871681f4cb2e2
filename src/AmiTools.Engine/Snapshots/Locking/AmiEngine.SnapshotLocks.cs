using System.Runtime.CompilerServices;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots.Locking;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotLockPlan> PlanAsync(EbsSnapshotLockOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new LockPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<EbsSnapshotLock> RunAsync(EbsSnapshotLockPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (EbsSnapshotLock result in new LockRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }
}
