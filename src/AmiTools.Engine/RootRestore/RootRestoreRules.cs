using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Tags;
using AmiTools.Engine.VolumeRestore;

namespace AmiTools.Engine.RootRestore;

/// <summary>What AWS asks of an instance whose root volume is replaced, and of what it is replaced with. Applied before any change.</summary>
internal static class RootRestoreRules
{
    /// <summary>Everything that is wrong with the options, whatever the resources are.</summary>
    public static IEnumerable<AmiException> Refuse(RootRestoreOptions options)
    {
        foreach (ResourceReference instance in options.InstanceId.Where(instance => !instance.IsWellFormed("i"))) yield return ResourceIds.NotAnInstance(instance);
        if (RefuseSource(options) is { } source) yield return source;
        if (VolumeRestoreRules.RefuseRate(options.InitializationRate) is { } rate) yield return rate;
        foreach (AmiException problem in TagRules.Problems(options.Tag)) yield return problem;
    }

    /// <summary>Why the source is the id of nothing; null where it is one, or none is needed.</summary>
    public static AmiException? RefuseSource(RootRestoreOptions options) => options.Source switch
    {
        RootRestoreSource.Snapshot when !options.From!.IsWellFormed("snap") => ResourceIds.NotASnapshot(options.From),
        RootRestoreSource.Image when !options.From!.IsWellFormed("ami") => ResourceIds.NotAnImage(options.From),
        _ => null,
    };

    /// <summary>Everything that speaks against replacing the root of the instance, whatever it is replaced with.</summary>
    public static IEnumerable<AmiException> Refuse(RootMachine machine, InstanceTypeInfo? type)
    {
        (Instance instance, string title) = (machine.Instance, machine.Instance.Title());
        if (instance.StateName() != "running")
        {
            yield return machine.Refuse(AmiErrorCodes.InstanceNotReady, AmiErrorKind.InvalidState, $"{title} in {machine.Region} is {instance.StateName()}, and AWS replaces the root volume of a running instance only.",
                instance.StateName() is "terminated" or "shutting-down" ? "Launch another one from a backup." : $"Start it first: Start-EC2Instance -InstanceId {machine.Id} -Region {machine.Region}. AWS reboots it in any case.");
        }

        if (instance.RootDeviceType?.Value is { } rootType && rootType != "ebs")
        {
            yield return machine.Refuse(AmiErrorCodes.RootNotReplaceable, AmiErrorKind.NotSupported, $"The root device of {title} is {rootType}, and only an EBS volume can be replaced.", "Launch another instance from an image.");
            yield break;
        }

        if (type is { BareMetal: true } && !type.InstanceType!.Value.StartsWith("mac", StringComparison.Ordinal))
        {
            yield return machine.Refuse(AmiErrorCodes.RootNotReplaceable, AmiErrorKind.NotSupported, $"{title} is a bare-metal instance ({type.InstanceType}), whose root volume AWS does not replace.", "Stop it and exchange its root volume by hand, or launch another instance from an image.");
        }

        if (machine.RootId is null) yield return NoRoot(machine);
        else if (machine.Root is null) yield return machine.Refuse(AmiErrorCodes.VolumeNotFound, AmiErrorKind.NotFound, $"The root volume {machine.RootId} of {title} cannot be seen; it may have been made a moment ago.", "Try again in a moment.");
    }

    /// <summary>Why a snapshot cannot be the new root; null where it can, or where only AWS knows.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="source">The volume that it was taken of; null where that is not there any more.</param>
    public static AmiException? RefuseStranger(RootMachine machine, Snapshot snapshot, Volume? source)
    {
        string volumeId = snapshot.VolumeId ?? "";
        string? stranger = machine.Had(volumeId) ? null
            : SnapshotOrigin.IsDummy(volumeId) ? "is a copy, or was not taken of a volume"
            : machine.Instance.Volumes().FirstOrDefault(volume => volume.VolumeId == volumeId) is { VolumeId: not null } data ? $"was taken of {volumeId}, which is the data volume at {data.Device}"
            : source?.FormerPlace() is { } former && !former.Is(machine.Id, machine.Device) ? $"was taken of {volumeId}, which was at {former.Device} of {former.InstanceId}"
            : source?.Attachments?.FirstOrDefault(attachment => attachment.InstanceId != machine.Id) is { } elsewhere ? $"was taken of {volumeId}, which {elsewhere.InstanceId} has at {elsewhere.Device}"
            : null;
        return stranger is null ? null : machine.Refuse(AmiErrorCodes.RootNotReplaceable, AmiErrorKind.InvalidInput,
            $"{snapshot.SnapshotId} {stranger}: AWS takes snapshots only that were taken directly of a root volume of {machine.Instance.Title()}.",
            $"Take an image in its place: New-AmiFromSnapshot {snapshot.SnapshotId} -Region {machine.Region} makes one, which -ImageId takes.");
    }

