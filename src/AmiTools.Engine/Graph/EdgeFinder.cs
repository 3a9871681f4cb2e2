using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Graph;

/// <summary>Finds how what was read hangs together.</summary>
/// <param name="estate">What was read.</param>
/// <param name="roots">The ids that the graph is drawn from: only for these are the snapshots of other accounts' images shown, which nobody but their owners can read.</param>
internal sealed class EdgeFinder(Estate estate, IReadOnlySet<string> roots)
{
    private readonly EdgeList _edges = new();

    /// <summary>The edges, and everything that they name.</summary>
    public EdgeList Find()
    {
        foreach (RegionEstate region in estate.Regions) NameAll(region);
        foreach (RegionEstate region in estate.Regions)
        {
            foreach (Instance instance in region.Instances.Items) Of(instance, region);
            foreach (Volume volume in region.Volumes.Items) Of(volume, region);
            foreach (VolumeRecycleBinInfo volume in region.BinnedVolumes.Items) Of(volume, region);
            new TemplateEdges(_edges, region).Find();
        }

        foreach (RegionEstate region in estate.Regions)
        {
            HashSet<string> mapped = [.. region.Images.Items.SelectMany(image => image.SnapshotIds())];
            foreach (Image image in region.Images.Items) Of(image, region);
            foreach (Snapshot snapshot in region.Snapshots.Items)
            {
                // What a snapshot of another account was made of lies in that account too.
                if (snapshot.OwnerId == estate.AccountId) Of(snapshot.SnapshotId!, snapshot.VolumeId, snapshot.Description, region, mapped);
            }

            foreach (SnapshotRecycleBinInfo snapshot in region.BinnedSnapshots.Items) Of(snapshot.SnapshotId!, snapshot.VolumeId, snapshot.Description, region, mapped);
        }

        OfOtherOwners();
        OfCopiedSnapshots();
        OfAncestry();
        return _edges;
    }

    private void NameAll(RegionEstate region)
    {
        foreach (Image image in region.Images.Items) _edges.Name(GraphNodeKinds.Image, image.ImageId!, region.Name);
        foreach (Snapshot snapshot in region.Snapshots.Items) _edges.Name(GraphNodeKinds.Snapshot, snapshot.SnapshotId!, region.Name);
        foreach (Volume volume in region.Volumes.Items) _edges.Name(GraphNodeKinds.Volume, volume.VolumeId!, region.Name);
        foreach (Instance instance in region.Instances.Items) _edges.Name(GraphNodeKinds.Instance, instance.InstanceId!, region.Name);
    }

    private void Of(Instance instance, RegionEstate region)
    {
        if (!string.IsNullOrEmpty(instance.ImageId))
        {
            _edges.Name(GraphNodeKinds.Image, instance.ImageId, region.Name);
            _edges.Add(GraphEdgeKind.LaunchedFrom, instance.InstanceId!, instance.ImageId, GraphCertainty.Field);
        }

        foreach (InstanceBlockDeviceMapping mapping in instance.BlockDeviceMappings ?? [])
        {
            if (string.IsNullOrEmpty(mapping.Ebs?.VolumeId)) continue;
            _edges.Name(GraphNodeKinds.Volume, mapping.Ebs.VolumeId, region.Name);
            _edges.Add(GraphEdgeKind.Backs, mapping.Ebs.VolumeId, instance.InstanceId!, GraphCertainty.Mapping, mapping.DeviceName);
        }
    }

    private void Of(Volume volume, RegionEstate region)
    {
        Sources(volume.VolumeId!, volume.SnapshotId, volume.SourceVolumeId, region);
        foreach (VolumeAttachment attachment in volume.Attachments ?? [])
        {
            // A volume that AWS itself holds (for a service of its own) has no instance.
            if (string.IsNullOrEmpty(attachment.InstanceId)) continue;
            _edges.Name(GraphNodeKinds.Instance, attachment.InstanceId, region.Name);
            _edges.Add(GraphEdgeKind.Backs, volume.VolumeId!, attachment.InstanceId, GraphCertainty.Mapping, attachment.Device);
        }
    }

