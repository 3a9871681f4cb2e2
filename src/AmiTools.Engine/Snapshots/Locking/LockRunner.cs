using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots.Locking;

/// <summary>Locks and unlocks snapshots. A call whose answer was lost is settled by reading the lock.</summary>
internal sealed class LockRunner(EngineSession session, EbsSnapshotLockPlan plan, IEngineEvents events)
{
    private readonly EbsSnapshotLockOptions _options = plan.Options;
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    public IAsyncEnumerable<EbsSnapshotLock> RunAsync(CancellationToken cancellationToken) => plan.RunAsync(session, events, step => (step.Lock.SnapshotId, step.Lock.Region),
        async (step, token) => step.Changes ? await ChangeAsync(step, token).ConfigureAwait(false) : step.Lock, cancellationToken);

    private async Task<EbsSnapshotLock> ChangeAsync(EbsSnapshotLockStep step, CancellationToken cancellationToken)
    {
        LockedSnapshotsInfo? held = null;
        AmiChangeReceipt receipt = _receipts.New(AmiChangeKind.SnapshotLock, step.Lock.Region, step.Lock.AccountId, step.Lock.SnapshotId, step.Lock.Name, step.Action,
            new AmiFormerState { State = step.Lock.LockState, SnapshotLock = step.Lock });
        await _receipts.ChangeAsync(receipt, async () => held = await SettleAsync(session.In(step.Lock.Region), step.Lock, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return LockReader.Map(step.Lock, held, receipt);
    }

    private async Task<LockedSnapshotsInfo?> SettleAsync(RegionSession region, EbsSnapshotLock before, CancellationToken cancellationToken)
    {
        try
        {
            return _options.Unlock ? await UnlockAsync(region, before.SnapshotId, cancellationToken).ConfigureAwait(false) : await LockAsync(region, before.SnapshotId, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.OutcomeIsUnknown())
        {
            // A second try can be refused because the first one was carried out: a lock is not taken off twice, and one that is extended gets no second cooling-off period.
            LockedSnapshotsInfo? now = (await OpenOutcome.LookAsync(failure, before.SnapshotId, () => LockReader.ReadAsync(region, [before.SnapshotId], cancellationToken)).ConfigureAwait(false)).GetValueOrDefault(before.SnapshotId);
            EbsSnapshotLock read = LockReader.Map(before, now, null);
            bool changed = read.LockCreatedOn != before.LockCreatedOn || read.LockExpiresOn != before.LockExpiresOn || read.LockState != before.LockState;
            if (_options.Unlock ? read.Holds : !changed || !LockRules.IsMode(_options, read)) throw;
            return now;
        }
    }

    private static async Task<LockedSnapshotsInfo?> UnlockAsync(RegionSession region, string id, CancellationToken cancellationToken)
    {
        await region.CallAsync("UnlockSnapshot", id, ec2 => ec2.UnlockSnapshotAsync(new UnlockSnapshotRequest { SnapshotId = id }, cancellationToken)).ConfigureAwait(false);
        return null;
    }

    private async Task<LockedSnapshotsInfo?> LockAsync(RegionSession region, string id, CancellationToken cancellationToken)
    {
        LockSnapshotRequest request = new() { SnapshotId = id, LockMode = _options.Mode, LockDuration = _options.DurationDays, ExpirationDate = _options.Until, CoolOffPeriod = _options.CoolOffHours };
        LockSnapshotResponse answer = await region.CallAsync("LockSnapshot", id, ec2 => ec2.LockSnapshotAsync(request, cancellationToken)).ConfigureAwait(false);
        return new LockedSnapshotsInfo
        {
            SnapshotId = id, LockState = answer.LockState, LockDuration = answer.LockDuration, CoolOffPeriod = answer.CoolOffPeriod, CoolOffPeriodExpiresOn = answer.CoolOffPeriodExpiresOn,
            LockCreatedOn = answer.LockCreatedOn, LockDurationStartTime = answer.LockDurationStartTime, LockExpiresOn = answer.LockExpiresOn,
        };
    }
}
