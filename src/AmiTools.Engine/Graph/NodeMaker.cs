using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Pricing;

namespace AmiTools.Engine.Graph;

/// <summary>Makes a node of what AWS said of a resource.</summary>
/// <param name="estate">What was read.</param>
/// <param name="readAt">When.</param>
internal sealed class NodeMaker(Estate estate, DateTimeOffset readAt)
{
    private readonly Dictionary<string, ILookup<string, LaunchTemplateVersion>> _templates = estate.Regions.ToDictionary(region => region.Name, region => region.Templates.Items.ToLookup(version => version.LaunchTemplateId ?? ""), StringComparer.Ordinal);

    /// <summary>The node of a resource.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="region">Its region; empty where it is not known.</param>
    /// <param name="presence">Whether it is there.</param>
    /// <param name="findings">What its edges say of it.</param>
    public GraphNode Make(string id, string kind, string region, GraphPresence presence, NodeFindings findings)
    {
        RegionEstate? at = estate.In(region);
        return kind switch
        {
            GraphNodeKinds.Image when at?.Images.Find(id) is { } image => Of(image, region, findings),
            GraphNodeKinds.Image when at?.BinnedImages.Find(id) is { } image => Of(image, region, findings),
            GraphNodeKinds.Snapshot when at?.Snapshots.Find(id) is { } snapshot => Of(snapshot, region, findings),
            GraphNodeKinds.Snapshot when at?.BinnedSnapshots.Find(id) is { } snapshot => Of(snapshot, region, findings),
            GraphNodeKinds.Volume when at?.Volumes.Find(id) is { } volume => Of(volume, region, findings),
            GraphNodeKinds.Volume when at?.BinnedVolumes.Find(id) is { } volume => Of(volume, region, findings),
            GraphNodeKinds.Instance when at?.Instances.Find(id) is { } instance => Of(instance, region, findings),
            GraphNodeKinds.LaunchTemplate when at is not null => Of(id, [.. _templates[region][id]], region, findings),
            _ => NotRead(id, kind, region, presence, findings),
        };
    }

    private GraphNode Of(Image image, string region, NodeFindings findings)
    {
        Ami ami = image.ToAmi(region, readAt);
        return new GraphNode
        {
            Region = region,
            AccountId = ami.AccountId,
            Kind = GraphNodeKinds.Image,
            Id = ami.ImageId,
            Name = ami.Name,
            State = ami.State,
            StateReason = ami.StateReason,
            SizeGiB = ami.BlockDevices.Any(device => device.SizeGiB is not null) ? ami.SizeGiB : null,
            CreationDate = ami.CreationDate,
            OwnerAlias = ami.OwnerAlias,
            Encrypted = ami.Encrypted,
            DeprecationTime = ami.DeprecationTime,
            IsDeprecated = ami.IsDeprecated,
            IsDisabled = ami.State == "disabled",
            IsFailed = image.IsDead(),
            DevicesWithoutSnapshot = [.. RootInInstanceStore(image.RootDeviceType, image.RootDeviceName), .. ami.BlockDevices.Where(device => device.SnapshotId is null)],
            Tags = ami.Tags,
            Problems = findings.Problems,
        };
    }

    private GraphNode Of(ImageRecycleBinInfo image, string region, NodeFindings findings) => new()
    {
        Region = region,
        AccountId = estate.AccountId,
        Kind = GraphNodeKinds.Image,
        Id = image.ImageId!,
        Name = image.Name ?? "",
        Presence = GraphPresence.InRecycleBin,
        RecycleBinExitTime = image.RecycleBinExitTime,
        Problems = findings.Problems,
    };

    private static GraphNode Of(Snapshot snapshot, string region, NodeFindings findings)
    {
        Dictionary<string, string> tags = snapshot.Tags.ToDictionary();
        string? tier = snapshot.StorageTier?.Value is { Length: > 0 } known ? known : null;
        return new GraphNode
        {
            Region = region,
            AccountId = snapshot.OwnerId ?? "",
            Kind = GraphNodeKinds.Snapshot,
            Id = snapshot.SnapshotId!,
            Name = tags.GetValueOrDefault("Name", ""),
            State = snapshot.State?.Value ?? "",
            StateReason = string.IsNullOrEmpty(snapshot.StateMessage) ? null : snapshot.StateMessage,
            SizeGiB = snapshot.VolumeSize,
            CreationDate = snapshot.StartTime,
            OwnerAlias = string.IsNullOrEmpty(snapshot.OwnerAlias) ? null : snapshot.OwnerAlias,
            Encrypted = snapshot.Encrypted,
            StorageTier = tier,
            IsFailed = snapshot.State?.Value == "error",
            SharedBy = findings.SharedBy,
            IsOrphan = findings.IsOrphan,
            EstimatedMonthlyCost = findings.IsBilledHere ? StoragePrices.OfSnapshot(snapshot.FullSnapshotSizeInBytes, snapshot.VolumeSize, tier) : null,
            Tags = tags,
            Problems = findings.Problems,
        };
    }

