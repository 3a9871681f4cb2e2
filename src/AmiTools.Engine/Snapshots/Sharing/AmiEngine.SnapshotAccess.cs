using System.Runtime.CompilerServices;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots.Sharing;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotAccessPlan> PlanAsync(EbsSnapshotAccessOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new SharingPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<EbsSnapshotAccessChange> RunAsync(EbsSnapshotAccessPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (EbsSnapshotAccessChange result in new SharingRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }
}
