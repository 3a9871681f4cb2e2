using System.Runtime.CompilerServices;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots.Tiering;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotTierPlan> PlanAsync(EbsSnapshotTierOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new TierPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<EbsSnapshotTier> RunAsync(EbsSnapshotTierPlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (EbsSnapshotTier result in new TierRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }
}
