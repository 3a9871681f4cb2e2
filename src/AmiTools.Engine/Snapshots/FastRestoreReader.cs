using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots;

/// <summary>Reads which snapshots are kept ready for fast restores, at a price by the hour.</summary>
internal static class FastRestoreReader
{
    /// <summary>The most that AWS puts on a page.</summary>
    private const int PageSize = 200;

    /// <summary>Those of all snapshots of the region that are on, or will be.</summary>
    public static Task<List<DescribeFastSnapshotRestoreSuccessItem>> FastRestoresAsync(this RegionSession region, CancellationToken cancellationToken) => ReadAsync(region, null, null, cancellationToken);

    /// <summary>Those of these snapshots that are on, or will be.</summary>
    public static async Task<List<DescribeFastSnapshotRestoreSuccessItem>> FastRestoresAsync(this RegionSession region, IEnumerable<string> snapshotIds, CancellationToken cancellationToken)
    {
        List<DescribeFastSnapshotRestoreSuccessItem> all = [];
        foreach (string[] batch in snapshotIds.Distinct().Chunk(Query.FilterValues))
        {
            all.AddRange(await ReadAsync(region, [Query.Filter("snapshot-id", batch)], batch.Length == 1 ? batch[0] : null, cancellationToken).ConfigureAwait(false));
        }

        return all;
    }

    private static async Task<List<DescribeFastSnapshotRestoreSuccessItem>> ReadAsync(RegionSession region, List<Filter>? filters, string? resourceId, CancellationToken cancellationToken)
    {
        List<DescribeFastSnapshotRestoreSuccessItem> all = await Pages.AllAsync(region, "DescribeFastSnapshotRestores", async token =>
        {
            DescribeFastSnapshotRestoresRequest request = new() { Filters = filters, MaxResults = PageSize, NextToken = token };
            DescribeFastSnapshotRestoresResponse page = await region.CallAsync("DescribeFastSnapshotRestores", resourceId, ec2 => ec2.DescribeFastSnapshotRestoresAsync(request, cancellationToken)).ConfigureAwait(false);
            return (page.FastSnapshotRestores, page.NextToken);
        }).ConfigureAwait(false);
        return [.. all.Where(restore => restore.SnapshotId is not null && restore.State?.Value is not ("disabling" or "disabled"))];
    }
}
