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
}
