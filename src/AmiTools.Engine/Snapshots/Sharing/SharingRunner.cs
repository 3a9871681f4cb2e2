using AmiTools.Engine.Access;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots.Sharing;

/// <summary>Gives and takes snapshots; a second run does what a broken-off one left.</summary>
internal sealed class SharingRunner(EngineSession session, EbsSnapshotAccessPlan plan, IEngineEvents events)
{
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    public IAsyncEnumerable<EbsSnapshotAccessChange> RunAsync(CancellationToken cancellationToken) =>
        plan.RunAsync(session, events, step => (step.Outcome.SnapshotId, step.Outcome.Region), RunAsync, cancellationToken);

    private async Task<EbsSnapshotAccessChange> RunAsync(EbsSnapshotAccessStep step, CancellationToken cancellationToken)
    {
        EbsSnapshotAccessChange change = step.Outcome;
        if (change.Changed) change.Receipt = await _receipts.ChangeAsync(Receipt(step), () => VolumePermissions.ChangeAsync(session.In(change.Region), change.SnapshotId, change.Added, change.Removed, cancellationToken)).ConfigureAwait(false);
        return change;
    }

    private AmiChangeReceipt Receipt(EbsSnapshotAccessStep step) => _receipts.New(AmiChangeKind.SnapshotAccess, step.Outcome.Region, step.Outcome.AccountId, step.Outcome.SnapshotId, step.Outcome.Name, step.Action,
        new AmiFormerState { SharedWith = [.. step.Outcome.Unchanged.Concat(step.Outcome.Removed).Order(StringComparer.Ordinal)] });
}
