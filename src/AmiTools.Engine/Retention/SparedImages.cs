using System.Collections.Concurrent;
using AmiTools.Engine.Images;
using AmiTools.Engine.Removal;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Usage;
using Image = Amazon.EC2.Model.Image;
using Snapshot = Amazon.EC2.Model.Snapshot;

namespace AmiTools.Engine.Retention;

/// <summary>Images that no rule keeps and that stay all the same: something uses them, or they would not come back. Asked for all images of a region at a time; what costs a call an image is asked before the change.</summary>
internal sealed class SparedImages(RetentionPolicy policy)
{
    private readonly ConcurrentDictionary<(string Region, string Id), string> _why = [];

    /// <summary>Why the image stays; null where nothing keeps it.</summary>
    public string? Why(RegionSession region, Image image) => _why.GetValueOrDefault((region.Name, image.ImageId!));

    /// <summary>Asks the region.</summary>
    public async Task ReadAsync(RegionSession region, IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, UsageFindings> usage = await ImageUsage.InBulk(region).RunAsync(images, cancellationToken).ConfigureAwait(false);
        List<Image> unused = [];
        foreach (Image image in images)
        {
            if (usage[image.ImageId!].Reasons is { Count: > 0 } reasons) _why[(region.Name, image.ImageId!)] = UsageRefusal.Sentence(reasons);
            else unused.Add(image);
        }

        if (policy.Action == RetentionAction.Delete && !policy.AllowPermanent && unused.Count > 0) await ReadCoverageAsync(region, unused, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadCoverageAsync(RegionSession region, List<Image> images, CancellationToken cancellationToken)
    {
        BinCoverage coverage = await BinCoverage.ReadAsync(region, cancellationToken).ConfigureAwait(false);
        // Tags are read only where a rule goes by them.
        Dictionary<string, Snapshot> snapshots = coverage.GoesByTags(RecycleBinResourceType.Snapshot)
            ? await region.Snapshots.ByIdAsync(images.SelectMany(image => image.SnapshotIds()), cancellationToken).ConfigureAwait(false)
            : [];
        foreach (Image image in images)
        {
            BinForecast forecast = coverage.Forecast(image);
            PlannedSnapshot[] planned = [.. image.SnapshotIds().Select(id => new PlannedSnapshot
            {
                Snapshot = new AmiSnapshotRecord { SnapshotId = id }, Delete = true, Bin = coverage.Forecast(RecycleBinResourceType.Snapshot, snapshots.GetValueOrDefault(id)?.Tags.ToDictionary() ?? []),
            })];
            if (WholeForecast.Of(image.ImageId!, forecast, planned) is { Verdict: not RecycleBinVerdict.Yes } lost) _why[(region.Name, image.ImageId!)] = lost.Because;
        }
    }
}
