using AmiTools.Engine.VolumeRestore;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<VolumeRestorePlan> PlanAsync(VolumeRestoreOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new VolumeRestorePlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public IAsyncEnumerable<EbsVolumeRestore> RunAsync(VolumeRestorePlan plan, IEngineEvents events, CancellationToken cancellationToken) =>
        StreamAsync(plan.Options.Session, (session, token) => new VolumeRestoreRunner(session, plan, events).RunAsync(token), cancellationToken);
}