    private void Of(VolumeRecycleBinInfo volume, RegionEstate region)
    {
        _edges.Name(GraphNodeKinds.Volume, volume.VolumeId!, region.Name);
        Sources(volume.VolumeId!, volume.SnapshotId, volume.SourceVolumeId, region);
    }

    private void Sources(string volume, string? snapshot, string? sourceVolume, RegionEstate region)
    {
        if (!string.IsNullOrEmpty(snapshot))
        {
            _edges.Name(GraphNodeKinds.Snapshot, snapshot, region.Name);
            _edges.Add(GraphEdgeKind.MadeFrom, volume, snapshot, GraphCertainty.Field);
        }

        if (!string.IsNullOrEmpty(sourceVolume))
        {
            _edges.Name(GraphNodeKinds.Volume, sourceVolume, region.Name);
            _edges.Add(GraphEdgeKind.CopiedFrom, volume, sourceVolume, GraphCertainty.Field);
        }
    }

    private void Of(Image image, RegionEstate region)
    {
        ImageOrigin origin = ImageOrigin.Of(image, region.Name);
        if (origin.InstanceId is { } instance)
        {
            _edges.Name(GraphNodeKinds.Instance, instance, region.Name);
            _edges.Add(GraphEdgeKind.MadeFrom, image.ImageId!, instance, origin.InstanceCertainty);
        }

        if (origin.ParentId is { } parent)
        {
            _edges.Name(GraphNodeKinds.Image, parent, origin.ParentRegion);
            _edges.Add(origin.ParentKind, image.ImageId!, parent, origin.ParentCertainty);
        }

        if (IsOwn(image) || roots.Contains(image.ImageId!)) MapSnapshots(image, region, _ => true);
    }

    private void MapSnapshots(Image image, RegionEstate region, Func<string, bool> which)
    {
        foreach (AmiBlockDevice device in image.Devices().Where(device => device.SnapshotId is not null && which(device.SnapshotId)))
        {
            _edges.Name(GraphNodeKinds.Snapshot, device.SnapshotId!, region.Name);
            _edges.Add(GraphEdgeKind.Backs, device.SnapshotId!, image.ImageId!, GraphCertainty.Mapping, device.DeviceName);
        }
    }

    private void Of(string snapshot, string? volume, string? description, RegionEstate region, HashSet<string> mapped)
    {
        _edges.Name(GraphNodeKinds.Snapshot, snapshot, region.Name);
        if (!SnapshotOrigin.IsDummy(volume))
        {
            _edges.Name(GraphNodeKinds.Volume, volume!, region.Name);
            _edges.Add(GraphEdgeKind.MadeFrom, snapshot, volume!, GraphCertainty.Field);
        }

        // Mappings are AWS's own knowledge, descriptions anybody's: these are read only where it is sure that no mapping names the snapshot (any more), or that none can be read.
        if (mapped.Contains(snapshot) || !MappingsAreKnown(snapshot, region)) return;
        SnapshotOrigin origin = SnapshotOrigin.Read(description, volume);
        if (origin.ImageId is not { } image) return;
        _edges.Name(GraphNodeKinds.Image, image, region.Name);
        _edges.Add(GraphEdgeKind.Backs, snapshot, image, GraphCertainty.Description);
        if (region.Images.Has(image)) return;
        if (origin.InstanceId is { } instance)
        {
            _edges.Name(GraphNodeKinds.Instance, instance, region.Name);
            _edges.Add(GraphEdgeKind.MadeFrom, image, instance, GraphCertainty.Description);
        }

        if (origin.ParentImageId is { } parent)
        {
            _edges.Name(GraphNodeKinds.Image, parent, null);
            _edges.Add(GraphEdgeKind.CopiedFrom, image, parent, GraphCertainty.Description);
        }
    }

    private static bool MappingsAreKnown(string snapshot, RegionEstate region) =>
        region.Images.Failure is not null || region.Images.Answers(new Question(region.Name, GraphNodeKinds.Image, GraphQuestions.BySnapshot, snapshot));

