using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Images as answers show them.</summary>
internal static class ImageShapes
{
    public static Image Show(Call call, SimImage image)
    {
        var own = image.OwnerId == call.Account.Id;
        return new()
        {
            ImageId = image.Id,
            ImageLocation = image.ImageLocation,
            State = image.State,
            StateReason = image.StateReasonCode is null ? null : new() { Code = image.StateReasonCode, Message = image.StateReasonMessage },
            OwnerId = image.OwnerId,
            ImageOwnerAlias = image.OwnerAlias,
            Public = image.LaunchPermissions.Public,
            CreationDate = AwsTime.Format(image.CreatedAt),
            Name = image.Name,
            Description = image.Description,
            Architecture = image.Architecture,
            ImageType = image.ImageType,
            Platform = image.Platform!,
            PlatformDetails = image.PlatformDetails,
            UsageOperation = image.UsageOperation,
            RootDeviceName = image.RootDeviceName,
            RootDeviceType = image.RootDeviceType,
            BlockDeviceMappings = [.. image.BlockDevices.Select(Show)],
            VirtualizationType = image.VirtualizationType,
            Hypervisor = image.Hypervisor,
            EnaSupport = image.EnaSupport,
            SriovNetSupport = image.SriovNetSupport,
            BootMode = image.BootMode!,
            TpmSupport = image.TpmSupport!,
            ImdsSupport = image.ImdsSupport!,
            KernelId = image.KernelId,
            RamdiskId = image.RamdiskId,
            Tags = Tagging.Show(call, image),
            DeprecationTime = image.DeprecationTime is { } time ? AwsTime.Format(time) : null,
            SourceInstanceId = own ? image.SourceInstanceId : null,
            SourceImageId = image.SourceImageId,
            SourceImageRegion = image.SourceImageRegion,
            DeregistrationProtection = own ? Describe(image.Protection, call.Now) : null,
            LastLaunchedTime = own ? LastLaunched(image, call.Now) : null,
            ProductCodes = image.ProductCodes.Count == 0 ? null : ShowCodes(image.ProductCodes),
            ImageAllowed = call.Region.AllowedImagesState == "disabled" ? null : call.IsAllowed(image),
            FreeTierEligible = null,
        };
    }

    public static BlockDeviceMapping Show(SimBlockDevice device) => new()
    {
        DeviceName = device.DeviceName,
        VirtualName = device.VirtualName,
        Ebs = !device.IsEbs ? null : new()
        {
            SnapshotId = device.SnapshotId,
            VolumeSize = device.SizeGiB,
            VolumeType = device.VolumeType!,
            Iops = device.Iops,
            Throughput = device.Throughput,
            DeleteOnTermination = device.DeleteOnTermination,
            Encrypted = device.Encrypted,
            KmsKeyId = device.KmsKeyId,
        },
    };

    public static List<ProductCode> ShowCodes(IEnumerable<(string Id, string Type)> codes) =>
        [.. codes.Select(code => new ProductCode { ProductCodeId = code.Id, ProductCodeType = code.Type })];

    /// <summary>The words in which AWS tells an image's protection.</summary>
    public static string Describe(DeregistrationProtection protection, DateTimeOffset now) =>
        protection.Enabled ? protection.Cooldown ? "enabled-with-cooldown" : "enabled-without-cooldown"
        : protection.CooldownEnds is { } end && end > now ? $"disabled after {AwsTime.Format(end)}"
        : "disabled";

    /// <summary>AWS notes launches about a day late.</summary>
    public static string? LastLaunched(SimImage image, DateTimeOffset now) =>
        image.LastLaunchedTime is { } time && time <= now ? AwsTime.Format(time) : null;
}
