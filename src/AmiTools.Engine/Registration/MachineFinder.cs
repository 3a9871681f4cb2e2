using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Registration;

/// <summary>
/// Finds out what machine the systems on snapshots need: from the images that boot from them, from the images and instances that AWS's descriptions and this module's tags name, and from the instances
/// that have their volumes. Read in bulk, whatever the number of snapshots.
/// </summary>
internal sealed class MachineFinder
{
    private readonly RegionSession _region;
    private readonly IEngineEvents _events;
    private readonly Dictionary<string, Volume> _volumes;
    private readonly Dictionary<string, Instance> _instances;
    private readonly Dictionary<string, Image> _images;
    private readonly ILookup<string, Image> _booting;

    private MachineFinder(RegionSession region, IEngineEvents events, ILookup<string, Image> booting, Dictionary<string, Volume> volumes, Dictionary<string, Instance> instances, Dictionary<string, Image> images)
    {
        _region = region;
        _events = events;
        _booting = booting;
        _volumes = volumes;
        _instances = instances;
        _images = images;
    }

    /// <summary>Reads everything that may tell something of the snapshots. What cannot be read is told, and tells nothing.</summary>
    public static async Task<MachineFinder> ReadAsync(RegionSession region, IReadOnlyCollection<Snapshot> snapshots, IEngineEvents events, CancellationToken cancellationToken)
    {
        Dictionary<string, Volume> volumes = await TryAsync(events, "volumes", () => region.VolumesAsync(snapshots.Select(snapshot => snapshot.VolumeId).Where(id => !SnapshotOrigin.IsDummy(id)).OfType<string>(), cancellationToken)).ConfigureAwait(false);
        ILookup<string, Image> booting = await BootingAsync(region, [.. snapshots.Select(snapshot => snapshot.SnapshotId!), .. volumes.Values.Select(volume => volume.SnapshotId).OfType<string>().Where(id => id.Length > 0)], cancellationToken).ConfigureAwait(false);
        IEnumerable<string> named = snapshots.SelectMany(snapshot => InstancesOf(snapshot, volumes));
        Dictionary<string, Instance> instances = await TryAsync(events, "instances", () => new InstanceReader(region).ByIdAsync(named, cancellationToken)).ConfigureAwait(false);
        IEnumerable<string> imageIds = snapshots.SelectMany(snapshot => ImagesOf(snapshot, region.Name)).Concat(instances.Values.Select(instance => instance.ImageId).OfType<string>());
        Dictionary<string, Image> images = await region.Images.ByIdAsync(imageIds.Where(id => new ResourceReference(id).IsWellFormed("ami")), cancellationToken).ConfigureAwait(false);
        return new MachineFinder(region, events, booting, volumes, instances, images);
    }

    /// <summary>What the image says that a user named.</summary>
    public static async Task<FoundMachine> OfAsync(RegionSession region, Image image, IEngineEvents events, CancellationToken cancellationToken) =>
        new(Machines.Of(image, await UefiVariables.ReadAsync(region, image, events, cancellationToken).ConfigureAwait(false)), $"the image {image.ImageId}", image.PlatformDetails, image.UsageOperation, Image: null);

