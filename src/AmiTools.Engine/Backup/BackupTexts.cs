using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Instances;

namespace AmiTools.Engine.Backup;

/// <summary>What a backup's plan says to people.</summary>
internal static class BackupTexts
{
    public static string Target(BackupSource source) => source.Instance.NameTag() is { Length: > 0 } name ? $"{source.InstanceId} {name} ({source.Region.Name})" : $"{source.InstanceId} ({source.Region.Name})";

    public static string Action(BackupSource source, string name, DevicePlan devices, BackupMatch match, BackupOptions options)
    {
        int size = devices.Devices.Sum(device => device.SizeGiB ?? 0);
        int volumes = devices.Devices.Count(device => device.VirtualName is null);
        string treatment = Runs(source) ? options.Consistency switch { BackupConsistency.Reboot => ", restarting it", BackupConsistency.Stop => ", stopping it meanwhile", _ => ", while it runs on" } : "";
        string replaced = match.Dead.Count > 0 ? $", in place of the failed {string.Join(", ", match.Dead.Select(image => image.ImageId))}" : "";
        string restart = source.Instance.WasLeftStopped() ? ", and start it again, because an earlier backup left it stopped" : "";
        return $"Create the image '{name}' ({(volumes == 1 ? "1 volume" : $"{volumes} volumes")}, {size} GiB{Changes(devices)}){treatment}{replaced}{restart}";
    }

    public static string Existing(BackupSource source, Image live)
    {
        string restart = source.Instance.WasLeftStopped() ? ", and start the instance again, because an earlier backup left it stopped" : "";
        return $"Return {live.ImageId} ({live.State?.Value}), which is this backup already{restart}";
    }

    public static string? Caution(BackupSource source, StopReasons? stop, BackupOptions options)
    {
        if (!Runs(source)) return null;
        return options.Consistency switch
        {
            BackupConsistency.Reboot => $"{source.Instance.Title()} is restarted: everybody who works on it is thrown out.",
            BackupConsistency.Stop => $"{source.Instance.Title()} is stopped and started again: everybody who works on it is thrown out, for minutes{(stop?.Reasons.Count > 0 ? "; " + string.Join("; ", stop.Reasons) : "")}.",
            _ => null,
        };
    }

    public static IEnumerable<string> Warnings(BackupSource source, DevicePlan devices, BackupOptions options)
    {
        foreach (string warning in devices.Warnings) yield return warning;
        string[] plain = [.. devices.Devices.Where(device => device.Encrypted == false).Select(device => device.DeviceName)];
        if (plain.Length > 0)
        {
            yield return $"{string.Join(", ", plain)} of {source.Instance.Title()} {(plain.Length == 1 ? "is" : "are")} not encrypted, and so the backup will not be either. An encrypted one is made of it by Copy-AmiToRegion -Encrypted, also within {source.Region.Name}.";
        }

        bool grows = devices.Changes.Any(change => change.Kind == DeviceChangeKind.Grow);
        if (grows && GrowthByRegistration.Loss(source.Instance.PlatformDetails, source.Instance.UsageOperation) is { } loss)
        {
            yield return $"Where AWS refuses bigger volumes in CreateImage, {loss}.";
        }

        if (grows && !options.Wait) yield return "Where AWS refuses bigger volumes in CreateImage, the command waits for the snapshots although -Wait is not given, to register the image from them.";
    }

    private static string Changes(DevicePlan devices) => string.Concat(devices.Changes.Select(change => change switch
    {
        { Kind: DeviceChangeKind.Exclude } => $", without {change.Device.DeviceName}",
        { Kind: DeviceChangeKind.Grow } => $", {change.Device.DeviceName} grown to {change.Device.SizeGiB} GiB",
        _ => $", with a new {change.Device.DeviceName}",
    }));

    private static bool Runs(BackupSource source) => source.Instance.StateName() is "running" or "pending";
}
