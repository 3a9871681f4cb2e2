using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests;

/// <summary>What there is in both regions at one moment.</summary>
internal sealed class Inventory
{
    private Inventory(World world)
    {
        DateTimeOffset now = world.Simulator.Now;
        foreach (SimRegion region in new[] { world.Region(Estate.Home), world.Region(Estate.Away) })
        {
            foreach (SimImage image in region.Images) Images[image.Id] = ImageFact.Of(image, region, now, inBin: false);
            foreach (SimImage image in region.BinnedImages) Images[image.Id] = ImageFact.Of(image, region, now, inBin: true);
            foreach (SimSnapshot snapshot in region.Snapshots) Snapshots[snapshot.Id] = SnapshotFact.Of(snapshot, region, inBin: false);
            foreach (SimSnapshot snapshot in region.BinnedSnapshots) Snapshots[snapshot.Id] = SnapshotFact.Of(snapshot, region, inBin: true);
            foreach (SimVolume volume in region.Volumes) Volumes[volume.Id] = new(volume.Id, region.Name, Tags(volume));
            foreach (SimInstance instance in region.Instances) Instances[instance.Id] = new(instance.Id, region.Name, instance.State, instance.ImageId, Tags(instance));
            foreach (SimLaunchTemplate template in region.LaunchTemplates) TemplateImages.UnionWith(template.Versions.Select(version => version.Data.ImageId).OfType<string>());
        }
    }

    public Dictionary<string, ImageFact> Images { get; } = [];

    public Dictionary<string, SnapshotFact> Snapshots { get; } = [];

    public Dictionary<string, VolumeFact> Volumes { get; } = [];

    public Dictionary<string, InstanceFact> Instances { get; } = [];

    public HashSet<string> TemplateImages { get; } = [];

    public static Inventory Of(World world) => world.See(_ => new Inventory(world));

    /// <summary>Images that something refers to: they must live.</summary>
    public IEnumerable<ImageFact> InUse() => Images.Values.Where(image => !image.InBin && (
        image.Protected || image.SharedWith.Count > 0 || TemplateImages.Contains(image.Id) || Instances.Values.Any(instance => instance.ImageId == image.Id && instance.State != "terminated")));

    internal static IReadOnlyDictionary<string, string> Tags(SimResource resource) => resource.Tags.ToDictionary(tag => tag.Key, tag => tag.Value);
}

internal sealed record ImageFact(
    string Id, string Region, string Name, string State, bool InBin, string? InstanceId, string? CopiedFrom, DateTimeOffset? Deprecation, bool Protected,
    IReadOnlyList<string> SharedWith, IReadOnlyList<string> SnapshotIds, IReadOnlyDictionary<string, string> Tags)
{
    public static ImageFact Of(SimImage image, SimRegion region, DateTimeOffset now, bool inBin) => new(
        image.Id, region.Name, image.Name, image.State, inBin, image.SourceInstanceId, image.SourceImageRegion is not null && image.SourceInstanceId is null ? image.SourceImageId : null, image.DeprecationTime,
        image.Protection.Refuses(now), [.. image.LaunchPermissions.Accounts.Order(StringComparer.Ordinal)], [.. image.SnapshotIds.Order(StringComparer.Ordinal)], Inventory.Tags(image));

    /// <summary>What an undo has to bring back, in one line.</summary>
    public string Face => $"{Id} {State}{(InBin ? " in the bin" : "")} deprecated {Deprecation:u} protected {Protected} shared {string.Join(",", SharedWith)} snapshots {string.Join(",", SnapshotIds)} tags {string.Join(",", Tags.Where(tag => !tag.Key.StartsWith("AmiTools:", StringComparison.Ordinal)).OrderBy(tag => tag.Key, StringComparer.Ordinal))}";
}

internal sealed record SnapshotFact(string Id, string Region, string VolumeId, string State, bool InBin, IReadOnlyList<string> SharedWith, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>What an undo has to bring back of an image's snapshot.</summary>
    public string Face => $"{Id}{(InBin ? " in the bin" : "")} shared {string.Join(",", SharedWith)}";

    public static SnapshotFact Of(SimSnapshot snapshot, SimRegion region, bool inBin) =>
        new(snapshot.Id, region.Name, snapshot.VolumeId, snapshot.State, inBin, [.. snapshot.CreateVolumePermissions.Accounts.Order(StringComparer.Ordinal)], Inventory.Tags(snapshot));
}

internal sealed record VolumeFact(string Id, string Region, IReadOnlyDictionary<string, string> Tags);

internal sealed record InstanceFact(string Id, string Region, string State, string ImageId, IReadOnlyDictionary<string, string> Tags);
