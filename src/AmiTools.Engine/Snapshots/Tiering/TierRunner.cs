using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots.Tiering;

/// <summary>Begins moves between the tiers. A call whose answer was lost is settled by reading when the last move began.</summary>
internal sealed class TierRunner(EngineSession session, EbsSnapshotTierPlan plan, IEngineEvents events)
{
    private readonly EbsSnapshotTierOptions _options = plan.Options;
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    public IAsyncEnumerable<EbsSnapshotTier> RunAsync(CancellationToken cancellationToken) => plan.RunAsync(session, events, step => (step.Tier.SnapshotId, step.Tier.Region),
        async (step, token) => step.Changes ? await ChangeAsync(step, token).ConfigureAwait(false) : step.Tier, cancellationToken);

    private async Task<EbsSnapshotTier> ChangeAsync(EbsSnapshotTierStep step, CancellationToken cancellationToken)
    {
        DateTime? begun = null;
        EbsSnapshotTier tier = step.Tier;
        AmiChangeReceipt receipt = _receipts.New(AmiChangeKind.SnapshotTier, tier.Region, tier.AccountId, tier.SnapshotId, tier.Name, step.Action, new AmiFormerState { State = tier.StorageTier });
        await _receipts.ChangeAsync(receipt, async () => begun = await SettleAsync(session.In(tier.Region), tier, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return new EbsSnapshotTier
        {
            Region = tier.Region, AccountId = tier.AccountId, SnapshotId = tier.SnapshotId, Name = tier.Name, StorageTier = tier.StorageTier, Receipt = receipt,
            TieringStatus = $"{TierRules.Operation(_options)}-in-progress", TieringStartTime = begun?.ToUniversalTime(), ArchivalCompleteTime = tier.ArchivalCompleteTime,
            RestoreExpiryTime = tier.RestoreExpiryTime, RestoreDays = _options.RestoreDays,
        };
    }

    private async Task<DateTime?> SettleAsync(RegionSession region, EbsSnapshotTier before, CancellationToken cancellationToken)
    {
        try
        {
            return _options.Archive ? await ArchiveAsync(region, before.SnapshotId, cancellationToken).ConfigureAwait(false) : await RestoreAsync(region, before.SnapshotId, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.OutcomeIsUnknown())
        {
            // A second call is refused while the first one's move goes on, and that nobody can break off.
            SnapshotTierStatus? now = await OpenOutcome.LookAsync(failure, before.SnapshotId, () => Patience.UntilAsync(region.Time, region.Settings.NamedResourceWindow, async token =>
                (await TierReader.ReadAsync(region, [before.SnapshotId], token).ConfigureAwait(false)).GetValueOrDefault(before.SnapshotId) is { } read && HasBegun(read, before) ? read : null,
                TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken)).ConfigureAwait(false);
            if (now is null) throw;
            return now.LastTieringStartTime;
        }
    }

    private bool HasBegun(SnapshotTierStatus now, EbsSnapshotTier before) =>
        now.LastTieringOperationStatus?.Value?.StartsWith(TierRules.Operation(_options), StringComparison.Ordinal) == true && now.LastTieringStartTime?.ToUniversalTime() is { } start && start != before.TieringStartTime;

    private static async Task<DateTime?> ArchiveAsync(RegionSession region, string id, CancellationToken cancellationToken)
    {
        ModifySnapshotTierRequest request = new() { SnapshotId = id, StorageTier = TargetStorageTier.Archive };
        try
        {
            return (await region.CallAsync("ModifySnapshotTier", id, ec2 => ec2.ModifySnapshotTierAsync(request, cancellationToken)).ConfigureAwait(false)).TieringStartTime;
        }
        catch (AmiException failure) when (failure.Code == AmiErrorCodes.SnapshotInUse)
        {
            // An image came into use, or was declined, after the plan was made. For the archive it need not be deregistered, as elsewhere.
            throw failure.As(failure.Code, failure.Kind, failure.Message, id, "AWS archives the snapshots of an image only while it is disabled: disable it (Disable-Ami), and run the same command again.");
        }
    }

    private async Task<DateTime?> RestoreAsync(RegionSession region, string id, CancellationToken cancellationToken)
    {
        RestoreSnapshotTierRequest request = new() { SnapshotId = id, TemporaryRestoreDays = _options.RestoreDays, PermanentRestore = _options.RestoreDays is null ? true : null };
        return (await region.CallAsync("RestoreSnapshotTier", id, ec2 => ec2.RestoreSnapshotTierAsync(request, cancellationToken)).ConfigureAwait(false)).RestoreStartTime;
    }
}
