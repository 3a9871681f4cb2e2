using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>A volume that a new instance gets.</summary>
internal sealed record LaunchVolume(string Device, VolumeOrder Order, bool DeleteOnTermination);

/// <summary>What the mapping of an image and that of a launch make together.</summary>
/// <param name="Volumes">EBS volumes, the root first.</param>
/// <param name="InstanceStore">Instance-store devices: device name to virtual name.</param>
internal sealed record LaunchDevices(IReadOnlyList<LaunchVolume> Volumes, IReadOnlyDictionary<string, string> InstanceStore)
{
    /// <exception cref="AwsErrorException">The mapping asks for what cannot be.</exception>
    public static LaunchDevices Plan(Call call, SimImage image, MachineType type, string zone, IReadOnlyList<BlockDeviceMapping> overrides)
    {
        var volumes = new List<LaunchVolume>();
        var stores = new Dictionary<string, string>(StringComparer.Ordinal);
        var asked = overrides.ToDictionary(mapping => mapping.DeviceName!, StringComparer.Ordinal);
        foreach (var device in image.BlockDevices)
        {
            asked.Remove(device.DeviceName, out var change);
            if (change?.NoDevice is not null)
            {
                if (device.DeviceName == image.RootDeviceName)
                    throw Errors.InvalidMapping($"The root device '{device.DeviceName}' cannot be left out");
            }
            else if (change?.VirtualName is { } name)
                stores[device.DeviceName] = name;
            else if (device.IsEbs)
                volumes.Add(OfImage(call, image, device, zone, change?.Ebs));
            else
                stores[device.DeviceName] = device.VirtualName!;
        }
        foreach (var mapping in overrides.Where(mapping => asked.ContainsKey(mapping.DeviceName!) && mapping.NoDevice is null))
        {
            if (mapping.VirtualName is { } name)
                stores[mapping.DeviceName!] = name;
            else
                volumes.Add(Added(call, mapping, zone));
        }
        if (volumes.Count > type.Family.Attachments)
            throw new AwsErrorException("AttachmentLimitExceeded", $"An instance of the type '{type.Name}' can have at most {type.Family.Attachments} volumes.");
        // What the machine does not have is not there, without a word.
        var kept = stores.Where(store => int.Parse(store.Value["ephemeral".Length..], System.Globalization.CultureInfo.InvariantCulture) < type.Disks.Count);
        return new([.. volumes.OrderBy(volume => volume.Device != image.RootDeviceName)], kept.ToDictionary());
    }

    private static LaunchVolume OfImage(Call call, SimImage image, SimBlockDevice device, string zone, EbsBlockDevice? change)
    {
        if (change?.SnapshotId is not null && change.SnapshotId != device.SnapshotId && device.DeviceName == image.RootDeviceName)
            throw Errors.InvalidMapping("snapshotId cannot be modified on root device");
        var snapshot = change?.SnapshotId is { } other && other != device.SnapshotId ? VolumeMaking.Source(call, other) : OfImage(call, image, device.SnapshotId);
        var smallest = snapshot?.SizeGiB ?? 1;
        var size = change?.VolumeSize ?? device.SizeGiB ?? smallest;
        if (size < smallest)
            throw DeviceMappings.TooSmall(size, snapshot!.Id, smallest);
        var type = change?.VolumeType?.Value ?? device.VolumeType ?? VolumeKind.Default;
        var same = type == device.VolumeType && VolumeKind.Of(type).Iops is not null;
        if (device.DeviceName == image.RootDeviceName && !VolumeKind.Of(type).Bootable)
            throw Errors.InvalidMapping($"The volume type '{type}' cannot be used for the root device");
        return Volume(call, device.DeviceName, zone, size, type, change?.Iops ?? (same ? device.Iops : null), change?.Throughput ?? (same ? device.Throughput : null), snapshot, change ?? new(), device.DeleteOnTermination ?? true, device);
    }

    private static LaunchVolume Added(Call call, BlockDeviceMapping mapping, string zone)
    {
        var ebs = mapping.Ebs!;
        var snapshot = ebs.SnapshotId is { } id ? VolumeMaking.Source(call, id) : null;
        var size = ebs.VolumeSize ?? snapshot?.SizeGiB ?? throw Errors.MissingParameter("volumeSize");
        if (snapshot is not null && size < snapshot.SizeGiB)
            throw DeviceMappings.TooSmall(size, snapshot.Id, snapshot.SizeGiB);
        return Volume(call, mapping.DeviceName!, zone, size, ebs.VolumeType?.Value ?? VolumeKind.Default, ebs.Iops, ebs.Throughput, snapshot, ebs, deleteByDefault: true, device: null);
    }

    private static LaunchVolume Volume(Call call, string name, string zone, int size, string type, int? iops, int? throughput, SimSnapshot? snapshot, EbsBlockDevice ebs, bool deleteByDefault, SimBlockDevice? device)
    {
        VolumeCreation.CheckInitializationRate(ebs.VolumeInitializationRate, snapshot is not null);
        var performance = VolumeKind.Of(type).Performance(size, iops, throughput);
        var order = new VolumeOrder
        {
            Zone = zone,
            SizeGiB = size,
            VolumeType = type,
            Iops = performance.Iops,
            Throughput = performance.Throughput,
            Snapshot = snapshot,
            Key = VolumeMaking.Key(call, snapshot, ebs.Encrypted ?? (snapshot is null && device?.Encrypted == true ? true : null), ebs.KmsKeyId ?? (snapshot is null ? device?.KmsKeyId : null)),
            Problem = VolumeMaking.ReadProblem(call, snapshot),
            InitializationRate = ebs.VolumeInitializationRate,
        };
        return new(name, order, ebs.DeleteOnTermination ?? deleteByDefault);
    }

    /// <summary>An image's own snapshots need no permission beside the one to launch it.</summary>
    private static SimSnapshot? OfImage(Call call, SimImage image, string? id)
    {
        if (id is null)
            return null;
        var snapshot = call.Simulator.FindSnapshot(call.Region.Name, id) ?? throw Errors.SnapshotNotFound(id);
        return snapshot.IsUsableAt(call.Now)
            ? snapshot
            : throw Errors.IncorrectState($"The snapshot '{id}' of the image '{image.Id}' is not usable (state: '{snapshot.State}', tier: '{snapshot.StorageTier}')");
    }
}
