using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RootRestore;

/// <summary>Carries out the approved steps, each on its own.</summary>
internal sealed class RootRestoreRunner(EngineSession session, RootRestorePlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each instance when its root volume is replaced.</summary>
    public IAsyncEnumerable<InstanceRootRestore> RunAsync(CancellationToken cancellationToken) => ParallelStream.RunAsync<RootRestoreStep, InstanceRootRestore>(
        [.. plan.Steps.Where(step => step.Approved)], session.Settings.Parallelism,
        (step, emit, token) => Item.RunAsync(events, step.Given, step.Region, async () =>
            await emit(await new RootRestoreRun(session.In(step.Region), step, plan.Options, _receipts, events).RunAsync(token).ConfigureAwait(false)).ConfigureAwait(false)),
        cancellationToken: cancellationToken);
}
