using System.Security.Cryptography;
using System.Text;
using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Images;
using AmiTools.Engine.Naming;
using AmiTools.Engine.Registration;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Backup;

/// <summary>
/// The second way to bigger volumes, for where AWS refuses them in CreateImage: an image without the growth is made first, under a name of its own and tagged with the name of the backup; when its snapshots
/// are completed, the backup is registered from them with bigger volumes, and the first image goes. A kill at any point leaves something that names the backup, and the next run goes on from there.
/// </summary>
internal static class GrowthByRegistration
{
    private const string Suffix = " (growing)";

    /// <summary>The name of the image that the backup of this name is registered from.</summary>
    public static string HalfwayName(string name)
    {
        if (name.Length + Suffix.Length <= AmiNameRules.MaximumLength) return name + Suffix;
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8].ToLowerInvariant();
        return $"{name[..(AmiNameRules.MaximumLength - Suffix.Length - hash.Length - 1)]}-{hash}{Suffix}";
    }

    /// <summary>Whether CreateImage may have been refused for the bigger volumes: AWS says it in several ways.</summary>
    public static bool IsRefusal(AmiException failure) =>
        failure.AwsCode is "InvalidBlockDeviceMapping" or "InvalidParameterValue" or "InvalidParameter" or "InvalidParameterCombination" or "InvalidRequest" or "UnsupportedOperation";

    /// <summary>What is lost by registering anew; null where nothing is.</summary>
    public static string? Loss(string? platform, string? usageOperation) =>
        BillingCodes.Loss(platform, usageOperation) is { } loss ? $"{loss}; enlarge the instance's volume and back it up then" : null;

    /// <summary>The registration of the backup from the first image.</summary>
    public static async Task<RegisterImageRequest> RequestAsync(RegionSession region, Image halfway, string name, IReadOnlyList<DeviceChange> changes, IEngineEvents events, CancellationToken cancellationToken)
    {
        AmiMachine machine = Machines.Of(halfway, await UefiVariables.ReadAsync(region, halfway, events, cancellationToken).ConfigureAwait(false));
        return machine.ToRequest(name, halfway.Description ?? "", [.. halfway.Devices().Select(device => Grown(device, changes))]);
    }

    private static AmiBlockDevice Grown(AmiBlockDevice device, IReadOnlyList<DeviceChange> changes) =>
        changes.FirstOrDefault(change => change.Kind == DeviceChangeKind.Grow && change.Device.DeviceName == device.DeviceName)?.Device.SizeGiB is { } size ? device.WithSize(size) : device;
}
