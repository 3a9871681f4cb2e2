using System.Runtime.CompilerServices;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.VolumeRestore;

namespace AmiTools.Engine;

public sealed partial class AmiEngine
{
    /// <inheritdoc />
    public async Task<VolumeRestorePlan> PlanAsync(VolumeRestoreOptions options, IEngineEvents events, CancellationToken cancellationToken) =>
        await new VolumeRestorePlanner(await _sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false), options).PlanAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async IAsyncEnumerable<EbsVolumeRestore> RunAsync(VolumeRestorePlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await _sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (EbsVolumeRestore result in new VolumeRestoreRunner(session, plan, events).RunAsync(cancellationToken).ConfigureAwait(false)) yield return result;
    }
}
