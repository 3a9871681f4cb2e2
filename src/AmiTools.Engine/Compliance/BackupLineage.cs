using Amazon.EC2.Model;
using AmiTools.Engine.Graph;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Compliance;

/// <summary>Of which instance images are backups, and how old what is in them is, followed from copy to copy. Nothing is called.</summary>
internal sealed class BackupLineage(IReadOnlyCollection<RegionBackups> regions)
{
    /// <summary>The images from this one back to the one that is no copy, as far as they can be seen.</summary>
    public IReadOnlyList<PlacedImage> Chain(PlacedImage image)
    {
        List<PlacedImage> chain = [image];
        while (chain[^1].CopiedFrom() is { } source && Find(source.Region, source.ImageId) is { } parent && !chain.Contains(parent)) chain.Add(parent);
        return chain;
    }

    /// <summary>The instance that the image is a backup of; null where nothing tells, and for an image that only lives until a bigger one is registered.</summary>
    public string? InstanceOf(PlacedImage image) => image.Image.Tag(AmiToolsTags.GrowsInto) is not null ? null : Chain(image).Select(each => each.Image.BackupOf()).FirstOrDefault(instance => instance is not null);

    /// <summary>Why it is not known whether the image is somebody's backup: what it was copied from could not be read. Null where that is known.</summary>
    public AmiException? Unplaced(PlacedImage image) => InstanceOf(image) is null && Chain(image)[^1].CopiedFrom() is { } source ? Unread(source.Region) : null;

    /// <summary>The moment that the image brings back: that of the oldest of its snapshots, or of the snapshots of what it was copied from, because AWS dates copies by the copying.</summary>
    public RecoveryPoint PointOf(PlacedImage image)
    {
        IReadOnlyList<PlacedImage> chain = Chain(image);
        DateTime latest = chain.Min(each => each.Image.CreatedAt() ?? DateTime.MaxValue);
        PlacedImage first = chain[^1];
        Snapshot?[] snapshots = [.. first.Image.SnapshotIds().Select(first.Region.Snapshot)];
        DateTime? oldest = snapshots.Min(snapshot => snapshot?.StartTime?.ToUniversalTime());
        bool isExact = first.CopiedFrom() is null && first.Image.Tag(AmiToolsTags.StoredObject) is null && snapshots.Length > 0
            && snapshots.All(snapshot => snapshot?.StartTime is not null && !SnapshotOrigin.IsDummy(snapshot.VolumeId));
        AmiException? unread = isExact ? null : first.CopiedFrom() is { } source ? Unread(source.Region) : snapshots.Contains(null) ? first.Region.SnapshotsUnread : null;
        return new RecoveryPoint(oldest < latest ? oldest.Value : latest, isExact, unread);
    }

    // A source whose region nothing names may lie in any.
    private AmiException? Unread(string? region) => regions.Where(known => region is null || known.Name == region).Select(known => known.ImagesUnread).FirstOrDefault(failure => failure is not null);

    private PlacedImage? Find(string? region, string imageId) => regions
        .Where(known => region is null || known.Name == region)
        .Select(known => known.Images.TryGetValue(imageId, out Image? image) ? new PlacedImage(known, image) : null)
        .FirstOrDefault(found => found is not null);
}

/// <summary>An image and where it is.</summary>
internal sealed record PlacedImage(RegionBackups Region, Image Image)
{
    /// <summary>The image that it was copied from; null for one that is no copy.</summary>
    public (string? Region, string ImageId)? CopiedFrom() => ImageOrigin.Of(Image, Region.Name).CopiedFrom;
}

/// <summary>How old the data of an image is.</summary>
/// <param name="At">When the data was taken, UTC; where that is not known, the latest that it can have been.</param>
/// <param name="IsExact">Whether it is known.</param>
/// <param name="Unread">What could not be read that would tell; null where nothing would.</param>
internal readonly record struct RecoveryPoint(DateTime At, bool IsExact, AmiException? Unread = null);