    private GraphNode Of(SnapshotRecycleBinInfo snapshot, string region, NodeFindings findings) => new()
    {
        Region = region,
        AccountId = estate.AccountId,
        Kind = GraphNodeKinds.Snapshot,
        Id = snapshot.SnapshotId!,
        Presence = GraphPresence.InRecycleBin,
        RecycleBinExitTime = snapshot.RecycleBinExitTime,
        SharedBy = findings.SharedBy,
        Problems = findings.Problems,
    };

    private GraphNode Of(Volume volume, string region, NodeFindings findings)
    {
        Dictionary<string, string> tags = volume.Tags.ToDictionary();
        return new GraphNode
        {
            Region = region,
            AccountId = estate.AccountId,
            Kind = GraphNodeKinds.Volume,
            Id = volume.VolumeId!,
            Name = tags.GetValueOrDefault("Name", ""),
            State = volume.State?.Value ?? "",
            SizeGiB = volume.Size,
            CreationDate = volume.CreateTime,
            Encrypted = volume.Encrypted,
            IsFailed = volume.State?.Value == "error",
            EstimatedMonthlyCost = StoragePrices.OfVolume(volume.Size, volume.VolumeType?.Value),
            Tags = tags,
            Problems = findings.Problems,
        };
    }

    private GraphNode Of(VolumeRecycleBinInfo volume, string region, NodeFindings findings) => new()
    {
        Region = region,
        AccountId = estate.AccountId,
        Kind = GraphNodeKinds.Volume,
        Id = volume.VolumeId!,
        Presence = GraphPresence.InRecycleBin,
        SizeGiB = volume.Size,
        CreationDate = volume.CreateTime,
        RecycleBinExitTime = volume.RecycleBinExitTime,
        EstimatedMonthlyCost = StoragePrices.OfVolume(volume.Size, volume.VolumeType?.Value),
        Problems = findings.Problems,
    };

    private GraphNode Of(Instance instance, string region, NodeFindings findings)
    {
        Dictionary<string, string> tags = instance.Tags.ToDictionary();
        return new GraphNode
        {
            Region = region,
            AccountId = estate.AccountId,
            Kind = GraphNodeKinds.Instance,
            Id = instance.InstanceId!,
            Name = tags.GetValueOrDefault("Name", ""),
            State = instance.State?.Name?.Value ?? "",
            StateReason = string.IsNullOrEmpty(instance.StateReason?.Message) ? null : instance.StateReason.Message,
            CreationDate = instance.LaunchTime,
            DevicesWithoutSnapshot = [.. RootInInstanceStore(instance.RootDeviceType, instance.RootDeviceName)],
            Tags = tags,
            Problems = findings.Problems,
        };
    }

    private GraphNode Of(string id, IReadOnlyList<LaunchTemplateVersion> versions, string region, NodeFindings findings) => new()
    {
        Region = region,
        AccountId = estate.AccountId,
        Kind = GraphNodeKinds.LaunchTemplate,
        Id = id,
        Name = versions.Select(version => version.LaunchTemplateName).FirstOrDefault(name => name is not null) ?? "",
        CreationDate = versions.Max(version => version.CreateTime),
        Problems = findings.Problems,
    };

    // No mapping names the root device of a machine that has no EBS root.
    private static IEnumerable<AmiBlockDevice> RootInInstanceStore(DeviceType? type, string? device) =>
        type?.Value == "instance-store" ? [new AmiBlockDevice { DeviceName = string.IsNullOrEmpty(device) ? "root" : device, VirtualName = "instance-store" }] : [];

    private GraphNode NotRead(string id, string kind, string region, GraphPresence presence, NodeFindings findings)
    {
        Ancestor? known = kind == GraphNodeKinds.Image ? estate.Ancestry.Find(step => step.ImageId == id) : null;
        return new GraphNode
        {
            Region = region,
            AccountId = "",
            Kind = kind,
            Id = id,
            Presence = presence,
            CreationDate = known?.CreationDate,
            OwnerAlias = known?.OwnerAlias,
            SharedBy = findings.SharedBy,
            Problems = findings.Problems,
        };
    }
}