    /// <summary>Every way in which an image does not fit the instance.</summary>
    public static IEnumerable<AmiException> Refuse(RootMachine machine, Image image, InstanceTypeInfo? type) => Differences(machine, image, type).Select(difference => machine.Refuse(
        AmiErrorCodes.RootNotReplaceable, AmiErrorKind.InvalidInput, $"{image.ImageId} cannot replace the root volume of {machine.Instance.Title()}: {difference}.",
        $"Take an image that was made of this instance or of one like it: Get-Ami -Region {machine.Region} shows them. For another machine, launch a new instance."));

    /// <summary>What is said of an instance without a root volume, and how it gets its old one back.</summary>
    public static AmiException NoRoot(RootMachine machine)
    {
        string old = machine.Former.Select(volume => volume.VolumeId).LastOrDefault() ?? machine.Tasks.LastOrDefault()?.Tag(AmiToolsTags.Replaces) ?? "<the old root volume>";
        return machine.Refuse(AmiErrorCodes.RootNotReplaceable, AmiErrorKind.InvalidState, $"{machine.Instance.Title()} has no volume at its root device {machine.Device}.", Reattach(machine.Id, old, machine.Device, machine.Region));
    }

    /// <summary>How an instance gets a root volume back that is not attached any more.</summary>
    public static string Reattach(string instanceId, string volumeId, string device, string region) =>
        $"Stop the instance and attach the old root volume again: Stop-EC2Instance -InstanceId {instanceId} -Region {region}; Add-EC2Volume -VolumeId {volumeId} -InstanceId {instanceId} -Device {device} -Region {region}; Start-EC2Instance -InstanceId {instanceId} -Region {region}.";

    private static IEnumerable<string> Differences(RootMachine machine, Image image, InstanceTypeInfo? type)
    {
        Instance instance = machine.Instance;
        if (Differ(image.Architecture?.Value, instance.Architecture?.Value)) yield return $"its architecture is {image.Architecture}, and that of the instance {instance.Architecture}";
        if (Differ(image.VirtualizationType?.Value, instance.VirtualizationType?.Value)) yield return $"its virtualization type is {image.VirtualizationType}, and that of the instance {instance.VirtualizationType}";
        if (image.ProductCodes?.Any(code => code.ProductCodeType?.Value == "marketplace") == true) yield return "it comes from the AWS Marketplace";
        else if (!Codes(image.ProductCodes).SetEquals(Codes(instance.ProductCodes))) yield return "it has other product codes";
        if (Differ(image.UsageOperation, instance.UsageOperation)) yield return $"it is billed as {image.PlatformDetails} ({image.UsageOperation}), and the instance as {instance.PlatformDetails} ({instance.UsageOperation})";
        if (image.BootMode?.Value is "uefi" or "legacy-bios" && type?.SupportedBootModes is { Count: > 0 } modes && !modes.Contains(image.BootMode.Value)) yield return $"it boots with {image.BootMode}, and {type.InstanceType} with {string.Join(" or ", modes)} only";
        if (instance.EnaSupport == true && image.EnaSupport != true) yield return "the instance has enhanced networking (ENA), and the image does not support it";
        if (!string.IsNullOrEmpty(instance.SriovNetSupport) && string.IsNullOrEmpty(image.SriovNetSupport)) yield return "the instance has enhanced networking (SR-IOV), and the image does not support it";
        if (!string.IsNullOrEmpty(instance.TpmSupport) && string.IsNullOrEmpty(image.TpmSupport?.Value)) yield return "the instance has a NitroTPM, and the image does not support it";
        AmiBlockDevice? root = image.Devices().FirstOrDefault(device => DeviceNames.AreSame(device.DeviceName, image.RootDeviceName ?? ""));
        if (root is null || image.RootDeviceType?.Value is "instance-store") yield return "it has no EBS volume as its root";
        else if (root.SizeGiB < machine.Root?.Size) yield return $"its root has {root.SizeGiB} GiB, and that of the instance {machine.Root.Size} GiB: AWS never makes it smaller";
    }

    /// <summary>Whether both are known and not the same.</summary>
    private static bool Differ(string? one, string? other) => !string.IsNullOrEmpty(one) && !string.IsNullOrEmpty(other) && one != other;

    private static HashSet<string> Codes(List<ProductCode>? codes) => [.. (codes ?? []).Select(code => code.ProductCodeId).OfType<string>()];
}
