using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots.Tiering;

/// <summary>Reads where snapshots are kept, and how far they are on their way.</summary>
internal static class TierReader
{
    /// <summary>The last way between the tiers of those of the snapshots that went one, by the snapshot's id.</summary>
    public static async Task<Dictionary<string, SnapshotTierStatus>> ReadAsync(RegionSession region, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, SnapshotTierStatus> tiers = new(StringComparer.Ordinal);
        foreach (string[] batch in ids.Chunk(Query.FilterValues))
        {
            List<SnapshotTierStatus> statuses = await Pages.AllAsync(region, "DescribeSnapshotTierStatus", async token =>
            {
                DescribeSnapshotTierStatusRequest request = new() { Filters = [Query.Filter("snapshot-id", batch)], NextToken = token };
                DescribeSnapshotTierStatusResponse page = await region.CallAsync("DescribeSnapshotTierStatus", batch.Length == 1 ? batch[0] : null, ec2 => ec2.DescribeSnapshotTierStatusAsync(request, cancellationToken)).ConfigureAwait(false);
                return (page.SnapshotTierStatuses, page.NextToken);
            }).ConfigureAwait(false);
            foreach (SnapshotTierStatus tier in statuses) tiers[tier.SnapshotId!] = tier;
        }

        return tiers;
    }

    /// <summary>The zones in which volumes of the snapshots are fast from the first moment, by the snapshot's id.</summary>
    public static async Task<ILookup<string, string>> FastZonesAsync(RegionSession region, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        List<DescribeFastSnapshotRestoreSuccessItem> fast = await region.FastRestoresAsync(ids, cancellationToken).ConfigureAwait(false);
        return fast.ToLookup(restore => restore.SnapshotId!, restore => restore.AvailabilityZone ?? "a zone", StringComparer.Ordinal);
    }

    /// <summary>The snapshot's tier as the module shows it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="tier">Its last way between the tiers; null where it went none.</param>
    public static EbsSnapshotTier Map(EbsSnapshot snapshot, SnapshotTierStatus? tier) => new()
    {
        Region = snapshot.Region, AccountId = snapshot.AccountId, SnapshotId = snapshot.SnapshotId, Name = snapshot.Name,
        // Endpoints that know no archive do not tell the tier.
        StorageTier = tier?.StorageTier?.Value ?? (snapshot.StorageTier.Length > 0 ? snapshot.StorageTier : TierRules.Standard),
        TieringStatus = tier?.LastTieringOperationStatus?.Value, TieringStatusDetail = tier?.LastTieringOperationStatusDetail is { Length: > 0 } detail ? detail : null,
        TieringStartTime = tier?.LastTieringStartTime?.ToUniversalTime(), TieringProgress = tier?.LastTieringProgress,
        ArchivalCompleteTime = tier?.ArchivalCompleteTime?.ToUniversalTime(), RestoreExpiryTime = (tier?.RestoreExpiryTime ?? snapshot.RestoreExpiryTime)?.ToUniversalTime(),
    };
}
