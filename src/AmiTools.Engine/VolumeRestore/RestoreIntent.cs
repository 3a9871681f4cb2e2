using AmiTools.Engine.BlockDevices;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>What makes two restores of volumes the same one, and where they go.</summary>
internal static class RestoreIntent
{
    /// <summary>The key of one snapshot's restore.</summary>
    public static string KeyOf(VolumeRestoreOptions options, string snapshotId) => IntentKey.Of(
        snapshotId, options.InstanceId?.Id, options.Device, options.Replace, options.AvailabilityZone, IntentKey.Number(options.SizeGiB), options.VolumeType, IntentKey.Number(options.Iops), IntentKey.Number(options.Throughput),
        options.Encrypted?.ToString(), options.KmsKeyId, IntentKey.Number(options.InitializationRate), options.MultiAttach.ToString(), options.IdempotencyKey);

    /// <summary>The device that the command names; null where it leaves it open.</summary>
    public static string? Place(VolumeRestoreOptions options) => options.Replace ?? options.Device;

    /// <summary>Whether a device is the one that the command names, or it names none.</summary>
    public static bool Fits(VolumeRestoreOptions options, string? device) => Place(options) is not { } asked || (device is not null && DeviceNames.AreSame(asked, device));
}
