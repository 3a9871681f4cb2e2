using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots.Locking;

/// <summary>Reads the locks of snapshots.</summary>
internal static class LockReader
{
    /// <summary>The locks of those of the snapshots that have one, expired ones too, by the snapshot's id.</summary>
    public static async Task<Dictionary<string, LockedSnapshotsInfo>> ReadAsync(RegionSession region, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, LockedSnapshotsInfo> locks = new(StringComparer.Ordinal);
        foreach (string[] batch in ids.Chunk(Query.FilterValues))
        {
            List<LockedSnapshotsInfo> infos = await Pages.AllAsync(region, "DescribeLockedSnapshots", async token =>
            {
                DescribeLockedSnapshotsRequest request = new() { SnapshotIds = [.. batch], NextToken = token };
                DescribeLockedSnapshotsResponse page = await region.CallAsync("DescribeLockedSnapshots", batch.Length == 1 ? batch[0] : null, ec2 => ec2.DescribeLockedSnapshotsAsync(request, cancellationToken)).ConfigureAwait(false);
                return (page.Snapshots, page.NextToken);
            }).ConfigureAwait(false);
            foreach (LockedSnapshotsInfo held in infos) locks[held.SnapshotId!] = held;
        }

        return locks;
    }

    /// <summary>The lock as the module shows it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="held">AWS's lock; null where it has none.</param>
    public static EbsSnapshotLock Map(EbsSnapshot snapshot, LockedSnapshotsInfo? held) => Map(snapshot.Region, snapshot.AccountId, snapshot.SnapshotId, snapshot.Name, held, null);

    /// <summary>The lock of the same snapshot after a change.</summary>
    /// <param name="before">The lock before.</param>
    /// <param name="held">AWS's lock now; null where it has none.</param>
    /// <param name="receipt">The change; null where there was none.</param>
    public static EbsSnapshotLock Map(EbsSnapshotLock before, LockedSnapshotsInfo? held, AmiChangeReceipt? receipt) => Map(before.Region, before.AccountId, before.SnapshotId, before.Name, held, receipt);

    private static EbsSnapshotLock Map(string region, string account, string id, string name, LockedSnapshotsInfo? held, AmiChangeReceipt? receipt) => new()
    {
        Region = region, AccountId = account, SnapshotId = id, Name = name, Receipt = receipt,
        LockState = held?.LockState?.Value, LockDuration = held?.LockDuration, CoolOffPeriod = held?.CoolOffPeriod, CoolOffPeriodExpiresOn = held?.CoolOffPeriodExpiresOn?.ToUniversalTime(),
        LockCreatedOn = held?.LockCreatedOn?.ToUniversalTime(), LockDurationStartTime = held?.LockDurationStartTime?.ToUniversalTime(), LockExpiresOn = held?.LockExpiresOn?.ToUniversalTime(),
    };
}
