using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>What CreateImage makes of an instance's devices and the mapping of the request.</summary>
/// <param name="Snapshots">Volumes that are to be snapshotted, each with the device of the image that it becomes.</param>
/// <param name="Devices">All devices of the image, those of <paramref name="Snapshots"/> included but still without snapshot.</param>
internal sealed record CreateImageDevices(IReadOnlyList<(SimVolume Volume, SimBlockDevice Device)> Snapshots, IReadOnlyList<SimBlockDevice> Devices)
{
    /// <summary>Root and 127 data volumes.</summary>
    private const int MostVolumes = 128;

    /// <exception cref="AwsErrorException">The mapping asks for what cannot be.</exception>
    public static CreateImageDevices Plan(Call call, SimInstance instance, IReadOnlyList<BlockDeviceMapping> mappings)
    {
        var snapshots = new List<(SimVolume, SimBlockDevice)>();
        var devices = new List<SimBlockDevice>();
        var asked = mappings.ToDictionary(mapping => mapping.DeviceName!, StringComparer.Ordinal);
        foreach (var attachment in instance.Volumes)
        {
            asked.Remove(attachment.Device, out var mapping);
            if (mapping?.NoDevice is not null)
            {
                if (attachment.Device == instance.RootDeviceName)
                    throw Errors.InvalidMapping($"The root device '{attachment.Device}' cannot be left out");
                continue;
            }
            if (mapping?.VirtualName is not null)
                throw Errors.InvalidMapping($"The device '{attachment.Device}' is an EBS volume of the instance and cannot become an instance store");
            var volume = call.Region.Volumes.Find(attachment.VolumeId)!;
            var device = FromVolume(call, attachment, volume, mapping?.Ebs);
            snapshots.Add((volume, device));
            devices.Add(device);
        }
        foreach (var (device, name) in instance.InstanceStore)
        {
            if (!asked.Remove(device, out var mapping))
                devices.Add(new() { DeviceName = device, VirtualName = name });
            else if (mapping.NoDevice is null)
                devices.Add(Added(call, mapping));
        }
        foreach (var mapping in mappings.Where(mapping => asked.ContainsKey(mapping.DeviceName!) && mapping.NoDevice is null))
            devices.Add(Added(call, mapping));
        if (snapshots.Count > MostVolumes)
            throw Errors.InvalidMapping($"An image can be made of at most {MostVolumes} volumes; the instance has {snapshots.Count}.");
        return new(snapshots, devices);
    }

    private static SimBlockDevice FromVolume(Call call, SimAttachment attachment, SimVolume volume, EbsBlockDevice? ebs)
    {
        if (ebs is not null)
            CheckChange(call, attachment.Device, volume, ebs);
        var (size, type) = (ebs?.VolumeSize ?? volume.SizeGiB, ebs?.VolumeType?.Value ?? volume.VolumeType);
        var retyped = type != volume.VolumeType;
        var (iops, throughput) = ebs is null
            ? (volume.Iops, volume.Throughput)
            : VolumeKind.Of(type).Performance(
                size,
                ebs.Iops ?? (retyped || type == "gp2" ? null : volume.Iops),
                ebs.Throughput ?? (retyped ? null : volume.Throughput));
        return new()
        {
            DeviceName = attachment.Device,
            SizeGiB = size,
            VolumeType = type,
            Iops = iops,
            Throughput = throughput,
            DeleteOnTermination = ebs?.DeleteOnTermination ?? attachment.DeleteOnTermination,
            Encrypted = volume.Encrypted,
        };
    }

    private static void CheckChange(Call call, string device, SimVolume volume, EbsBlockDevice ebs)
    {
        DeviceMappings.RefuseLaunchOnlyMembers(ebs);
        if (ebs.SnapshotId is not null)
            throw Errors.InvalidMapping($"snapshotId cannot be modified on the device {device}, which is a volume of the instance");
        if (ebs.Encrypted == true)
            throw Errors.InvalidMapping($"the encrypted flag cannot be specified since device {device} has a snapshot specified.");
        if (ebs.Encrypted == false && volume.Encrypted)
            throw Errors.InvalidMapping($"the device {device} is encrypted and cannot become unencrypted");
        if (ebs.VolumeSize < volume.SizeGiB)
            throw DeviceMappings.TooSmall(ebs.VolumeSize.Value, volume.Id, volume.SizeGiB);
        var changes = (ebs.VolumeSize is { } size && size != volume.SizeGiB)
            || (ebs.VolumeType is { } type && type.Value != volume.VolumeType)
            || (ebs.Iops is { } iops && iops != volume.Iops)
            || (ebs.Throughput is { } throughput && throughput != volume.Throughput);
        if (changes && !call.Settings.CreateImageMayChangeVolumes)
            throw Errors.InvalidMapping($"only deleteOnTermination can be modified on the device {device}, which is a volume of the instance");
    }

    /// <summary>A device that the instance does not have: an empty volume, one from another snapshot, or instance store.</summary>
    internal static SimBlockDevice Added(Call call, BlockDeviceMapping mapping)
    {
        if (mapping.Ebs is not { } ebs)
            return new() { DeviceName = mapping.DeviceName!, VirtualName = mapping.VirtualName };
        DeviceMappings.RefuseLaunchOnlyMembers(ebs);
        var snapshot = ebs.SnapshotId is { } id ? UsableSnapshot(call, id) : null;
        if (snapshot is not null && ebs.Encrypted is not null)
            throw Errors.InvalidMapping($"the encrypted flag cannot be specified since device {mapping.DeviceName} has a snapshot specified.");
        var size = ebs.VolumeSize ?? snapshot?.SizeGiB ?? throw Errors.MissingParameter("volumeSize");
        if (snapshot is not null && size < snapshot.SizeGiB)
            throw DeviceMappings.TooSmall(size, snapshot.Id, snapshot.SizeGiB);
        var type = ebs.VolumeType?.Value ?? VolumeKind.Default;
        var (iops, throughput) = VolumeKind.Of(type).Performance(size, ebs.Iops, ebs.Throughput);
        return new()
        {
            DeviceName = mapping.DeviceName!,
            SnapshotId = snapshot?.Id,
            SizeGiB = size,
            VolumeType = type,
            Iops = iops,
            Throughput = throughput,
            DeleteOnTermination = ebs.DeleteOnTermination ?? true,
            Encrypted = snapshot?.Encrypted ?? ebs.Encrypted ?? false,
            KmsKeyId = ebs.KmsKeyId,
        };
    }

    /// <summary>A snapshot for a mapping: one's own, completed, not in the archive.</summary>
    internal static SimSnapshot UsableSnapshot(Call call, string id)
    {
        var snapshot = call.SeenSnapshot(id);
        if (snapshot.OwnerId != call.Account.Id)
            throw Errors.NotAuthorizedFor("snapshot", id, call.Settings);
        if (snapshot.State == "pending" && call.Settings.RegisterPendingSnapshots)
            return snapshot;
        return snapshot.IsUsableAt(call.Now)
            ? snapshot
            : throw Errors.IncorrectState(snapshot.StorageTier == "archive" ? $"The snapshot '{id}' is archived" : $"Snapshot '{id}' is not 'completed' (current state: '{snapshot.State}')");
    }
}
