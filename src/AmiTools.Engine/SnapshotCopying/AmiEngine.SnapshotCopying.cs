using System.Runtime.CompilerServices;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.SnapshotCopying;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotCopyPlan> PlanAsync(EbsSnapshotCopyOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new SnapshotCopyPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<EbsSnapshotCopy> RunAsync(EbsSnapshotCopyPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (EbsSnapshotCopy copy in new SnapshotCopyRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return copy;
    }
}
