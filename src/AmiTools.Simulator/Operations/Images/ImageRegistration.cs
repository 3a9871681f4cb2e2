using System.Text.RegularExpressions;
using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>RegisterImage: an image from snapshots, or from a bundle in S3.</summary>
internal static partial class ImageRegistration
{
    private const int LongestUefiData = 64_000;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]/.+\.manifest\.xml\z")]
    private static partial Regex ManifestForm();

    public static void Register(OperationTable table) => table.Add<RegisterImageRequest, RegisterImageResponse>(RegisterImage);

    private static RegisterImageResponse RegisterImage(RegisterImageRequest request, Call call)
    {
        var name = ImageName.Require(request.Name);
        var description = ImageName.CheckDescription(request.Description);
        var mappings = DeviceMappings.Check(request.BlockDeviceMappings);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "image");
        CheckMachine(request, call);
        if (request.ImageLocation is null && mappings.Count == 0)
            throw Errors.InvalidParameterCombination("Either an image location or a block device mapping with a root snapshot must be specified.");
        if (request.ImageLocation is { } manifest && !ManifestForm().IsMatch(manifest))
            throw new AwsErrorException("InvalidManifest", $"The manifest location '{manifest}' is not of the form bucket/path.manifest.xml.");
        call.AfterSyntax();

        ImageMaking.CheckNew(call, name);
        var devices = request.ImageLocation is null ? FromSnapshots(request, call, mappings) : [.. mappings.Where(mapping => mapping.NoDevice is null).Select(mapping => CreateImageDevices.Added(call, mapping))];
        CheckBucket(request, call);
        call.BeforeChange();

        var image = NewImage(request, call, name, description);
        image.BlockDevices.AddRange(devices);
        image.Tags.Set(tags["image"]);
        call.Region.Images.Add(image);
        if (call.Settings.Pace.Register > TimeSpan.Zero)
            call.Simulator.Schedule(call.Now + call.Settings.Pace.Register - call.Settings.Pace.ImageOverhead, now => ImageMaking.Finish(call.Region, image, null, now));
        else
            image.State = "available";
        return new() { ImageId = image.Id };
    }

    private static void CheckMachine(RegisterImageRequest request, Call call)
    {
        if (request.BillingProducts is { Count: > 0 })
            throw new AwsErrorException("AuthFailure", "You are not authorized to use the specified billing products.", call.Settings.AuthFailureStatus);
        if (request.VirtualizationType is not (null or "hvm" or "paravirtual"))
            throw Errors.InvalidParameterValue(request.VirtualizationType, "virtualizationType", "Expected 'hvm' or 'paravirtual'.");
        if (request.SriovNetSupport is not (null or "simple"))
            throw Errors.InvalidParameterValue(request.SriovNetSupport, "sriovNetSupport", "Expected 'simple'.");
        if (request.Architecture?.Value is not (null or "i386" or "x86_64" or "arm64" or "x86_64_mac" or "arm64_mac"))
            throw Errors.InvalidParameterValue(request.Architecture!.Value, "architecture", "Expected 'i386', 'x86_64', 'arm64', 'x86_64_mac' or 'arm64_mac'.");
        if (request.UefiData is { Length: > LongestUefiData })
            throw Errors.InvalidParameterValue($"The UEFI data is longer than {LongestUefiData} characters.");
        if (request.TpmSupport is not null && request.BootMode?.Value != "uefi")
            throw Errors.InvalidParameterCombination("TpmSupport requires BootMode to be 'uefi'.");
        if (request.Architecture?.Value == "arm64" && request.BootMode?.Value is "legacy-bios" or "uefi-preferred")
            throw Errors.InvalidParameterCombination($"The boot mode '{request.BootMode?.Value}' is not supported for the architecture 'arm64'.");
    }

    /// <summary>The devices of an image that boots from a snapshot.</summary>
    private static List<SimBlockDevice> FromSnapshots(RegisterImageRequest request, Call call, IReadOnlyList<BlockDeviceMapping> mappings)
    {
        var rootName = Required.Text(request.RootDeviceName, "RootDeviceName");
        var root = mappings.FirstOrDefault(mapping => mapping.DeviceName == rootName)
            ?? throw Errors.InvalidMapping($"The root device '{rootName}' is not in the block device mapping");
        if (root.Ebs?.SnapshotId is null)
            throw Errors.InvalidMapping($"The root device '{rootName}' must have a snapshot");
        List<SimBlockDevice> devices = [.. mappings.Where(mapping => mapping.NoDevice is null).Select(mapping => CreateImageDevices.Added(call, mapping))];
        if (!VolumeKind.Of(root.Ebs.VolumeType?.Value).Bootable)
            throw Errors.InvalidMapping($"The volume type '{root.Ebs.VolumeType!.Value}' cannot be used for the root device");
        return devices;
    }

    private static void CheckBucket(RegisterImageRequest request, Call call)
    {
        if (request.ImageLocation?.Split('/')[0] is { } bucket && call.Simulator.Buckets.TryGetValue(bucket, out var known) && !known.IsOpenTo(call.Account.Id))
            throw new AwsErrorException("InvalidManifest", $"The manifest in the bucket '{bucket}' cannot be read.");
    }

    private static SimImage NewImage(RegisterImageRequest request, Call call, string name, string? description) => new()
    {
        Id = call.Region.Ids.New("ami"),
        OwnerId = call.Account.Id,
        CreatedAt = call.Now,
        Name = name,
        Description = description,
        OwnerAlias = call.Account.Alias,
        // AWS's defaults are those of 2008. A bundle's manifest says the architecture; there is none to be read here, and those that are still launched are of 64 bits.
        Architecture = request.Architecture?.Value ?? (request.ImageLocation is null ? "i386" : "x86_64"),
        VirtualizationType = request.VirtualizationType ?? "paravirtual",
        RootDeviceName = request.RootDeviceName,
        RootDeviceType = request.ImageLocation is null ? "ebs" : "instance-store",
        EnaSupport = request.EnaSupport,
        SriovNetSupport = request.SriovNetSupport,
        BootMode = request.BootMode?.Value,
        TpmSupport = request.TpmSupport?.Value,
        ImdsSupport = request.ImdsSupport?.Value,
        UefiData = request.UefiData,
        KernelId = request.KernelId,
        RamdiskId = request.RamdiskId,
        ImageLocation = request.ImageLocation ?? $"{call.Account.Id}/{name}",
    };
}
