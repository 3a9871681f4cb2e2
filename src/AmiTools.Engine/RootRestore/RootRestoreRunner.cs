using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RootRestore;

/// <summary>Carries out the approved steps, each on its own.</summary>
internal sealed class RootRestoreRunner(EngineSession session, RootRestorePlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each instance when its root volume is replaced.</summary>
    public IAsyncEnumerable<InstanceRootRestore> RunAsync(CancellationToken cancellationToken) => plan.RunAsync(session, events, step => (step.Given, step.Region),
        (step, token) => new RootRestoreRun(session.In(step.Region), step, plan.Options, _receipts, events).RunAsync(token), cancellationToken);
}
