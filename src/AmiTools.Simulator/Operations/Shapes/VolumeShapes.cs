using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Volumes as answers show them.</summary>
internal static class VolumeShapes
{
    public static Volume Show(Call call, SimVolume volume) => new()
    {
        VolumeId = volume.Id,
        Size = volume.SizeGiB,
        SnapshotId = volume.SnapshotId ?? "",
        SourceVolumeId = volume.SourceVolumeId,
        AvailabilityZone = volume.AvailabilityZone,
        AvailabilityZoneId = call.Region.Place.ZoneId(volume.AvailabilityZone),
        State = volume.State,
        CreateTime = volume.CreatedAt.UtcDateTime,
        Attachments = [.. volume.Attachments.Select(Show)],
        Tags = Tagging.Show(call, volume),
        VolumeType = volume.VolumeType,
        Iops = volume.Iops,
        Throughput = volume.Throughput,
        Encrypted = volume.Encrypted,
        KmsKeyId = volume.KmsKeyId,
        MultiAttachEnabled = volume.MultiAttachEnabled,
        FastRestored = volume.FastRestored ? true : null,
        VolumeInitializationRate = volume.InitializationRate,
    };

    public static VolumeAttachment Show(SimAttachment attachment) => new()
    {
        VolumeId = attachment.VolumeId,
        InstanceId = attachment.InstanceId,
        Device = attachment.Device,
        State = attachment.State,
        AttachTime = attachment.AttachedAt.UtcDateTime,
        DeleteOnTermination = attachment.DeleteOnTermination,
    };

    public static VolumeModification Show(VolumeChange change, DateTimeOffset now)
    {
        var state = change.StateAt(now);
        return new()
        {
            VolumeId = change.VolumeId,
            ModificationState = state,
            OriginalSize = change.From.SizeGiB,
            OriginalVolumeType = change.From.VolumeType,
            OriginalIops = change.From.Iops,
            OriginalThroughput = change.From.Throughput,
            OriginalMultiAttachEnabled = change.From.MultiAttach,
            TargetSize = change.To.SizeGiB,
            TargetVolumeType = change.To.VolumeType,
            TargetIops = change.To.Iops,
            TargetThroughput = change.To.Throughput,
            TargetMultiAttachEnabled = change.To.MultiAttach,
            Progress = change.ProgressAt(now),
            StartTime = change.CreatedAt.UtcDateTime,
            EndTime = state == "completed" ? change.Ends.UtcDateTime : null,
        };
    }
}