    // The snapshots of other accounts' images are in nobody else's lists. They are only named where one of the caller's volumes was made of one.
    private void OfOtherOwners()
    {
        foreach (RegionEstate region in estate.Regions)
        {
            foreach (Image image in region.Images.Items.Where(image => !IsOwn(image))) MapSnapshots(image, region, _edges.Places.ContainsKey);
        }
    }

    /// <summary>
    /// Which snapshot was copied from which. A copied image has the devices of its parent, so the two mappings say it, device by device. Only where the parent's mapping is gone is the description read.
    /// </summary>
    private void OfCopiedSnapshots()
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (RegionEstate region in estate.Regions)
        {
            foreach (Image image in region.Images.Items) known.UnionWith(PairWithParent(image, region));
        }

        foreach (RegionEstate region in estate.Regions)
        {
            Dictionary<string, ImageOrigin> byOwner = new(StringComparer.Ordinal);
            foreach (Image image in region.Images.Items)
            {
                foreach (string snapshot in image.SnapshotIds()) byOwner.TryAdd(snapshot, ImageOrigin.Of(image, region.Name));
            }

            foreach (Snapshot snapshot in region.Snapshots.Items.Where(snapshot => snapshot.OwnerId == estate.AccountId && !known.Contains(snapshot.SnapshotId!))) ReadCopy(snapshot.SnapshotId!, SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId), byOwner);
            foreach (SnapshotRecycleBinInfo snapshot in region.BinnedSnapshots.Items) ReadCopy(snapshot.SnapshotId!, SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId), byOwner);
        }
    }

    private IEnumerable<string> PairWithParent(Image image, RegionEstate region)
    {
        if (!IsOwn(image)) yield break;
        if (ImageOrigin.Of(image, region.Name).CopiedFrom is not ({ } parentRegion, { } parentId)) yield break;
        if (estate.In(parentRegion)?.Images.Find(parentId) is not { } parent || !IsOwn(parent)) yield break;
        Dictionary<string, string> parents = parent.Devices().Where(device => device.SnapshotId is not null).DistinctBy(device => device.DeviceName).ToDictionary(device => device.DeviceName, device => device.SnapshotId!, StringComparer.Ordinal);
        foreach (AmiBlockDevice device in image.Devices())
        {
            if (device.SnapshotId is null || !parents.TryGetValue(device.DeviceName, out string? source)) continue;
            _edges.Add(GraphEdgeKind.CopiedFrom, device.SnapshotId, source, GraphCertainty.Mapping, device.DeviceName);
            yield return device.SnapshotId;
        }
    }

    private void ReadCopy(string snapshot, SnapshotOrigin origin, Dictionary<string, ImageOrigin> byOwner)
    {
        if (origin.ParentSnapshotId is not { } parent) return;
        // AWS's wording names no region; the image that has the snapshot does.
        string? region = origin.ParentRegion ?? (byOwner.GetValueOrDefault(snapshot) is { } image && image.ParentId == origin.ParentImageId ? image.ParentRegion : null);
        _edges.Name(GraphNodeKinds.Snapshot, parent, region);
        _edges.Add(GraphEdgeKind.CopiedFrom, snapshot, parent, GraphCertainty.Description);
    }

    private void OfAncestry()
    {
        foreach (Ancestor step in estate.Ancestry)
        {
            _edges.Name(GraphNodeKinds.Image, step.ImageId, step.Region);
            if (step.ParentId is not { } parent) continue;
            _edges.Name(GraphNodeKinds.Image, parent, step.ParentRegion);
            if (_edges.Has(GraphEdgeKind.CopiedFrom, step.ImageId, parent) || _edges.Has(GraphEdgeKind.MadeFrom, step.ImageId, parent)) continue;
            // Ancestry does not say which of the two it was. An instance cannot be launched from an image of another region, so that one was copied.
            _edges.Add(step.ParentRegion == step.Region ? GraphEdgeKind.MadeFrom : GraphEdgeKind.CopiedFrom, step.ImageId, parent, GraphCertainty.Field);
        }
    }

    private bool IsOwn(Image image) => image.OwnerId == estate.AccountId;
}
