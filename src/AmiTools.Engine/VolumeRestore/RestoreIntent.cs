using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AmiTools.Engine.BlockDevices;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>What makes two restores the same one: everything that decides about the volume and its place, as it was asked for.</summary>
internal static class RestoreIntent
{
    /// <summary>The key, 32 hexadecimal digits.</summary>
    public static string KeyOf(VolumeRestoreOptions options, string snapshotId)
    {
        string?[] parts =
        [
            snapshotId, options.InstanceId?.Id, options.Device, options.Replace, options.AvailabilityZone, Number(options.SizeGiB), options.VolumeType, Number(options.Iops), Number(options.Throughput),
            options.Encrypted?.ToString(), options.KmsKeyId, Number(options.InitializationRate), options.MultiAttach.ToString(), options.IdempotencyKey,
        ];
        // Lengths keep ("a", "bc") apart from ("ab", "c").
        string text = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}")));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32].ToLowerInvariant();
    }

    /// <summary>The device that the command names; null where it leaves it open.</summary>
    public static string? Place(VolumeRestoreOptions options) => options.Replace ?? options.Device;

    /// <summary>Whether a device is the one that the command names, or it names none.</summary>
    public static bool Fits(VolumeRestoreOptions options, string? device) => Place(options) is not { } asked || (device is not null && DeviceNames.AreSame(asked, device));

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
