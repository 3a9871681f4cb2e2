using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;

namespace AmiTools.Engine.Registration;

/// <summary>The devices of an image to be registered: the root of its snapshot, and what was asked for besides.</summary>
internal sealed class RegistrationDevices
{
    // Root and data volumes of one image (EC2 user guide).
    private const int MostVolumes = 128;

    private static readonly string[] s_notBootable = ["st1", "sc1"];

    private readonly List<AmiBlockDevice> _devices = [];
    private readonly List<string> _problems = [];

    private RegistrationDevices()
    {
    }

    /// <summary>The devices, the root first.</summary>
    public IReadOnlyList<AmiBlockDevice> Devices => _devices;

    /// <summary>What cannot be done, as parts of a sentence.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Puts the devices together. Nothing is called.</summary>
    /// <param name="root">The root's snapshot.</param>
    /// <param name="rootDevice">The root's device.</param>
    /// <param name="like">The root of an image that boots from the snapshot: its volume's type and performance are kept.</param>
    /// <param name="size">The root's size in GiB, where one was given.</param>
    /// <param name="asked">The devices that were asked for.</param>
    /// <param name="snapshots">The snapshots that can be used, by id.</param>
    public static RegistrationDevices Make(Snapshot root, string rootDevice, AmiBlockDevice? like, int? size, IReadOnlyList<AmiBlockDevice> asked, IReadOnlyDictionary<string, Snapshot> snapshots)
    {
        RegistrationDevices made = new();
        AmiBlockDevice[] roots = [.. asked.Where(device => device.DeviceName == rootDevice)];
        made.AddRoot(root, rootDevice, like, size, roots.FirstOrDefault());
        foreach (AmiBlockDevice device in asked.Except(roots.Take(1))) made.Add(device, snapshots);
        if (made._devices.Count(device => device.VirtualName is null) > MostVolumes) made._problems.Add($"an image has {MostVolumes} volumes at the most");
        return made;
    }

    /// <summary>The devices of an image that boots from no snapshot: instance store, and volumes of snapshots or empty ones.</summary>
    public static RegistrationDevices Make(IReadOnlyList<AmiBlockDevice> asked, IReadOnlyDictionary<string, Snapshot> snapshots)
    {
        RegistrationDevices made = new();
        foreach (AmiBlockDevice device in asked) made.Add(device, snapshots);
        return made;
    }

    private void AddRoot(Snapshot snapshot, string name, AmiBlockDevice? like, int? size, AmiBlockDevice? asked)
    {
        if (asked?.SnapshotId is { } other && other != snapshot.SnapshotId) _problems.Add($"{name} is the root device and made of {snapshot.SnapshotId}, not of {other}");
        if (asked?.VirtualName is not null) _problems.Add($"{name} is the root device and cannot be instance store");
        if (size is not null && asked?.SizeGiB is { } twice && twice != size) _problems.Add($"{name} cannot have both {size} GiB (-Size) and {twice} GiB (-BlockDevice)");
        if (DeviceRules.NameProblem(name) is { } wrong) _problems.Add($"'{name}': {wrong}");
        string type = asked?.VolumeType ?? like?.VolumeType ?? DeviceRules.DefaultType;
        bool sameType = type == like?.VolumeType;
        AmiBlockDevice root = new()
        {
            DeviceName = name,
            SnapshotId = snapshot.SnapshotId,
            SizeGiB = size ?? asked?.SizeGiB ?? snapshot.VolumeSize,
            VolumeType = type,
            Iops = asked?.Iops ?? (sameType && VolumeLimits.Find(type)?.TakesIops == true ? like!.Iops : null),
            Throughput = asked?.Throughput ?? (sameType && VolumeLimits.Find(type)?.TakesThroughput == true ? like!.Throughput : null),
            Encrypted = snapshot.Encrypted,
            DeleteOnTermination = asked?.DeleteOnTermination ?? like?.DeleteOnTermination ?? true,
        };
        if (s_notBootable.Contains(type)) _problems.Add($"{name} is the root device, and no instance boots from a {type} volume");
        else if ((VolumeProblem(root, snapshot) ?? EncryptionProblem(asked, snapshot)) is { } problem) _problems.Add($"{name}: {problem}");
        _devices.Add(root);
    }

    private void Add(AmiBlockDevice device, IReadOnlyDictionary<string, Snapshot> snapshots)
    {
        Snapshot? snapshot = device.SnapshotId is null ? null : snapshots.GetValueOrDefault(device.SnapshotId);
        string? problem = _devices.Any(other => other.DeviceName == device.DeviceName) ? "it is asked for twice"
            : DeviceRules.NameProblem(device.DeviceName) is { } wrong ? wrong
            : device.VirtualName is not null ? DeviceRules.InstanceStoreProblem(device, _devices)
            : device.SnapshotId is null && device.SizeGiB is null ? "it needs a snapshot, or a size"
            : VolumeProblem(device, snapshot) ?? EncryptionProblem(device, snapshot);
        if (problem is not null)
        {
            _problems.Add($"{device.DeviceName}: {problem}");
            return;
        }

        _devices.Add(device.VirtualName is not null ? device : new AmiBlockDevice
        {
            DeviceName = device.DeviceName, SnapshotId = device.SnapshotId, SizeGiB = device.SizeGiB ?? snapshot?.VolumeSize, VolumeType = device.VolumeType ?? DeviceRules.DefaultType, Iops = device.Iops, Throughput = device.Throughput,
            Encrypted = snapshot?.Encrypted ?? device.Encrypted, DeleteOnTermination = device.DeleteOnTermination ?? true,
        });
    }

    private static string? VolumeProblem(AmiBlockDevice device, Snapshot? snapshot) =>
        device.SizeGiB is { } size && size < snapshot?.VolumeSize ? $"its snapshot {snapshot.SnapshotId} has {snapshot.VolumeSize} GiB, and the volume cannot have {size} GiB: AWS makes volumes bigger, never smaller"
        : DeviceRules.EbsProblem(device);

    private static string? EncryptionProblem(AmiBlockDevice? device, Snapshot? snapshot) =>
        device?.KmsKeyId is not null ? "an image names no key: a volume of a snapshot has the snapshot's, a new one the account's default"
        : snapshot is not null && device?.Encrypted is { } encrypted && encrypted != (snapshot.Encrypted ?? false) ? $"its snapshot {snapshot.SnapshotId} is {(encrypted ? "not " : "")}encrypted, and so its volumes are; a copy of the snapshot can be another way"
        : null;
}
