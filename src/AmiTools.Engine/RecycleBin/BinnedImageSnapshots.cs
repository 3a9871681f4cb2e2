using Amazon.EC2.Model;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Which snapshots belong to an image in the bin.</summary>
/// <remarks>
/// AWS does not list a binned image's block devices. What is left are the descriptions that AWS writes into the snapshots of CreateImage and CopyImage, read exactly: a copy's description names the image
/// that it was copied from too, and that one's snapshots are others. An image that was registered from snapshots is in none of them; where this module removed it, the snapshots carry a mark.
/// </remarks>
internal sealed class BinnedImageSnapshots
{
    private readonly ILookup<string, RecycleBinSnapshot> _snapshots;

    private BinnedImageSnapshots(ILookup<string, RecycleBinSnapshot> snapshots, AmiException? marksUnread)
    {
        _snapshots = snapshots;
        MarksUnread = marksUnread;
    }

    /// <summary>Why the marks could not be read; null where they were, or nobody needed them.</summary>
    public AmiException? MarksUnread { get; }

    /// <summary>The snapshots of an image, in the bin and out of it, as far as they are known.</summary>
    public IReadOnlyList<RecycleBinSnapshot> this[string imageId] => [.. _snapshots[imageId]];

    /// <summary>Finds the snapshots of these images.</summary>
    /// <exception cref="AmiException">The snapshots that are not in the bin could not be read.</exception>
    public static async Task<BinnedImageSnapshots> FindAsync(BinContents bin, IReadOnlyCollection<string> imageIds, CancellationToken cancellationToken)
    {
        ILookup<string, Snapshot> outside = await bin.Region.Snapshots.MadeForAsync(imageIds, cancellationToken).ConfigureAwait(false);
        IEnumerable<(string Image, RecycleBinSnapshot Snapshot)> described = imageIds.SelectMany(image =>
            bin.SnapshotsByImage[image].Select(snapshot => (Image: image, Snapshot: InBin(snapshot)))
                .Concat(outside[image].Where(snapshot => !bin.Snapshots.ContainsKey(snapshot.SnapshotId!)).Select(snapshot => (Image: image, Snapshot: Outside(snapshot.SnapshotId!)))));
        // A description names all snapshots of an image or none: which of the two depends on how the image was made.
        string[] undescribed = [.. imageIds.Where(image => !bin.SnapshotsByImage.Contains(image) && !outside.Contains(image))];
        (List<(string Image, RecycleBinSnapshot Snapshot)> marked, AmiException? unread) = await MarkedAsync(bin, undescribed, cancellationToken).ConfigureAwait(false);
        return new BinnedImageSnapshots(described.Concat(marked).ToLookup(pair => pair.Image, pair => pair.Snapshot, StringComparer.Ordinal), unread);
    }

    /// <summary>A snapshot as it lies in the bin.</summary>
    public static RecycleBinSnapshot InBin(SnapshotRecycleBinInfo snapshot) => new() { SnapshotId = snapshot.SnapshotId!, IsInBin = true, ExitTime = snapshot.RecycleBinExitTime?.ToUniversalTime() };

    /// <summary>A snapshot that is not in the bin.</summary>
    public static RecycleBinSnapshot Outside(string id) => new() { SnapshotId = id, IsInBin = false };

    private static async Task<(List<(string Image, RecycleBinSnapshot Snapshot)> Marked, AmiException? Unread)> MarkedAsync(BinContents bin, IReadOnlyCollection<string> imageIds, CancellationToken cancellationToken)
    {
        if (imageIds.Count == 0) return ([], null);
        ILookup<string, string> marks;
        try
        {
            marks = await SnapshotMarks.ReadAsync(bin.Region, imageIds, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            // What descriptions tell is known all the same.
            return ([], failure);
        }

        // AWS goes on listing a deleted resource's tags for a while: a marked snapshot that is not in the bin has to be seen.
        Dictionary<string, Snapshot> outside = await bin.Region.Snapshots.ByIdAsync(imageIds.SelectMany(image => marks[image]).Where(id => !bin.Snapshots.ContainsKey(id)), cancellationToken).ConfigureAwait(false);
        return ([.. imageIds.SelectMany(image => marks[image].Where(id => bin.Snapshots.ContainsKey(id) || outside.ContainsKey(id))
            .Select(id => (image, bin.Snapshots.TryGetValue(id, out SnapshotRecycleBinInfo? binned) ? InBin(binned) : Outside(id))))], null);
    }
}
