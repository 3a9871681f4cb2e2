using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>Where the new volumes go: a zone, or an instance with its devices.</summary>
internal sealed class RestoreTarget
{
    private readonly RegionSession _region;
    private readonly VolumeRestoreOptions _options;
    private readonly List<string> _taken = [];
    private Volume? _old;
    private Volume? _forerunner;
    private bool _isUnfinished;
    private int? _room;

    private RestoreTarget(RegionSession region, VolumeRestoreOptions options, string zone, Instance? instance)
    {
        _region = region;
        _options = options;
        Zone = zone;
        Instance = instance;
    }

    /// <summary>The zone.</summary>
    public string Zone { get; }

    /// <summary>The instance; null where the volumes are attached to none.</summary>
    public Instance? Instance { get; }

    /// <summary>Reads it. What speaks against it goes to the problems.</summary>
    /// <returns>Null where nothing can be planned without it.</returns>
    public static async Task<RestoreTarget?> ReadAsync(RegionSession region, VolumeRestoreOptions options, ResourceReference snapshot, List<AmiException> problems, CancellationToken cancellationToken)
    {
        if (options.InstanceId is not { } given) return await ZoneAsync(region, options, problems, cancellationToken).ConfigureAwait(false);
        if (!given.IsWellFormed("i")) return null;
        if ((await new InstanceReader(region).ByIdAsync([given.Id], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(given.Id) is not { } instance)
        {
            problems.Add(ResourceIds.InstanceNotFound(given, [region.Name]));
            return null;
        }

        if (VolumeRestoreRules.Refuse(instance, given, region.Name, options) is { } refused)
        {
            problems.Add(refused);
            // The instance is known all the same, so that what is wrong with its devices is said as well.
            if (instance.StateName() is "terminated" or "shutting-down") return null;
        }

        RestoreTarget target = new(region, options, instance.Placement?.AvailabilityZone ?? options.AvailabilityZone ?? "", instance);
        target._taken.AddRange((instance.BlockDeviceMappings ?? []).Select(mapping => mapping.DeviceName).OfType<string>());
        if (instance.RootDeviceName is { } root) target._taken.Add(root);
        if (options.Replace is { } device && !await target.ReadOldAsync(device, given, snapshot, problems, cancellationToken).ConfigureAwait(false)) return null;
        target._room = await target.RoomAsync(cancellationToken).ConfigureAwait(false);
        return target;
    }

    /// <summary>The place of one volume; null where it has none, which the problems say.</summary>
    /// <param name="given">The snapshot, as the user gave it.</param>
    /// <param name="snapshotId">The snapshot.</param>
    /// <param name="there">Where the volume that an earlier run has made is at the instance; null where it is not.</param>
    /// <param name="problems">What speaks against it.</param>
    public RestorePlace? Place(ResourceReference given, string snapshotId, VolumeAttachment? there, List<AmiException> problems)
    {
        if (Instance is null) return new RestorePlace(null, null, false, false, null);
        if (there is not null)
        {
            // The volume that it took the place of tells how that one was to end.
            bool delete = _options.DeleteOnTermination ?? _forerunner?.FormerPlace()?.DeleteOnTermination ?? there.DeleteOnTermination ?? false;
            return new RestorePlace(there.Device, null, false, delete, _forerunner?.VolumeId);
        }

        if (_options.Replace is { } replaced)
        {
            bool delete = _options.DeleteOnTermination ?? (_isUnfinished ? _old!.FormerPlace()?.DeleteOnTermination : _old?.At(Instance.InstanceId!)?.DeleteOnTermination) ?? false;
            return _old is null ? null : new RestorePlace(_isUnfinished ? _old.FormerPlace()!.Device : _old.At(Instance.InstanceId!)?.Device ?? replaced, _old, _isUnfinished, delete, null);
        }

        if (_options.Device is { } wanted && VolumeRestoreRules.RefuseDevice(Instance, _options.InstanceId!, _region.Name, wanted, snapshotId) is { } refused)
        {
            problems.Add(refused);
            return null;
        }

        if (_room is { } room && --_room < 0)
        {
            problems.Add(VolumeRestoreRules.Of(given, _region.Name, AmiErrorCodes.QuotaExceeded, AmiErrorKind.LimitExceeded, $"{Instance.Title()} has no room for another volume: an instance of the type {Instance.InstanceType?.Value} takes {room + Used} at the most, network interfaces included where they share.", "Detach a volume, or take an instance type with more attachments."));
            return null;
        }

        string? device = _options.Device ?? DeviceNames.Next(_taken, Instance.Platform?.Value is "windows" or "Windows");
        if (device is null)
        {
            problems.Add(VolumeRestoreRules.Of(given, _region.Name, AmiErrorCodes.DeviceInUse, AmiErrorKind.InUse, $"{Instance.Title()} has no free device name left.", "Detach a volume, or name a device with -Device."));
            return null;
        }

        _taken.Add(device);
        return new RestorePlace(device, null, false, _options.DeleteOnTermination ?? false, null);
    }

    private int Used => Instance!.Volumes().Count();

    private static async Task<RestoreTarget?> ZoneAsync(RegionSession region, VolumeRestoreOptions options, List<AmiException> problems, CancellationToken cancellationToken)
    {
        if (options.AvailabilityZone is not { } zone) return null;
        DescribeAvailabilityZonesResponse response = await region.CallAsync("DescribeAvailabilityZones", zone, ec2 => ec2.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest(), cancellationToken)).ConfigureAwait(false);
        string[] zones = [.. (response.AvailabilityZones ?? []).Where(known => known.State?.Value is null or "available").Select(known => known.ZoneName).OfType<string>().Order(StringComparer.Ordinal)];
        if (zones.Contains(zone)) return new RestoreTarget(region, options, zone, null);
        problems.Add(new AmiException(AmiErrorCodes.ZoneNotFound, AmiErrorKind.NotFound, $"There is no zone '{zone}' in {region.Name}; there are {string.Join(", ", zones)}.") { ResourceId = zone, Region = region.Name, Remedy = "Give -AvailabilityZone one of them, in the region of the snapshot." });
        return null;
    }

    /// <summary>The volume that is at the device, or that an earlier run took from it and put nothing in its place.</summary>
    private async Task<bool> ReadOldAsync(string device, ResourceReference given, ResourceReference snapshot, List<AmiException> problems, CancellationToken cancellationToken)
    {
        if (Instance!.RootDeviceName is { } root && DeviceNames.AreSame(root, device))
        {
            problems.Add(VolumeRestoreRules.Root(Instance, given, _region.Name, device, snapshot.Id));
            return false;
        }

        List<Volume> tagged = await _region.VolumesByTagAsync(AmiToolsTags.DetachedFrom, [$"{Instance.InstanceId} *"], cancellationToken).ConfigureAwait(false);
        Volume[] former = [.. tagged.Where(volume => !volume.IsAttached() && volume.FormerPlace()?.Is(Instance.InstanceId!, device) == true)];
        (string Device, string VolumeId, bool? DeleteOnTermination) present = Instance.Volumes().FirstOrDefault(volume => DeviceNames.AreSame(volume.Device, device));
        if (present.VolumeId is { } id)
        {
            _old = await _region.VolumeAsync(id, cancellationToken).ConfigureAwait(false);
            if (_old is null)
            {
                problems.Add(VolumeRestoreRules.Of(given, _region.Name, AmiErrorCodes.VolumeNotFound, AmiErrorKind.NotFound, $"The volume {id} at {present.Device} of {Instance.Title()} cannot be seen.", "Try again in a moment."));
                return false;
            }

            if (VolumeRestoreRules.RefuseReplaced(_old, Instance, given, _region.Name) is { } refused)
            {
                problems.Add(refused);
                return false;
            }

            // What is there may be a new volume already.
            _forerunner = former.FirstOrDefault(volume => volume.Tag(AmiToolsTags.ReplacedBy) == id);
            return true;
        }

        _old = await UnfinishedAsync(former, cancellationToken).ConfigureAwait(false);
        _isUnfinished = _old is not null;
        if (_isUnfinished) return true;
        string has = string.Join(", ", Instance.Volumes().Select(volume => $"{volume.Device} ({volume.VolumeId})"));
        problems.Add(VolumeRestoreRules.Of(given, _region.Name, AmiErrorCodes.DeviceNotFound, AmiErrorKind.NotFound, $"{Instance.Title()} has no volume at {device} that could be replaced; it has {(has.Length == 0 ? "none" : has)}.", $"Name one of its devices, or attach the new volume there with -Device {device}."));
        return false;
    }

    /// <summary>Of the volumes that were at the device once, the one whose successor never got there. One whose successor did is history.</summary>
    private async Task<Volume?> UnfinishedAsync(Volume[] former, CancellationToken cancellationToken)
    {
        if (former.Length == 0) return null;
        Dictionary<string, Volume> successors = await _region.VolumesAsync(former.Select(volume => volume.Tag(AmiToolsTags.ReplacedBy)).OfType<string>(), cancellationToken).ConfigureAwait(false);
        return former.FirstOrDefault(volume => successors.GetValueOrDefault(volume.Tag(AmiToolsTags.ReplacedBy) ?? "") is { } successor && !successor.IsAttached() && successor.Tag(AmiToolsTags.AttachedTo) is null);
    }

    /// <summary>How many more volumes the instance takes; null where AWS does not tell.</summary>
    private async Task<int?> RoomAsync(CancellationToken cancellationToken)
    {
        if (Instance!.InstanceType is not { } type || _options.Replace is not null) return null;
        Dictionary<string, InstanceTypeInfo> types = await _region.TypesAsync([Instance], cancellationToken).ConfigureAwait(false);
        return types.GetValueOrDefault(type.Value)?.EbsInfo?.MaximumEbsAttachments is { } most ? most - Used : null;
    }
}

/// <summary>The place of one new volume.</summary>
/// <param name="Device">The device; null where it is attached to no instance.</param>
/// <param name="Old">The volume whose place it takes; null where there is none.</param>
/// <param name="IsUnfinished">Whether an earlier run took the old one off already.</param>
/// <param name="DeleteOnTermination">Whether it goes with the instance.</param>
/// <param name="FormerVolumeId">The volume whose place it has taken in an earlier run; null where there is none.</param>
internal sealed record RestorePlace(string? Device, Volume? Old, bool IsUnfinished, bool DeleteOnTermination, string? FormerVolumeId);
