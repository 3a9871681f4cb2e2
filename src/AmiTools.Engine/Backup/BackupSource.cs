using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Backup;

/// <summary>An instance that is to be backed up.</summary>
/// <param name="Region">Where it lies.</param>
/// <param name="Instance">The instance as it was read.</param>
/// <param name="Volumes">Its EBS volumes.</param>
/// <param name="Given">What the user named it by.</param>
internal sealed record BackupSource(RegionSession Region, Instance Instance, IReadOnlyList<AttachedVolume> Volumes, string Given)
{
    /// <summary>Its id.</summary>
    public string InstanceId => Instance.InstanceId!;

    /// <summary>What the image will have. Made anew from the options each time, because the instance may have changed since the plan.</summary>
    public DevicePlan Devices(BackupOptions options) => DevicePlan.Make(InstanceId, Instance.RootDeviceName ?? "", Volumes, options);
}
