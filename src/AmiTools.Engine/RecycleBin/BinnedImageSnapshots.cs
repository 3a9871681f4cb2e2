using Amazon.EC2.Model;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Which snapshots belong to an image in the bin.</summary>
/// <remarks>
/// AWS does not list a binned image's block devices. What is left are the descriptions that AWS writes into the snapshots of CreateImage and CopyImage, read exactly: a copy's description names the image
/// that it was copied from too, and that one's snapshots are others. An image that was registered from snapshots has no such link.
/// </remarks>
internal static class BinnedImageSnapshots
{
    /// <summary>The snapshots of each image, in the bin and out of it.</summary>
    public static async Task<ILookup<string, RecycleBinSnapshot>> FindAsync(BinContents bin, IReadOnlyCollection<string> imageIds, CancellationToken cancellationToken)
    {
        ILookup<string, Snapshot> outside = await bin.Region.Snapshots.MadeForAsync(imageIds, cancellationToken).ConfigureAwait(false);
        return imageIds.SelectMany(image =>
            bin.SnapshotsByImage[image].Select(snapshot => (Image: image, Snapshot: InBin(snapshot)))
                .Concat(outside[image].Where(snapshot => !bin.Snapshots.ContainsKey(snapshot.SnapshotId!)).Select(snapshot => (Image: image, Snapshot: Outside(snapshot.SnapshotId!)))))
            .ToLookup(pair => pair.Image, pair => pair.Snapshot, StringComparer.Ordinal);
    }

    /// <summary>A snapshot as it lies in the bin.</summary>
    public static RecycleBinSnapshot InBin(SnapshotRecycleBinInfo snapshot) => new() { SnapshotId = snapshot.SnapshotId!, IsInBin = true, ExitTime = snapshot.RecycleBinExitTime?.ToUniversalTime() };

    /// <summary>A snapshot that is not in the bin.</summary>
    public static RecycleBinSnapshot Outside(string id) => new() { SnapshotId = id, IsInBin = false };
}
