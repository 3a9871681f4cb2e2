namespace AmiTools.Engine.BlockDevices;

/// <summary>The devices of an image to be made of an instance: what the instance has, and what was asked to be bigger, left out or added.</summary>
internal sealed class DevicePlan
{
    private readonly string _instanceId;
    private readonly IReadOnlyList<AttachedVolume> _volumes;
    private readonly Dictionary<string, AmiBlockDevice> _devices;
    private readonly List<DeviceChange> _changes = [];
    private readonly List<AmiException> _problems = [];
    private readonly List<string> _warnings = [];

    private DevicePlan(string instanceId, IReadOnlyList<AttachedVolume> volumes)
    {
        _instanceId = instanceId;
        _volumes = volumes;
        _devices = volumes.ToDictionary(volume => volume.Device.DeviceName, volume => volume.Device, StringComparer.Ordinal);
    }

    /// <summary>The devices that the image will have.</summary>
    public IReadOnlyList<AmiBlockDevice> Devices => [.. _devices.Values];

    /// <summary>Where they differ from the instance's.</summary>
    public IReadOnlyList<DeviceChange> Changes => _changes;

    /// <summary>What cannot be done, all of it.</summary>
    public IReadOnlyList<AmiException> Problems => _problems;

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Puts the devices together. Nothing is called; the problems name the instance.</summary>
    public static DevicePlan Make(string instanceId, string rootDevice, IReadOnlyList<AttachedVolume> volumes, BackupOptions options)
    {
        DevicePlan plan = new(instanceId, volumes);
        plan.Exclude(options.ExcludeVolume, rootDevice);
        plan.Grow(options.GrowVolume);
        plan.Add(options.AddVolume);
        return plan;
    }

    private void Exclude(IReadOnlyList<string> excludeVolume, string rootDevice)
    {
        foreach (string excluded in excludeVolume.Distinct())
        {
            AttachedVolume? volume = _volumes.FirstOrDefault(volume => volume.VolumeId == excluded || volume.Device.DeviceName == excluded);
            if (volume is null)
            {
                _problems.Add(Invalid($"{_instanceId} has no volume '{excluded}' that could be excluded; it has {Names()}.", "Name a device or a volume of the instance."));
            }
            else if (volume.Device.DeviceName == rootDevice)
            {
                _problems.Add(Invalid($"'{excluded}' is the root volume of {_instanceId}: no image can be made without it.", "Leave it out of -ExcludeVolume, or take a snapshot of the other volumes instead."));
            }
            else if (_devices.Remove(volume.Device.DeviceName))
            {
                _changes.Add(new DeviceChange(DeviceChangeKind.Exclude, volume.Device));
            }
        }
    }

    private void Grow(IReadOnlyDictionary<string, int> growVolume)
    {
        foreach ((string name, int size) in growVolume)
        {
            if (!_devices.TryGetValue(name, out AmiBlockDevice? device))
            {
                string reason = _volumes.Any(volume => volume.Device.DeviceName == name) ? $"'{name}' of {_instanceId} is excluded and cannot grow." : $"{_instanceId} has no volume '{name}' that could grow; it has {Names()}.";
                _problems.Add(Invalid(reason, "Name a device that the image will have."));
            }
            else if (size < device.SizeGiB)
            {
                _problems.Add(Invalid($"'{name}' of {_instanceId} has {device.SizeGiB} GiB and cannot become {size} GiB: AWS makes volumes bigger, never smaller.", $"Give a size of more than {device.SizeGiB} GiB."));
            }
            else if (VolumeLimits.Find(device.VolumeType) is { } type && size > type.MaximumGiB)
            {
                _problems.Add(Invalid($"'{name}' of {_instanceId} cannot become {size} GiB: a {type.Name} volume has {type.MaximumGiB} GiB at the most.", "Give a smaller size."));
            }
            else if (size > device.SizeGiB)
            {
                _devices[name] = device.WithSize(size);
                _changes.Add(new DeviceChange(DeviceChangeKind.Grow, _devices[name]));
            }
        }
    }

    private void Add(IReadOnlyList<AmiBlockDevice> addVolume)
    {
        foreach (AmiBlockDevice device in addVolume)
        {
            string? reason = _volumes.Any(volume => volume.Device.DeviceName == device.DeviceName) ? $"{_instanceId} has a volume there already"
                : _devices.ContainsKey(device.DeviceName) ? "it is asked for twice"
                : DeviceRules.NameProblem(device.DeviceName) is { } wrong ? wrong
                : device.VirtualName is not null ? DeviceRules.InstanceStoreProblem(device, _devices.Values)
                : EbsProblem(device);
            if (reason is not null)
            {
                _problems.Add(Invalid($"The volume '{device.DeviceName}' cannot be added: {reason}.", "Give a free device name such as /dev/sdf, and a size in GiB or ephemeral0 to ephemeral23."));
                continue;
            }

            _devices.Add(device.DeviceName, device);
            _changes.Add(new DeviceChange(DeviceChangeKind.Add, device));
        }

        if (_changes.Any(change => change is { Kind: DeviceChangeKind.Add, Device.VirtualName: not null }))
        {
            _warnings.Add("Data on instance store does not survive a stop, and no backup has it: instances of this image get such devices empty, where their type has them.");
        }
    }

    private static string? EbsProblem(AmiBlockDevice device) =>
        device.SnapshotId is not null || device.KmsKeyId is not null ? "volumes of backups are added empty, without a snapshot or a key"
        : DeviceRules.EbsProblem(device) ?? (device.SizeGiB is null ? "it needs a size" : null);

    private string Names() => _volumes.Count == 0 ? "none" : string.Join(", ", _volumes.Select(volume => $"{volume.Device.DeviceName} ({volume.VolumeId})"));

    private AmiException Invalid(string message, string remedy) => new(AmiErrorCodes.InvalidBlockDevice, AmiErrorKind.InvalidInput, message) { ResourceId = _instanceId, Remedy = remedy };
}