    /// <summary>What is known of the snapshot's machine, the surest first: who boots from it, who it was made for, whose volume it is of, what that volume was made from. Null where nothing is.</summary>
    public async Task<FoundMachine?> OfAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Newest(_booting[snapshot.SnapshotId!]) is { } booting) return await OfImageAsync(booting, cancellationToken).ConfigureAwait(false) with { Image = booting };
        if (Newest(ImagesOf(snapshot, _region.Name).Select(id => _images.GetValueOrDefault(id)).OfType<Image>()) is { } named) return await OfImageAsync(named, cancellationToken).ConfigureAwait(false) with { DataDevice = DataDevice(snapshot, named) };
        if (InstancesOf(snapshot, _volumes).Select(id => _instances.GetValueOrDefault(id)).OfType<Instance>().FirstOrDefault() is { } instance) return await OfInstanceAsync(instance, cancellationToken).ConfigureAwait(false) with { DataDevice = DataDevice(snapshot, instance) };
        if (_volumes.GetValueOrDefault(snapshot.VolumeId ?? "")?.SnapshotId is { } origin && Newest(_booting[origin]) is { } before) return await OfImageAsync(before, cancellationToken).ConfigureAwait(false);
        return await ElsewhereAsync(snapshot, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The instance that the snapshot's system ran on, as far as anything tells; null where nothing does.</summary>
    public static string? InstanceOf(Snapshot snapshot) => SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId).InstanceId ?? Tag(snapshot, AmiToolsTags.Instance);

    private static string? DataDevice(Snapshot snapshot, Image image) =>
        image.Devices().FirstOrDefault(device => device.SnapshotId == snapshot.SnapshotId && device.DeviceName != image.RootDeviceName)?.DeviceName;

    private string? DataDevice(Snapshot snapshot, Instance instance) => (_volumes.GetValueOrDefault(snapshot.VolumeId ?? "")?.Attachments ?? [])
        .FirstOrDefault(attachment => attachment.InstanceId == instance.InstanceId && attachment.Device != instance.RootDeviceName)?.Device;

    private Task<FoundMachine> OfImageAsync(Image image, CancellationToken cancellationToken) => OfAsync(_region, image, _events, cancellationToken);

    private async Task<FoundMachine> OfInstanceAsync(Instance instance, CancellationToken cancellationToken)
    {
        Image? launchedFrom = _images.GetValueOrDefault(instance.ImageId ?? "");
        string? uefi = launchedFrom is null ? null : await UefiVariables.ReadAsync(_region, launchedFrom, _events, cancellationToken).ConfigureAwait(false);
        return new FoundMachine(Machines.Of(instance, launchedFrom, uefi), $"the instance {instance.InstanceId}", instance.PlatformDetails, instance.UsageOperation, Image: null);
    }

    /// <summary>Of a copy, the image or snapshot that it was copied from may still be there in its own region.</summary>
    private async Task<FoundMachine?> ElsewhereAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        SnapshotOrigin origin = SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId);
        (string? region, string? parent) = Tag(snapshot, AmiToolsTags.Parent)?.Split('/') is [var place, var id] ? (place, id) : (null, null);
        try
        {
            if (region is not null && region != _region.Name && await _region.Session.In(region).Images.OneAsync(parent!, cancellationToken).ConfigureAwait(false) is { } image)
                return await OfAsync(_region.Session.In(region), image, _events, cancellationToken).ConfigureAwait(false) with { From = $"the image {image.ImageId} in {region}" };
            if (origin is { ParentSnapshotId: { } copied, ParentRegion: { } from } && Newest((await BootingAsync(_region.Session.In(from), [copied], cancellationToken).ConfigureAwait(false))[copied]) is { } booting)
                return await OfAsync(_region.Session.In(from), booting, _events, cancellationToken).ConfigureAwait(false) with { From = $"the image {booting.ImageId} in {from}" };
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            await _events.SayAsync($"What {snapshot.SnapshotId} was copied from cannot be looked at: {failure.Message}").ConfigureAwait(false);
        }

        return null;
    }

    // Where a snapshot is a data volume's, the image says nothing about it as a root.
    private static async Task<ILookup<string, Image>> BootingAsync(RegionSession region, IReadOnlyCollection<string> snapshotIds, CancellationToken cancellationToken)
    {
        List<Image> images = [];
        foreach (string[] batch in snapshotIds.Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Image image in region.Images.OwnAsync([Query.Filter("block-device-mapping.snapshot-id", batch)], cancellationToken).ConfigureAwait(false)) images.Add(image);
        }

        return images.DistinctBy(image => image.ImageId).Where(image => !image.IsDead() && image.RootSnapshotId() is not null).ToLookup(image => image.RootSnapshotId()!, StringComparer.Ordinal);
    }

    private static IEnumerable<string> ImagesOf(Snapshot snapshot, string region)
    {
        SnapshotOrigin origin = SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId);
        string? tagged = Tag(snapshot, AmiToolsTags.Parent)?.Split('/') is [var place, var id] && place == region ? id : null;
        return new[] { origin.ImageId, origin.ParentImageId, tagged }.OfType<string>();
    }

    private static IEnumerable<string> InstancesOf(Snapshot snapshot, Dictionary<string, Volume> volumes)
    {
        IEnumerable<string?> attached = (volumes.GetValueOrDefault(snapshot.VolumeId ?? "")?.Attachments ?? []).Select(attachment => attachment.InstanceId);
        return attached.Prepend(InstanceOf(snapshot)).OfType<string>().Where(id => new ResourceReference(id).IsWellFormed("i"));
    }

    private static Image? Newest(IEnumerable<Image> images) => images.MaxBy(image => image.CreatedAt() ?? DateTime.MinValue);

    private static string? Tag(Snapshot snapshot, string key) => snapshot.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;

    private static async Task<Dictionary<string, T>> TryAsync<T>(IEngineEvents events, string what, Func<Task<Dictionary<string, T>>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            await events.SayAsync($"The {what} that the snapshots come from cannot be read, and tell nothing about them: {failure.Message}").ConfigureAwait(false);
            return new Dictionary<string, T>(StringComparer.Ordinal);
        }
    }
}
