using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>Carries out the approved steps, each on its own.</summary>
internal sealed class VolumeRestoreRunner(EngineSession session, VolumeRestorePlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each volume when it is where it should be.</summary>
    public IAsyncEnumerable<EbsVolumeRestore> RunAsync(CancellationToken cancellationToken) => plan.RunAsync(session, events, step => (step.Given, step.Region),
        (step, token) => new VolumeRestoreRun(session.In(step.Region), step, plan.Options, _receipts, events).RunAsync(token), cancellationToken);
}
