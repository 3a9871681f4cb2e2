using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Bringing things back from the Recycle Bin, with the id, the tags and the permissions that they had.</summary>
internal static class BinRestoring
{
    public static void Register(OperationTable table)
    {
        table.Add<RestoreImageFromRecycleBinRequest, RestoreImageFromRecycleBinResponse>(RestoreImage);
        table.Add<RestoreSnapshotFromRecycleBinRequest, RestoreSnapshotFromRecycleBinResponse>(RestoreSnapshot);
        table.Add<RestoreVolumeFromRecycleBinRequest, RestoreVolumeFromRecycleBinResponse>(RestoreVolume);
    }

    private static RestoreImageFromRecycleBinResponse RestoreImage(RestoreImageFromRecycleBinRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        call.AfterSyntax();
        var region = call.Region;
        var image = call.InBin(region.BinnedImages.Find(id)) ?? throw Errors.ImagesNotFound([id]);
        call.Require($"ec2:{call.Operation}", region.AnonymousArn($"image/{id}"));
        if (call.Settings.RestoredNamesMustBeFree)
            ImageMaking.CheckHolder(call, image.Name);
        if (image.SnapshotIds.FirstOrDefault(snapshot => !region.Snapshots.Contains(snapshot)) is { } missing)
        {
            throw region.BinnedSnapshots.Contains(missing)
                ? Errors.IncorrectState($"The snapshot {missing} of the image {id} is in the Recycle Bin. Restore it first.")
                : Errors.SnapshotNotFound(missing);
        }
        call.BeforeChange();

        region.BinnedImages.Remove(image);
        TakeOut(image);
        region.Images.Add(image);
        return new() { Return = true };
    }

    private static RestoreSnapshotFromRecycleBinResponse RestoreSnapshot(RestoreSnapshotFromRecycleBinRequest request, Call call)
    {
        var id = Required.SnapshotId(request.SnapshotId);
        call.AfterSyntax();
        var region = call.Region;
        var snapshot = call.InBin(region.BinnedSnapshots.Find(id)) ?? throw Errors.SnapshotNotFound(id);
        call.Require($"ec2:{call.Operation}", region.AnonymousArn($"snapshot/{id}"));
        call.BeforeChange();

        region.BinnedSnapshots.Remove(snapshot);
        TakeOut(snapshot);
        region.Snapshots.Add(snapshot);
        snapshot.State = "recovering";
        call.Simulator.Schedule(call.Now + call.Settings.Pace.RecycleBinRecovery, _ =>
        {
            if (snapshot.State == "recovering")
                snapshot.State = "completed";
        });
        return new()
        {
            SnapshotId = snapshot.Id,
            Description = snapshot.Description,
            Encrypted = snapshot.Encrypted,
            OwnerId = snapshot.OwnerId,
            Progress = SnapshotShapes.Progress(snapshot, call.Now),
            StartTime = snapshot.CreatedAt.UtcDateTime,
            State = snapshot.State,
            VolumeId = snapshot.VolumeId,
            VolumeSize = snapshot.SizeGiB,
        };
    }

    private static RestoreVolumeFromRecycleBinResponse RestoreVolume(RestoreVolumeFromRecycleBinRequest request, Call call)
    {
        var id = Required.VolumeId(request.VolumeId);
        call.AfterSyntax();
        var region = call.Region;
        var volume = call.InBin(region.BinnedVolumes.Find(id)) ?? throw Errors.VolumeNotFound(id);
        call.Require($"ec2:{call.Operation}", region.Arn("ec2", $"volume/{id}"));
        call.BeforeChange();

        region.BinnedVolumes.Remove(volume);
        TakeOut(volume);
        volume.State = "available";
        region.Volumes.Add(volume);
        return new() { Return = true };
    }

    private static void TakeOut(SimResource resource)
    {
        resource.Bin = null;
        resource.Tags[Deletion.BinTag] = null;
    }
}
