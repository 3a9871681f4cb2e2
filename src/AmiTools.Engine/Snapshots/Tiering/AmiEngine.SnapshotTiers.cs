using AmiTools.Engine.Snapshots.Tiering;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<EbsSnapshotTierPlan> PlanAsync(EbsSnapshotTierOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new TierPlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<EbsSnapshotTier> RunAsync(EbsSnapshotTierPlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new TierRunner(session, plan, events).RunAsync(token), cancellationToken);
}
