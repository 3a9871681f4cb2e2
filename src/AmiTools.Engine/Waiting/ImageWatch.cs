using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>The one poller of a region's images.</summary>
internal sealed class ImageWatch(RegionSession region) : RegionWatch<ImageObservation>(region)
{
    private static readonly ILookup<string, Snapshot> s_none = Enumerable.Empty<Snapshot>().ToLookup(_ => "");

    protected override async Task<Func<string, ImageObservation>> LookAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        (Dictionary<string, Image> images, AmiException? failure) = await TryAsync(() => Region.Images.ByIdAsync(ids, cancellationToken), []).ConfigureAwait(false);
        Image[] unfinished = [.. images.Values.Where(image => !image.IsAvailable())];
        (ILookup<string, Snapshot> snapshots, AmiException? snapshotFailure) = await TryAsync(() => SnapshotsOfAsync(unfinished, cancellationToken), s_none).ConfigureAwait(false);
        DateTimeOffset now = Region.Time.GetUtcNow();
        return id => new ImageObservation(now, images.GetValueOrDefault(id), [.. snapshots[id]], failure, snapshotFailure);
    }

    private async Task<ILookup<string, Snapshot>> SnapshotsOfAsync(Image[] unfinished, CancellationToken cancellationToken)
    {
        if (unfinished.Length == 0) return s_none;
        Dictionary<string, Snapshot> named = await Region.Snapshots.ByIdAsync(unfinished.SelectMany(image => image.SnapshotIds()), cancellationToken).ConfigureAwait(false);
        Image[] unnamed = [.. unfinished.Where(image => image.SnapshotIds().Count == 0)];
        ILookup<string, Snapshot> described = await Region.Snapshots.MadeForAsync(unnamed.Select(image => image.ImageId!), cancellationToken).ConfigureAwait(false);
        return unfinished
            .SelectMany(image => image.SnapshotIds().Select(named.GetValueOrDefault).OfType<Snapshot>().Concat(described[image.ImageId!]).Select(snapshot => (image.ImageId, Snapshot: snapshot)))
            .ToLookup(pair => pair.ImageId!, pair => pair.Snapshot, StringComparer.Ordinal);
    }
}
