using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>Reads snapshots of one region: the caller's own, and those of others that he sees.</summary>
internal sealed partial class SnapshotReader(RegionSession region)
{
    private const int ForeignPerCall = 50;

    /// <summary>The snapshots of these ids that there are; by the filter, because one missing id fails a whole call by id.</summary>
    public async Task<Dictionary<string, Snapshot>> ByIdAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, Snapshot> found = new(StringComparer.Ordinal);
        foreach (string[] batch in ids.Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Snapshot snapshot in OwnAsync([Query.Filter("snapshot-id", batch)], cancellationToken).ConfigureAwait(false)) found[snapshot.SnapshotId!] = snapshot;
        }

        return found;
    }

    /// <summary>The snapshots that AWS made for these images, by image: what their descriptions say. For images whose mappings do not name them yet.</summary>
    public async Task<ILookup<string, Snapshot>> MadeForAsync(IEnumerable<string> imageIds, CancellationToken cancellationToken)
    {
        List<(string Image, Snapshot Snapshot)> found = [];
        foreach (string[] batch in imageIds.Distinct().Chunk(Query.FilterValues / SnapshotDescription.PatternsPerImage))
        {
            HashSet<string> asked = [.. batch];
            List<Snapshot> snapshots = await OwnAsync([Query.Filter("description", batch.SelectMany(SnapshotDescription.PatternsFor))], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false);
            // The pattern is a net; only the exact reading counts, because a copy's description names the image that it was copied from too.
            found.AddRange(snapshots.Select(snapshot => (Image: SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId).ImageId, snapshot)).Where(pair => pair.Image is not null && asked.Contains(pair.Image)).Select(pair => (pair.Image!, pair.snapshot)));
        }

        return found.ToLookup(pair => pair.Image, pair => pair.Snapshot, StringComparer.Ordinal);
    }

    /// <summary>Those of the snapshots of these ids that the caller may use, whoever owns them.</summary>
    public async Task<Dictionary<string, Snapshot>> UsableAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        string[] asked = [.. ids.Distinct()];
        Dictionary<string, Snapshot> found = await ByIdAsync(asked, cancellationToken).ConfigureAwait(false);
        foreach ((string id, Snapshot snapshot) in await ForeignAsync(asked.Where(id => !found.ContainsKey(id)), cancellationToken).ConfigureAwait(false)) found[id] = snapshot;
        return found;
    }

    /// <summary>The snapshots of these ids that the caller sees, for ids that are not his own: those shared with him and public ones.</summary>
    /// <remarks>
    /// By id and not by the filter: without an owner AWS goes through all public snapshots of the region, page by empty page. A missing id fails a whole call by id, and is named in the failure:
    /// the others are asked for again without it.
    /// </remarks>
    public async Task<Dictionary<string, Snapshot>> ForeignAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, Snapshot> found = new(StringComparer.Ordinal);
        ParallelOptions options = new() { MaxDegreeOfParallelism = region.Settings.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids.Distinct().Chunk(ForeignPerCall), options, async (batch, token) =>
        {
            HashSet<string> left = [.. batch];
            while (left.Count > 0)
            {
                try
                {
                    DescribeSnapshotsRequest request = new() { SnapshotIds = [.. left] };
                    DescribeSnapshotsResponse answer = await region.CallAsync("DescribeSnapshots", left.Count == 1 ? left.First() : null, ec2 => ec2.DescribeSnapshotsAsync(request, token)).ConfigureAwait(false);
                    foreach (Snapshot snapshot in answer.Snapshots ?? []) found[snapshot.SnapshotId!] = snapshot;
                    return;
                }
                catch (AmiException failure) when (failure.IsNotFound())
                {
                    if (Ids().Matches(failure.Message).Count(match => left.Remove(match.Value)) > 0) continue;
                    if (left.Count == 1) return;
                    throw;
                }
            }
        }).ConfigureAwait(false);
        return new Dictionary<string, Snapshot>(found, StringComparer.Ordinal);
    }

    /// <summary>The caller's own snapshots that the filters let through, page by page.</summary>
    public IAsyncEnumerable<Snapshot> OwnAsync(IEnumerable<Filter> filters, CancellationToken cancellationToken) => OfAsync(["self"], filters, cancellationToken);

    /// <summary>The snapshots of these owners that the caller sees and the filters let through, page by page.</summary>
    public IAsyncEnumerable<Snapshot> OfAsync(IEnumerable<string> owners, IEnumerable<Filter> filters, CancellationToken cancellationToken) =>
        ReadAsync(new DescribeSnapshotsRequest { OwnerIds = [.. owners] }, filters, cancellationToken);

    /// <summary>The snapshots, the own ones among them, that the caller's account may use without their being public.</summary>
    public IAsyncEnumerable<Snapshot> RestorableAsync(IEnumerable<Filter> filters, CancellationToken cancellationToken) =>
        ReadAsync(new DescribeSnapshotsRequest { RestorableByUserIds = ["self"] }, filters, cancellationToken);

    private IAsyncEnumerable<Snapshot> ReadAsync(DescribeSnapshotsRequest request, IEnumerable<Filter> filters, CancellationToken cancellationToken)
    {
        request.Filters = [.. filters];
        request.MaxResults = Query.PageSize;
        return Pages.EachAsync(region, "DescribeSnapshots", async token =>
        {
            request.NextToken = token;
            DescribeSnapshotsResponse page = await region.CallAsync("DescribeSnapshots", null, ec2 => ec2.DescribeSnapshotsAsync(request, cancellationToken)).ConfigureAwait(false);
            return (page.Snapshots, page.NextToken);
        });
    }

    [GeneratedRegex("snap-[0-9a-f]+")]
    private static partial Regex Ids();
}
