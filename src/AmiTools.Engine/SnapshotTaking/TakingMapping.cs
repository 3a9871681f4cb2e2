using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.SnapshotTaking;

/// <summary>AWS's volumes and snapshots as a step's.</summary>
internal static class TakingMapping
{
    /// <summary>A volume as the source of a snapshot.</summary>
    public static EbsSnapshotSource ToSource(this Volume volume)
    {
        VolumeAttachment? attached = volume.Attachments?.FirstOrDefault(attachment => attachment.InstanceId is not null);
        return new EbsSnapshotSource { VolumeId = volume.VolumeId!, DeviceName = attached?.Device, InstanceId = attached?.InstanceId, SizeGiB = volume.Size ?? 0, Tags = volume.Tags.ToDictionary() };
    }

    /// <summary>A snapshot as the backup of its volume.</summary>
    public static EbsSnapshotBackup ToBackup(this Snapshot snapshot, RegionSession region, EbsSnapshotSource? source, bool existed, AmiChangeReceipt? receipt = null) => new()
    {
        Region = region.Name,
        AccountId = snapshot.OwnerId ?? "",
        SnapshotId = snapshot.SnapshotId!,
        VolumeId = snapshot.VolumeId ?? source?.VolumeId ?? "",
        InstanceId = source?.InstanceId,
        DeviceName = source?.DeviceName,
        State = snapshot.State?.Value ?? "",
        StartTime = snapshot.StartTime?.ToUniversalTime(),
        SizeGiB = snapshot.VolumeSize ?? source?.SizeGiB ?? 0,
        Encrypted = snapshot.Encrypted ?? false,
        Description = snapshot.Description ?? "",
        AlreadyExisted = existed,
        Receipt = receipt,
        Tags = snapshot.Tags.ToDictionary(),
    };

    /// <summary>What CreateSnapshots answers, as CreateSnapshot does.</summary>
    public static Snapshot ToSnapshot(this SnapshotInfo info) => new()
    {
        SnapshotId = info.SnapshotId, VolumeId = info.VolumeId, State = info.State, StartTime = info.StartTime, Progress = info.Progress, OwnerId = info.OwnerId,
        VolumeSize = info.VolumeSize, Encrypted = info.Encrypted, Description = info.Description, Tags = info.Tags,
    };
}
