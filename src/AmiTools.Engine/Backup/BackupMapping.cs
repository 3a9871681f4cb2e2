using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Backup;

/// <summary>Images as backups, and devices as CreateImage takes them.</summary>
internal static class BackupMapping
{
    /// <summary>The image as a backup of the instance.</summary>
    public static AmiBackup ToBackup(this Image image, RegionSession region, Instance instance, bool existed, AmiChangeReceipt? receipt = null)
    {
        Ami ami = image.ToAmi(region.Name, region.Time.GetUtcNow());
        return new AmiBackup
        {
            Region = region.Name,
            AccountId = ami.AccountId,
            ImageId = ami.ImageId,
            Name = ami.Name,
            State = ami.State,
            InstanceId = instance.InstanceId!,
            InstanceName = instance.NameTag(),
            Consistency = image.Tag(AmiToolsTags.Consistency) ?? "",
            CreationDate = ami.CreationDate,
            SnapshotIds = ami.SnapshotIds,
            SizeGiB = ami.SizeGiB,
            Encrypted = ami.Encrypted,
            AlreadyExisted = existed,
            Receipt = receipt,
            Tags = ami.Tags,
        };
    }

    /// <summary>The change as CreateImage takes it.</summary>
    /// <remarks>Encryption and snapshot are never named: of a volume that is attached, they follow the volume.</remarks>
    public static BlockDeviceMapping ToMapping(this DeviceChange change) => change switch
    {
        { Kind: DeviceChangeKind.Exclude } => new BlockDeviceMapping { DeviceName = change.Device.DeviceName, NoDevice = "" },
        { Device.VirtualName: { } name } => new BlockDeviceMapping { DeviceName = change.Device.DeviceName, VirtualName = name },
        _ => new BlockDeviceMapping { DeviceName = change.Device.DeviceName, Ebs = change.Device.ToEbs(isNew: change.Kind == DeviceChangeKind.Add) },
    };

    private static EbsBlockDevice ToEbs(this AmiBlockDevice device, bool isNew)
    {
        VolumeLimits type = VolumeLimits.Find(device.VolumeType ?? "gp3")!;
        return new EbsBlockDevice
        {
            VolumeSize = device.SizeGiB,
            VolumeType = type.Name,
            // AWS tells IOPS also of types that take none.
            Iops = type.TakesIops ? device.Iops : null,
            Throughput = type.TakesThroughput ? device.Throughput : null,
            DeleteOnTermination = device.DeleteOnTermination ?? (isNew ? true : null),
            Encrypted = isNew && device.Encrypted == true ? true : null,
        };
    }
}
