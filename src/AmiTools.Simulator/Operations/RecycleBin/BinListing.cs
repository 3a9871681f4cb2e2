using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>What lies in the Recycle Bin. An id that is not in it fails the whole call.</summary>
internal static class BinListing
{
    private const int MostImageIds = 20;

    private static readonly Pager s_images = new(1, 1000);
    private static readonly Pager s_snapshots = new(5, 1000);
    private static readonly Pager s_volumes = new(5, 500);

    public static void Register(OperationTable table)
    {
        table.Add<ListImagesInRecycleBinRequest, ListImagesInRecycleBinResponse>(ListImages);
        table.Add<ListSnapshotsInRecycleBinRequest, ListSnapshotsInRecycleBinResponse>(ListSnapshots);
        table.Add<ListVolumesInRecycleBinRequest, ListVolumesInRecycleBinResponse>(ListVolumes);
    }

    private static ListImagesInRecycleBinResponse ListImages(ListImagesInRecycleBinRequest request, Call call)
    {
        var ids = Required.Ids(request.ImageIds, ResourceIds.CheckImage, MostImageIds);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "imageIdsSet");
        var page = Listing.Page(call, s_images, call.Region.BinnedImages, ids, Errors.ImagesNotFound, call.IsInBin, request.MaxResults, request.NextToken);
        return new()
        {
            NextToken = page.NextToken,
            Images =
            [
                .. page.Items.Select(image => new ImageRecycleBinInfo
                {
                    ImageId = image.Id,
                    Name = image.Name,
                    Description = image.Description,
                    RecycleBinEnterTime = image.Bin?.Entered.UtcDateTime,
                    RecycleBinExitTime = image.Bin?.Exits.UtcDateTime,
                }),
            ],
        };
    }

    private static ListSnapshotsInRecycleBinResponse ListSnapshots(ListSnapshotsInRecycleBinRequest request, Call call)
    {
        var ids = Required.Ids(request.SnapshotIds, ResourceIds.CheckSnapshot);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "snapshotSet");
        var page = Listing.Page(call, s_snapshots, call.Region.BinnedSnapshots, ids, ids => Errors.SnapshotNotFound(ids.First()), call.IsInBin, request.MaxResults, request.NextToken);
        return new()
        {
            NextToken = page.NextToken,
            Snapshots =
            [
                .. page.Items.Select(snapshot => new SnapshotRecycleBinInfo
                {
                    SnapshotId = snapshot.Id,
                    VolumeId = snapshot.VolumeId,
                    Description = snapshot.Description ?? "",
                    RecycleBinEnterTime = snapshot.Bin?.Entered.UtcDateTime,
                    RecycleBinExitTime = snapshot.Bin?.Exits.UtcDateTime,
                }),
            ],
        };
    }

    private static ListVolumesInRecycleBinResponse ListVolumes(ListVolumesInRecycleBinRequest request, Call call)
    {
        var ids = Required.Ids(request.VolumeIds, ResourceIds.CheckVolume);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "volumeSet");
        var page = Listing.Page(call, s_volumes, call.Region.BinnedVolumes, ids, ids => Errors.VolumeNotFound(ids.First()), call.IsInBin, request.MaxResults, request.NextToken);
        return new()
        {
            NextToken = page.NextToken,
            Volumes =
            [
                .. page.Items.Select(volume => new VolumeRecycleBinInfo
                {
                    VolumeId = volume.Id,
                    VolumeType = volume.VolumeType,
                    State = volume.State,
                    Size = volume.SizeGiB,
                    Iops = volume.Iops,
                    Throughput = volume.Throughput,
                    AvailabilityZone = volume.AvailabilityZone,
                    AvailabilityZoneId = call.Region.Place.ZoneId(volume.AvailabilityZone),
                    SnapshotId = volume.SnapshotId,
                    SourceVolumeId = volume.SourceVolumeId,
                    CreateTime = volume.CreatedAt.UtcDateTime,
                    RecycleBinEnterTime = volume.Bin?.Entered.UtcDateTime,
                    RecycleBinExitTime = volume.Bin?.Exits.UtcDateTime,
                }),
            ],
        };
    }
}
