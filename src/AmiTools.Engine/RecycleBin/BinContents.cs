using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>What lies in the Recycle Bin of one region.</summary>
/// <remarks>
/// Always read in whole pages and never by id: one id that is not in the bin fails a whole call, images take only 20 ids a call, and a page holds a thousand.
/// </remarks>
internal sealed class BinContents
{
    private BinContents(RegionSession region, IEnumerable<ImageRecycleBinInfo> images, IEnumerable<SnapshotRecycleBinInfo> snapshots, IEnumerable<VolumeRecycleBinInfo> volumes)
    {
        Region = region;
        Images = ById(images, image => image.ImageId!);
        Snapshots = ById(snapshots, snapshot => snapshot.SnapshotId!);
        Volumes = ById(volumes, volume => volume.VolumeId!);
        SnapshotsByImage = Snapshots.Values.Select(snapshot => (Image: SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId).ImageId, Snapshot: snapshot))
            .Where(pair => pair.Image is not null).ToLookup(pair => pair.Image!, pair => pair.Snapshot, StringComparer.Ordinal);
    }

    public RegionSession Region { get; }

    public IReadOnlyDictionary<string, ImageRecycleBinInfo> Images { get; }

    public IReadOnlyDictionary<string, SnapshotRecycleBinInfo> Snapshots { get; }

    public IReadOnlyDictionary<string, VolumeRecycleBinInfo> Volumes { get; }

    /// <summary>The binned snapshots that AWS made for an image, by the image that their descriptions name.</summary>
    public ILookup<string, SnapshotRecycleBinInfo> SnapshotsByImage { get; }

    /// <summary>Reads the kinds that are asked for; the others stay empty.</summary>
    /// <exception cref="AmiException">A kind could not be read.</exception>
    public static async Task<BinContents> ReadAsync(RegionSession region, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken)
    {
        Task<List<ImageRecycleBinInfo>> images = kinds.Contains(RecycleBinResourceType.Image) ? ImagesAsync(region, cancellationToken) : Task.FromResult<List<ImageRecycleBinInfo>>([]);
        Task<List<SnapshotRecycleBinInfo>> snapshots = kinds.Contains(RecycleBinResourceType.Snapshot) ? SnapshotsAsync(region, cancellationToken) : Task.FromResult<List<SnapshotRecycleBinInfo>>([]);
        Task<List<VolumeRecycleBinInfo>> volumes = kinds.Contains(RecycleBinResourceType.Volume) ? VolumesAsync(region, cancellationToken) : Task.FromResult<List<VolumeRecycleBinInfo>>([]);
        await Task.WhenAll(images, snapshots, volumes).ConfigureAwait(false);
        return new BinContents(region, await images.ConfigureAwait(false), await snapshots.ConfigureAwait(false), await volumes.ConfigureAwait(false));
    }

    private static Task<List<ImageRecycleBinInfo>> ImagesAsync(RegionSession region, CancellationToken cancellationToken) =>
        Pages.AllAsync(region, "ListImagesInRecycleBin", async token =>
        {
            ListImagesInRecycleBinResponse page = await region.CallAsync("ListImagesInRecycleBin", null,
                ec2 => ec2.ListImagesInRecycleBinAsync(new ListImagesInRecycleBinRequest { MaxResults = Query.PageSize, NextToken = token }, cancellationToken)).ConfigureAwait(false);
            return (page.Images, page.NextToken);
        });

    private static Task<List<SnapshotRecycleBinInfo>> SnapshotsAsync(RegionSession region, CancellationToken cancellationToken) =>
        Pages.AllAsync(region, "ListSnapshotsInRecycleBin", async token =>
        {
            ListSnapshotsInRecycleBinResponse page = await region.CallAsync("ListSnapshotsInRecycleBin", null,
                ec2 => ec2.ListSnapshotsInRecycleBinAsync(new ListSnapshotsInRecycleBinRequest { MaxResults = Query.PageSize, NextToken = token }, cancellationToken)).ConfigureAwait(false);
            return (page.Snapshots, page.NextToken);
        });

    private static Task<List<VolumeRecycleBinInfo>> VolumesAsync(RegionSession region, CancellationToken cancellationToken) =>
        Pages.AllAsync(region, "ListVolumesInRecycleBin", async token =>
        {
            // Volumes come 500 a page at the most, unlike images and snapshots.
            ListVolumesInRecycleBinResponse page = await region.CallAsync("ListVolumesInRecycleBin", null,
                ec2 => ec2.ListVolumesInRecycleBinAsync(new ListVolumesInRecycleBinRequest { MaxResults = 500, NextToken = token }, cancellationToken)).ConfigureAwait(false);
            return (page.Volumes, page.NextToken);
        });

    // What enters or leaves the bin between two pages can make one thing stand on both.
    private static Dictionary<string, T> ById<T>(IEnumerable<T> items, Func<T, string> id) => items.GroupBy(id, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
}
