namespace AmiTools.Simulator;

/// <summary>The filters of DescribeImages.</summary>
internal static class ImageFilters
{
    /// <summary>An image as one caller sees it: what he may not see he cannot filter by.</summary>
    internal readonly record struct Seen(SimImage Image, Call Call)
    {
        public bool Own => Image.OwnerId == Call.Account.Id;
    }

    public static FilterSet<Seen> All { get; } = new FilterSet<Seen>()
        .Text("architecture", seen => seen.Image.Architecture)
        .Texts("block-device-mapping.delete-on-termination", seen => Devices(seen, device => Flag(device.DeleteOnTermination)))
        .Texts("block-device-mapping.device-name", seen => Devices(seen, device => device.DeviceName))
        .Texts("block-device-mapping.snapshot-id", seen => Devices(seen, device => device.SnapshotId))
        .Texts("block-device-mapping.volume-size", seen => Devices(seen, device => device.SizeGiB?.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        .Texts("block-device-mapping.volume-type", seen => Devices(seen, device => device.VolumeType))
        .Texts("block-device-mapping.encrypted", seen => Devices(seen, device => Flag(device.Encrypted)))
        .Time("creation-date", seen => seen.Image.CreatedAt)
        .Text("description", seen => seen.Image.Description)
        .Flag("ena-support", seen => seen.Image.EnaSupport)
        .Flag("free-tier-eligible", _ => null)
        .Text("hypervisor", seen => seen.Image.Hypervisor)
        .Flag("image-allowed", seen => seen.Call.Region.AllowedImagesState == "disabled" ? null : seen.Call.IsAllowed(seen.Image))
        .Text("image-id", seen => seen.Image.Id)
        .Text("image-type", seen => seen.Image.ImageType)
        .Flag("is-public", seen => seen.Image.LaunchPermissions.Public)
        .Text("kernel-id", seen => seen.Image.KernelId)
        .Text("manifest-location", seen => seen.Image.ImageLocation)
        .Text("name", seen => seen.Image.Name)
        .Text("owner-alias", seen => seen.Image.OwnerAlias)
        .Text("owner-id", seen => seen.Image.OwnerId)
        .Text("platform", seen => seen.Image.Platform)
        .Texts("product-code", seen => seen.Image.ProductCodes.Select(code => code.Id))
        .Texts("product-code.type", seen => seen.Image.ProductCodes.Select(code => code.Type))
        .Text("ramdisk-id", seen => seen.Image.RamdiskId)
        .Text("root-device-name", seen => seen.Image.RootDeviceName)
        .Text("root-device-type", seen => seen.Image.RootDeviceType)
        .Text("source-image-id", seen => seen.Image.SourceImageId)
        .Text("source-image-region", seen => seen.Image.SourceImageRegion)
        .Text("source-instance-id", seen => seen.Own ? seen.Image.SourceInstanceId : null)
        .Text("sriov-net-support", seen => seen.Image.SriovNetSupport)
        .Text("state", seen => seen.Image.State)
        .Text("state-reason-code", seen => seen.Image.StateReasonCode)
        .Text("state-reason-message", seen => seen.Image.StateReasonMessage)
        .Text("virtualization-type", seen => seen.Image.VirtualizationType)
        .Tags(seen => seen.Image);

    private static IEnumerable<string> Devices(Seen seen, Func<SimBlockDevice, string?> value) => seen.Image.BlockDevices.Select(value).OfType<string>();

    private static string? Flag(bool? value) => value switch { true => "true", false => "false", null => null };
}
