namespace AmiTools.Simulator;

/// <summary>What AWS asks of an instance whose root is replaced, and of what it is replaced with.</summary>
internal static class RootReplacementRules
{
    /// <exception cref="AwsErrorException">Its root cannot be replaced, or not now.</exception>
    public static void CheckInstance(Call call, SimInstance instance)
    {
        if (instance.RootDeviceType != "ebs")
            throw new AwsErrorException("UnsupportedOperation", $"The instance '{instance.Id}' does not have an 'ebs' root device type.");
        if (instance.State != "running")
            throw Errors.IncorrectInstanceState($"The instance '{instance.Id}' is not in the 'running' state.");
        if (call.Region.RootReplacements.Any(task => task.InstanceId == instance.Id && task.IsRunning))
            throw Errors.IncorrectState($"A root volume replacement of the instance '{instance.Id}' is in progress already.");
    }

    /// <summary>The root that it has.</summary>
    /// <exception cref="AwsErrorException">It has none.</exception>
    public static SimVolume Root(Call call, SimInstance instance) =>
        (instance.Volumes.Find(attachment => attachment.Device == instance.RootDeviceName) is { } attachment ? call.Region.Volumes.Find(attachment.VolumeId) : null)
        ?? throw Errors.IncorrectInstanceState($"The instance '{instance.Id}' does not have a volume attached at root ({instance.RootDeviceName}).");

    /// <summary>The snapshot that the new root is made of, the one that is named or the one that the root was made of, and the size that it gets.</summary>
    /// <exception cref="AwsErrorException">It is not there, not in a state for it, or not of this instance's root.</exception>
    public static (SimSnapshot Snapshot, int SizeGiB) Snapshot(Call call, string? named, SimInstance instance, SimVolume root)
    {
        var snapshot = named is not null ? VolumeMaking.Source(call, named)
            : Usable(call, root.SnapshotId is { } first ? call.Simulator.FindSnapshot(call.Region.Name, first) : null, root.SnapshotId ?? "");
        return named is null || snapshot.VolumeId == root.Id || instance.FormerRootVolumes.Contains(snapshot.VolumeId)
            ? (snapshot, Math.Max(root.SizeGiB, snapshot.SizeGiB))
            : throw Errors.InvalidParameterValue($"The snapshot '{named}' was not created from a root volume of the instance '{instance.Id}'.");
    }

    /// <summary>The snapshot and the size of the root of an image that fits the instance.</summary>
    /// <exception cref="AwsErrorException">The image is not there, not available, or does not fit.</exception>
    public static (SimSnapshot Snapshot, int SizeGiB) Image(Call call, string id, SimInstance instance, SimVolume root)
    {
        var image = call.SeenImage(id);
        if (image.State != "available")
            throw Errors.ImageUnavailable(id);
        var device = image.BlockDevices.Find(device => device.DeviceName == image.RootDeviceName && device.IsEbs)
            ?? throw Errors.InvalidParameterValue($"The image '{id}' does not have an EBS root device.");
        if (Difference(image, instance) is { } difference)
            throw Errors.InvalidParameterValue($"The image '{id}' cannot replace the root volume of '{instance.Id}': {difference}.");
        var snapshot = Usable(call, call.Simulator.FindSnapshot(call.Region.Name, device.SnapshotId ?? ""), device.SnapshotId ?? "");
        var size = device.SizeGiB ?? snapshot.SizeGiB;
        return size >= root.SizeGiB
            ? (snapshot, size)
            : throw Errors.InvalidParameterValue($"The root volume of the image '{id}' ({size} GiB) is smaller than that of the instance '{instance.Id}' ({root.SizeGiB} GiB).");
    }

    private static string? Difference(SimImage image, SimInstance instance) =>
        image.Architecture != instance.Architecture ? $"the architecture is {image.Architecture}, not {instance.Architecture}"
        : image.VirtualizationType != instance.VirtualizationType ? $"the virtualization type is {image.VirtualizationType}, not {instance.VirtualizationType}"
        : !image.ProductCodes.Select(code => code.Id).Order().SequenceEqual(instance.ProductCodes.Select(code => code.Id).Order()) ? "the product codes differ"
        : image.UsageOperation != instance.UsageOperation ? $"the billing information differs ({image.UsageOperation}, not {instance.UsageOperation})"
        : image.BootMode is "uefi" or "legacy-bios" && MachineType.All.TryGetValue(instance.InstanceType, out var type) && !type.Family.BootModes.Contains(image.BootMode) ? $"the boot mode {image.BootMode} is not supported by {instance.InstanceType}"
        : instance.EnaSupport && image.EnaSupport != true ? "enhanced networking is not enabled on it"
        : instance.SriovNetSupport is not null && image.SriovNetSupport is null ? "sriovNetSupport is not enabled on it"
        : instance.TpmSupport is not null && image.TpmSupport is null ? "it does not support NitroTPM"
        : null;

    private static SimSnapshot Usable(Call call, SimSnapshot? snapshot, string id) =>
        snapshot is null ? throw Errors.SnapshotNotFound(id)
        : snapshot.IsUsableAt(call.Now) ? snapshot
        : throw Errors.IncorrectState($"The snapshot '{id}' is not usable (state: '{snapshot.State}', tier: '{snapshot.StorageTier}')");
}
