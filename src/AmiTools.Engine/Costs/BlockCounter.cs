using System.Collections.Concurrent;
using Amazon.EBS.Model;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Costs;

/// <summary>How much of a snapshot is its own: what it holds that the one before it did not.</summary>
/// <param name="GiB">That much; null where it could not be counted.</param>
/// <param name="Doubt">What makes it uncertain; null for nothing.</param>
internal readonly record struct BlockCount(decimal? GiB, string? Doubt);

/// <summary>Counts the blocks of a region's snapshots with the EBS direct APIs: one call for each snapshot and ten thousand blocks (5 GiB) of it.</summary>
internal sealed class BlockCounter(RegionSession region, IEngineEvents events)
{
    /// <summary>The most that AWS lists in one answer.</summary>
    private const int PageSize = 10_000;

    /// <summary>The size of a block, where an answer does not tell it.</summary>
    private const int BlockBytes = 512 * 1024;

    private const decimal BytesPerGiB = 1024m * 1024m * 1024m;

    private readonly ConcurrentDictionary<string, BlockCount> _counts = new(StringComparer.Ordinal);
    private int _done;

    /// <summary>Why counting ended early; null where it did not.</summary>
    public AmiException? Gap { get; private set; }

    /// <summary>The counts by snapshot id. Copies, archived snapshots and those that are not completed have none.</summary>
    /// <param name="wanted">Whose blocks are counted.</param>
    /// <param name="isAll">Whether those are all of the region; else the others of their volumes are read first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyDictionary<string, BlockCount>> CountAsync(IReadOnlyDictionary<string, Snapshot> wanted, bool isAll, CancellationToken cancellationToken)
    {
        IEnumerable<Snapshot> known = isAll ? wanted.Values : await OfTheirVolumesAsync(wanted.Values, cancellationToken).ConfigureAwait(false);
        (Snapshot? Before, Snapshot Snapshot)[] work = [.. SnapshotLineages.Of(known.Where(IsCountable)).SelectMany(lineage => lineage.Select((snapshot, index) => (index == 0 ? null : lineage[index - 1], snapshot))).Where(pair => wanted.ContainsKey(pair.snapshot.SnapshotId!))];
        ParallelOptions options = new() { MaxDegreeOfParallelism = region.Settings.Parallelism, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(work, options, async (pair, token) =>
            {
                await CountAsync(pair.Before, pair.Snapshot, token).ConfigureAwait(false);
                Report(Interlocked.Increment(ref _done), work.Length);
            }).ConfigureAwait(false);
        }
        finally
        {
            if (_done > 0 && _done < work.Length) Report(work.Length, work.Length);
        }

        return _counts;
    }

    private async Task CountAsync(Snapshot? before, Snapshot snapshot, CancellationToken cancellationToken)
    {
        string id = snapshot.SnapshotId!;
        // What the whole region may not do, or cannot, is asked for once and not for each of ten thousand snapshots.
        if (Gap is not null) return;
        try
        {
            if (before is null) _counts[id] = new BlockCount(SnapshotCharges.Held(snapshot) ?? await AllAsync(id, cancellationToken).ConfigureAwait(false), "the oldest snapshot of a volume that was itself made of a snapshot shares blocks with that one, which are counted for both");
            else _counts[id] = new BlockCount(await ChangedAsync(before.SnapshotId!, id, cancellationToken).ConfigureAwait(false), null);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.InvalidInput or AmiErrorKind.NotFound or AmiErrorKind.InvalidState)
        {
            _counts[id] = new BlockCount(null, $"{id} could not be counted: {failure.Message}");
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            Gap = failure;
        }
    }

    private Task<decimal> AllAsync(string snapshot, CancellationToken cancellationToken) => SumAsync("ListSnapshotBlocks", async token =>
    {
        ListSnapshotBlocksRequest request = new() { SnapshotId = snapshot, MaxResults = PageSize, NextToken = token };
        ListSnapshotBlocksResponse page = await region.CallEbsAsync("ListSnapshotBlocks", snapshot, ebs => ebs.ListSnapshotBlocksAsync(request, cancellationToken)).ConfigureAwait(false);
        return (page.Blocks?.Count ?? 0, page.BlockSize, page.NextToken);
    });

    private Task<decimal> ChangedAsync(string before, string snapshot, CancellationToken cancellationToken) => SumAsync("ListChangedBlocks", async token =>
    {
        ListChangedBlocksRequest request = new() { FirstSnapshotId = before, SecondSnapshotId = snapshot, MaxResults = PageSize, NextToken = token };
        ListChangedBlocksResponse page = await region.CallEbsAsync("ListChangedBlocks", snapshot, ebs => ebs.ListChangedBlocksAsync(request, cancellationToken)).ConfigureAwait(false);
        // A block without a token of the second snapshot is one that only the first one has.
        return (page.ChangedBlocks?.Count(block => block.SecondBlockToken is not null) ?? 0, page.BlockSize, page.NextToken);
    });

    private async Task<decimal> SumAsync(string operation, Func<string?, Task<(int Blocks, int? BlockSize, string? NextToken)>> page)
    {
        List<decimal> sizes = await Pages.AllAsync(region, operation, async token =>
        {
            (int blocks, int? size, string? next) = await page(token).ConfigureAwait(false);
            return ((List<decimal>?)[blocks * (decimal)(size ?? BlockBytes)], next);
        }).ConfigureAwait(false);
        return sizes.Sum() / BytesPerGiB;
    }

    private async Task<IReadOnlyCollection<Snapshot>> OfTheirVolumesAsync(IEnumerable<Snapshot> wanted, CancellationToken cancellationToken)
    {
        List<Snapshot> all = [];
        foreach (string[] volumes in wanted.Where(snapshot => !SnapshotLineages.IsCopy(snapshot)).Select(snapshot => snapshot.VolumeId!).Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Snapshot snapshot in region.Snapshots.OwnAsync([Query.Filter("volume-id", volumes)], cancellationToken).ConfigureAwait(false)) all.Add(snapshot);
        }

        return [.. all.DistinctBy(snapshot => snapshot.SnapshotId)];
    }

    private void Report(int done, int total) => events.Progress(new ProgressReport { Key = $"blocks {region}", Activity = $"Count blocks in {region}", Status = $"{done} of {total} snapshots", Percent = total == 0 ? 100 : done * 100 / total, Completed = done == total });

    private static bool IsCountable(Snapshot snapshot) => snapshot.State?.Value == "completed" && !SnapshotLineages.IsCopy(snapshot) && !SnapshotLineages.IsArchived(snapshot);
}
