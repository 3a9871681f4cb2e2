using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>Reads the caller's own snapshots of one region.</summary>
internal sealed class SnapshotReader(RegionSession region)
{
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
        Dictionary<string, Snapshot> found = new(StringComparer.Ordinal);
        foreach (string[] batch in ids.Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Snapshot snapshot in ReadAsync(null, [Query.Filter("snapshot-id", batch)], cancellationToken).ConfigureAwait(false)) found[snapshot.SnapshotId!] = snapshot;
        }

        return found;
    }

    /// <summary>The caller's own snapshots that the filters let through, page by page.</summary>
    public IAsyncEnumerable<Snapshot> OwnAsync(IEnumerable<Filter> filters, CancellationToken cancellationToken) => ReadAsync(["self"], filters, cancellationToken);

    private async IAsyncEnumerable<Snapshot> ReadAsync(List<string>? owners, IEnumerable<Filter> filters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DescribeSnapshotsRequest request = new() { OwnerIds = owners, Filters = [.. filters], MaxResults = Query.PageSize };
        HashSet<string> tokens = [];
        do
        {
            DescribeSnapshotsResponse page = await region.CallAsync("DescribeSnapshots", null, ec2 => ec2.DescribeSnapshotsAsync(request, cancellationToken)).ConfigureAwait(false);
            foreach (Snapshot snapshot in page.Snapshots ?? []) yield return snapshot;
            request.NextToken = string.IsNullOrEmpty(page.NextToken) ? null : page.NextToken;
            if (request.NextToken is { } token && !tokens.Add(token)) throw Failures.EndlessPages("DescribeSnapshots", region.Name);
        }
        while (request.NextToken is not null);
    }
}
