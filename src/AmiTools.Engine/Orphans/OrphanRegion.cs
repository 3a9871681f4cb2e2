using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Usage;

namespace AmiTools.Engine.Orphans;

/// <summary>What one region knows of snapshots and of the images that they were made for.</summary>
internal sealed class OrphanRegion
{
    private readonly RegionSession _region;
    private readonly HashSet<string> _images = new(StringComparer.Ordinal);
    private readonly List<(Snapshot Snapshot, SnapshotPurpose Purpose)> _candidates = [];
    private AmiException? _binUnread;

    private OrphanRegion(RegionSession region) => _region = region;

    /// <summary>Its name.</summary>
    public string Name => _region.Name;

    /// <summary>Reads everything that the region has to say.</summary>
    /// <remarks>
    /// The order makes it safe against what happens meanwhile. Snapshots come first, so that no image that is made of one is missed; and the images that candidates name are asked for once more after the bin, because one that
    /// was restored in between was in neither place.
    /// </remarks>
    /// <exception cref="AmiException">Snapshots or images could not be read.</exception>
    public static async Task<OrphanRegion> ReadAsync(RegionSession region, CancellationToken cancellationToken)
    {
        OrphanRegion read = new(region);
        List<Snapshot> snapshots = await region.Snapshots.OwnAsync([], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> used = new(StringComparer.Ordinal);
        await foreach (Image image in region.Images.OwnAsync([], cancellationToken).ConfigureAwait(false))
        {
            read._images.Add(image.ImageId!);
            used.UnionWith(image.SnapshotIds());
        }

        read._candidates.AddRange(snapshots.Where(snapshot => !used.Contains(snapshot.SnapshotId!)).Select(snapshot => (snapshot, SnapshotPurpose.Of(snapshot)))
            .Where(candidate => candidate.Item2.IsKnown && !candidate.Item2.Images.Any(read._images.Contains)));
        if (read._candidates.Count > 0) await read.LookForTheRestAsync(cancellationToken).ConfigureAwait(false);
        return read;
    }

    /// <summary>The orphans by their own descriptions and tags.</summary>
    public IEnumerable<OrphanSnapshot> Orphans() => _candidates.Where(candidate => !candidate.Purpose.IsCarriedOver).Select(candidate => Of(candidate.Snapshot, candidate.Purpose, Doubts(candidate.Snapshot)));

    /// <summary>Copies that carry the words of another snapshot whose image is in none of the regions.</summary>
    public IEnumerable<OrphanSnapshot> Copies(IReadOnlyCollection<OrphanRegion> regions) => _candidates.Where(candidate => candidate.Purpose.IsCarriedOver && !regions.Any(region => candidate.Purpose.Images.Any(region._images.Contains)))
        .Select(candidate => Of(candidate.Snapshot, candidate.Purpose, [$"as a copy it carries the words of another snapshot, whose region may be another one than {string.Join(", ", regions.Select(region => region.Name).Order(StringComparer.Ordinal))}", .. Doubts(candidate.Snapshot)]));

    private async Task LookForTheRestAsync(CancellationToken cancellationToken)
    {
        try
        {
            _images.UnionWith((await BinContents.ReadAsync(_region, [RecycleBinResourceType.Image], cancellationToken).ConfigureAwait(false)).Images.Keys);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            _binUnread = failure;
        }

        _images.UnionWith((await _region.Images.ByIdAsync(_candidates.SelectMany(candidate => candidate.Purpose.Images), cancellationToken).ConfigureAwait(false)).Keys);
        _candidates.RemoveAll(candidate => candidate.Purpose.Images.Any(_images.Contains));
    }

    private IEnumerable<string> Doubts(Snapshot snapshot)
    {
        if (_binUnread is { } unread) yield return $"the Recycle Bin could not be read ({unread.Operation}: {unread.AwsCode ?? unread.Code})";
        if (snapshot.StartTime is not { } start || _region.Time.GetUtcNow() - start.ToUniversalTime() < _region.Settings.VisibilityWindow) yield return "it was made a moment ago, and its image may not be seen yet";
        Dictionary<string, string> tags = snapshot.Tags.ToDictionary();
        if (ServiceTags.IsRecoveryPoint(tags)) yield return "it is a recovery point of AWS Backup";
        if (ServiceTags.PolicyOf(tags) is not null) yield return "a policy of Data Lifecycle Manager made it";
    }

    private OrphanSnapshot Of(Snapshot snapshot, SnapshotPurpose purpose, IEnumerable<string> doubts)
    {
        string[] reasons = [.. doubts];
        return new OrphanSnapshot
        {
            Region = Name, AccountId = snapshot.OwnerId ?? "", SnapshotId = snapshot.SnapshotId!, Description = snapshot.Description ?? "", StartTime = snapshot.StartTime?.ToUniversalTime(),
            SizeGiB = snapshot.VolumeSize ?? 0, FullSnapshotSizeInBytes = snapshot.FullSnapshotSizeInBytes, StorageTier = snapshot.StorageTier?.Value ?? "", Tags = snapshot.Tags.ToDictionary(),
            EstimatedMonthlyCost = StoragePrices.OfSnapshot(snapshot.FullSnapshotSizeInBytes, snapshot.VolumeSize, snapshot.StorageTier?.Value),
            MadeFor = purpose.Images,
            Confidence = reasons.Length > 0 ? OrphanConfidence.Possible : purpose.IsAwsOwn ? OrphanConfidence.Certain : OrphanConfidence.Likely,
            Because = $"{purpose.Sentence}, and {(purpose.Images.Length == 1 ? "that image is" : "those images are")} neither registered nor {(_binUnread is null ? "in the Recycle Bin" : "known to be in the Recycle Bin")}{string.Concat(reasons.Select(reason => $"; but {reason}"))}",
        };
    }
}
