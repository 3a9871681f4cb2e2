using System.Globalization;
using System.Text.RegularExpressions;

namespace AmiTools.Engine.BlockDevices;

/// <summary>What AWS takes as a device of an image. Each rule gives the reason as a part of a sentence, or null.</summary>
internal static partial class DeviceRules
{
    private const int InstanceStoreDevices = 24;
    private const string InstanceStore = "ephemeral";

    /// <summary>The volume type where none is given.</summary>
    public const string DefaultType = "gp3";

    /// <summary>What is wrong with a device's name.</summary>
    public static string? NameProblem(string deviceName) => DeviceName().IsMatch(deviceName) ? null : "that is no device name";

    /// <summary>What is wrong with an instance store device, beside the other devices.</summary>
    public static string? InstanceStoreProblem(AmiBlockDevice device, IEnumerable<AmiBlockDevice> others) =>
        device.SizeGiB is not null || device.VolumeType is not null || device.SnapshotId is not null ? "instance store has neither size nor type nor snapshot"
        : !device.VirtualName!.StartsWith(InstanceStore, StringComparison.Ordinal)
            || !int.TryParse(device.VirtualName[InstanceStore.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number >= InstanceStoreDevices
            ? $"'{device.VirtualName}' is no instance store device"
        : others.Any(other => other.VirtualName == device.VirtualName) ? $"'{device.VirtualName}' is asked for twice"
        : null;

    /// <summary>What is wrong with the type, size and performance of an EBS volume.</summary>
    public static string? EbsProblem(AmiBlockDevice device) =>
        VolumeLimits.Find(device.VolumeType ?? DefaultType) is not { } type ? $"there is no volume type '{device.VolumeType}'; there are {string.Join(", ", VolumeLimits.All.Select(known => known.Name))}"
        : device.SizeGiB is { } size && (size < type.MinimumGiB || size > type.MaximumGiB) ? $"{size} GiB is not a size of {type.Name}, which has {type.MinimumGiB} to {type.MaximumGiB} GiB"
        : device.Iops is not null && !type.TakesIops ? $"{type.Name} has no provisioned IOPS"
        : device.Throughput is not null && !type.TakesThroughput ? $"{type.Name} has no provisioned throughput"
        : null;

    [GeneratedRegex("^(/dev/)?(sd|xvd|hd|nvme)[a-z0-9]{1,6}$")]
    private static partial Regex DeviceName();
}
