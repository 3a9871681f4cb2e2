using System.Security.Cryptography;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Naming;
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
    public static string? Loss(string? platform, string? usageOperation) => usageOperation is null or "" or "RunInstances" ? null
        : $"an image that is registered from snapshots loses its billing codes ({platform}, {usageOperation}), and instances of it may not be licensed; enlarge the instance's volume and back it up then";

    /// <summary>The registration of the backup from the first image.</summary>
    public static async Task<RegisterImageRequest> RequestAsync(RegionSession region, Image halfway, string name, IReadOnlyList<DeviceChange> changes, IEngineEvents events, CancellationToken cancellationToken) => new()
    {
        Name = name,
        Description = NullIfEmpty(halfway.Description),
        Architecture = halfway.Architecture,
        RootDeviceName = halfway.RootDeviceName,
        // Left out, AWS would take paravirtual.
        VirtualizationType = halfway.VirtualizationType?.Value ?? "hvm",
        EnaSupport = halfway.EnaSupport,
        SriovNetSupport = NullIfEmpty(halfway.SriovNetSupport),
        BootMode = halfway.BootMode,
        TpmSupport = halfway.TpmSupport,
        ImdsSupport = halfway.ImdsSupport,
        KernelId = NullIfEmpty(halfway.KernelId),
        RamdiskId = NullIfEmpty(halfway.RamdiskId),
        UefiData = await UefiDataAsync(region, halfway, events, cancellationToken).ConfigureAwait(false),
        BlockDeviceMappings = [.. (halfway.BlockDeviceMappings ?? []).Select(mapping => Grown(mapping, changes))],
    };

    private static BlockDeviceMapping Grown(BlockDeviceMapping mapping, IReadOnlyList<DeviceChange> changes)
    {
        if (mapping.Ebs is not { } ebs) return mapping;
        int? grown = changes.FirstOrDefault(change => change.Kind == DeviceChangeKind.Grow && change.Device.DeviceName == mapping.DeviceName)?.Device.SizeGiB;
        VolumeLimits? type = VolumeLimits.Find(ebs.VolumeType?.Value);
        return new BlockDeviceMapping
        {
            DeviceName = mapping.DeviceName,
            Ebs = new EbsBlockDevice
            {
                SnapshotId = ebs.SnapshotId,
                VolumeSize = grown ?? ebs.VolumeSize,
                VolumeType = ebs.VolumeType,
                Iops = type?.TakesIops == true ? ebs.Iops : null,
                Throughput = type?.TakesThroughput == true ? ebs.Throughput : null,
                DeleteOnTermination = ebs.DeleteOnTermination,
                // Of a volume with a snapshot, encryption is the snapshot's and must not be named; of a new one it can be.
                Encrypted = string.IsNullOrEmpty(ebs.SnapshotId) && ebs.Encrypted == true ? true : null,
            },
        };
    }

    private static async Task<string?> UefiDataAsync(RegionSession region, Image halfway, IEngineEvents events, CancellationToken cancellationToken)
    {
        if (halfway.BootMode?.Value is not ("uefi" or "uefi-preferred")) return null;
        try
        {
            DescribeImageAttributeResponse response = await region.CallAsync("DescribeImageAttribute", halfway.ImageId,
                ec2 => ec2.DescribeImageAttributeAsync(new DescribeImageAttributeRequest { ImageId = halfway.ImageId, Attribute = ImageAttributeName.UefiData }, cancellationToken)).ConfigureAwait(false);
            return NullIfEmpty(response.ImageAttribute?.UefiData);
        }
        catch (AmiException failure)
        {
            await events.WarnAsync($"The UEFI variables of {halfway.ImageId} cannot be read, and the registered image goes without them (Secure Boot keys of its own are lost): {failure.Message}").ConfigureAwait(false);
            return null;
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
