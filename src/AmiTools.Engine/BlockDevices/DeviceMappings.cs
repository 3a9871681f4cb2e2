using Amazon.EC2;
using Amazon.EC2.Model;

namespace AmiTools.Engine.BlockDevices;

/// <summary>Block devices between AWS's shapes and the module's.</summary>
internal static partial class DeviceMappings
{
    /// <summary>The same device in another size.</summary>
    public static AmiBlockDevice WithSize(this AmiBlockDevice device, int sizeGiB) => new()
    {
        DeviceName = device.DeviceName, SnapshotId = device.SnapshotId, SizeGiB = sizeGiB, VolumeType = device.VolumeType, Iops = device.Iops, Throughput = device.Throughput,
        Encrypted = device.Encrypted, KmsKeyId = device.KmsKeyId, DeleteOnTermination = device.DeleteOnTermination, VirtualName = device.VirtualName,
    };

    /// <summary>The device as RegisterImage takes it.</summary>
    public static BlockDeviceMapping ToRegistration(this AmiBlockDevice device)
    {
        if (device.VirtualName is { } store) return new BlockDeviceMapping { DeviceName = device.DeviceName, VirtualName = store };
        VolumeLimits? type = VolumeLimits.Find(device.VolumeType);
        return new BlockDeviceMapping
        {
            DeviceName = device.DeviceName,
            Ebs = new EbsBlockDevice
            {
                SnapshotId = device.SnapshotId,
                VolumeSize = device.SizeGiB,
                VolumeType = device.VolumeType is { } name ? (VolumeType)name : null,
                // AWS tells IOPS also of types that take none.
                Iops = type?.TakesIops == true ? device.Iops : null,
                Throughput = type?.TakesThroughput == true ? device.Throughput : null,
                DeleteOnTermination = device.DeleteOnTermination,
                // Of a volume with a snapshot, encryption is the snapshot's and must not be named; of a new one it can be.
                Encrypted = device.SnapshotId is null && device.Encrypted == true ? true : null,
            },
        };
    }
}
