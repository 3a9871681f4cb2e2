using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.SnapshotCopying;

/// <summary>Carries out the approved steps of a copy plan, all regions at a time.</summary>
internal sealed class SnapshotCopyRunner(EngineSession session, EbsSnapshotCopyPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    /// <summary>Yields each copy as it is begun, or is completed where it is waited for.</summary>
    public IAsyncEnumerable<EbsSnapshotCopy> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + plan.Options.Timeout;
        return plan.RunByDestinationAsync(session, events, step => step.DestinationRegion, step => step.Given,
            (region, steps, token) => ExistingSnapshotCopies.ReadAsync(region, steps.Select(step => step.Source), token),
            (region, step, existing, token) => new SnapshotCopyRun(region, step, plan.Options, existing, deadline, _receipts, events).RunAsync(token), cancellationToken);
    }
}
