using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Graph;

/// <summary>Everything that was read for a graph, as AWS said it.</summary>
internal sealed class Estate(IEnumerable<string> regions)
{
    private readonly Dictionary<string, RegionEstate> _regions = regions.ToDictionary(region => region, region => new RegionEstate(region), StringComparer.Ordinal);
    private string _accountId = "";

    /// <summary>The regions that may be asked.</summary>
    public IReadOnlyCollection<RegionEstate> Regions => _regions.Values;

    /// <summary>The caller's account, as far as an answer has named it; else empty.</summary>
    public string AccountId => _accountId;

    /// <summary>What AWS says of where images came from, beyond what their own fields tell.</summary>
    public List<Ancestor> Ancestry { get; } = [];

    /// <summary>One region; null for one that was not asked.</summary>
    public RegionEstate? In(string region) => _regions.GetValueOrDefault(region);

    /// <summary>Takes note of the owner of resources that were listed as the caller's own.</summary>
    public void OwnedBy(string? accountId)
    {
        if (!string.IsNullOrEmpty(accountId)) Interlocked.CompareExchange(ref _accountId, accountId, "");
    }
}

/// <summary>One region of an estate.</summary>
internal sealed class RegionEstate(string name)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>The caller's images, disabled and deprecated ones included, and images of others that were asked for.</summary>
    public Shelf<Image> Images { get; } = new(name, GraphNodeKinds.Image, image => image.ImageId);

    /// <summary>The caller's snapshots, and snapshots of others that were asked for.</summary>
    public Shelf<Snapshot> Snapshots { get; } = new(name, GraphNodeKinds.Snapshot, snapshot => snapshot.SnapshotId);

    /// <summary>The volumes.</summary>
    public Shelf<Volume> Volumes { get; } = new(name, GraphNodeKinds.Volume, volume => volume.VolumeId);

    /// <summary>The instances, terminated ones included while AWS shows them.</summary>
    public Shelf<Instance> Instances { get; } = new(name, GraphNodeKinds.Instance, instance => instance.InstanceId);

    /// <summary>The launch templates: of each the latest and the default version.</summary>
    public Shelf<LaunchTemplateVersion> Templates { get; } = new(name, GraphNodeKinds.LaunchTemplate, version => $"{version.LaunchTemplateId}:{version.VersionNumber}");

    /// <summary>The images in the Recycle Bin.</summary>
    public Shelf<ImageRecycleBinInfo> BinnedImages { get; } = new(name, GraphGapKinds.RecycleBinImage, image => image.ImageId);

    /// <summary>The snapshots in the Recycle Bin.</summary>
    public Shelf<SnapshotRecycleBinInfo> BinnedSnapshots { get; } = new(name, GraphGapKinds.RecycleBinSnapshot, snapshot => snapshot.SnapshotId);

    /// <summary>The volumes in the Recycle Bin.</summary>
    public Shelf<VolumeRecycleBinInfo> BinnedVolumes { get; } = new(name, GraphGapKinds.RecycleBinVolume, volume => volume.VolumeId);

    /// <summary>Why the parameters that launch templates name in place of images were not resolved; null where AWS did not refuse it.</summary>
    public AmiException? AliasFailure { get; set; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Shelf> Shelves => [Images, Snapshots, Volumes, Instances, Templates, BinnedImages, BinnedSnapshots, BinnedVolumes];

    /// <summary>The shelf of a kind.</summary>
    public Shelf Of(string kind) => Shelves.Single(shelf => shelf.Kind == kind);

    /// <summary>When a resource was made (an instance: last started); null where that was not read.</summary>
    public DateTime? MadeAt(string kind, string id) => kind switch
    {
        GraphNodeKinds.Image => Images.Find(id)?.CreatedAt(),
        GraphNodeKinds.Snapshot => Snapshots.Find(id)?.StartTime,
        GraphNodeKinds.Volume => Volumes.Find(id)?.CreateTime,
        GraphNodeKinds.Instance => Instances.Find(id)?.LaunchTime,
        _ => null,
    };

    /// <summary>The shelf that holds what was deleted of a kind; null for kinds that the bin does not take.</summary>
    public Shelf? BinOf(string kind) => kind switch
    {
        GraphNodeKinds.Image => BinnedImages,
        GraphNodeKinds.Snapshot => BinnedSnapshots,
        GraphNodeKinds.Volume => BinnedVolumes,
        _ => null,
    };
}

/// <summary>One step of an image's ancestry.</summary>
/// <param name="Region">The region of the image.</param>
/// <param name="ImageId">The image.</param>
/// <param name="ParentRegion">The region of the image that it came from.</param>
/// <param name="ParentId">The image that it came from.</param>
/// <param name="CreationDate">When the image was made.</param>
/// <param name="OwnerAlias">The alias of its owner.</param>
internal sealed record Ancestor(string Region, string ImageId, string? ParentRegion, string? ParentId, DateTime? CreationDate, string? OwnerAlias);
