using System.Text;

namespace AmiTools.Simulator;

/// <summary>Puts an estate into a region as if it had been there for a while: no call, no waiting, no limits. Takes the simulator's lock.</summary>
public static class RegionSeeding
{
    /// <summary>Adds an instance with its volumes.</summary>
    public static SimInstance AddInstance(this SimRegion region, InstanceSeed seed)
    {
        lock (region.Simulator.Gate)
        {
            var image = seed.Image ?? region.Simulator.PublicImage(region.Place, seed.Architecture);
            var zone = seed.Zone ?? region.Place.Zones[0];
            var born = region.Simulator.Now - seed.Age;
            var subnet = region.DefaultSubnet(zone);
            var stopped = seed.State is "stopped" or "terminated";
            var number = ++subnet.AddressesGiven;
            var instance = new SimInstance
            {
                Id = region.Ids.New("i"),
                OwnerId = region.Account.Id,
                CreatedAt = born,
                LaunchTime = born,
                ReservationId = region.Ids.New("r"),
                ImageId = image.Id,
                InstanceType = seed.InstanceType,
                AvailabilityZone = zone,
                State = seed.State,
                Architecture = image.Architecture,
                Platform = image.Platform,
                PlatformDetails = image.PlatformDetails,
                UsageOperation = image.UsageOperation,
                RootDeviceName = image.RootDeviceName ?? "/dev/xvda",
                BootMode = image.BootMode,
                VpcId = subnet.VpcId,
                SubnetId = subnet.Id,
                KeyName = seed.KeyName,
                InstanceProfileArn = seed.Profile is null ? null : $"arn:{region.Place.Partition.Id}:iam::{region.Account.Id}:instance-profile/{seed.Profile}",
                UserData = seed.UserData is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(seed.UserData)),
                Lifecycle = seed.Lifecycle,
                DisableApiStop = seed.StopProtection,
                PrivateIpAddress = subnet.AddressOf(number),
                PublicIpAddress = stopped && !seed.ElasticIp ? null : region.NextPublicAddress(),
                HasElasticIp = seed.ElasticIp,
                StateTransitionReason = stopped ? $"User initiated ({born.UtcDateTime:yyyy-MM-dd HH:mm:ss} GMT)" : "",
            };
            instance.SecurityGroupIds.Add(region.DefaultSecurityGroup.Id);
            foreach (var (device, name) in seed.InstanceStore)
                instance.InstanceStore[device] = name;
            if (seed.Name is not null)
                instance.Tags["Name"] = seed.Name;
            instance.Tags.Set(seed.Tags);
            if (seed.KeyName is not null && !region.KeyPairs.Any(pair => pair.Name == seed.KeyName))
                region.KeyPairs.Add(new() { Id = region.Ids.New("key"), OwnerId = region.Account.Id, CreatedAt = born, Name = seed.KeyName });
            AddVolumes(region, instance, image, seed, born);
            region.Instances.Add(instance);
            if (seed.ElasticIp)
                region.Addresses.Add(new() { Id = region.Ids.New("eipalloc"), OwnerId = region.Account.Id, CreatedAt = born, PublicIp = instance.PublicIpAddress!, InstanceId = instance.Id });
            return instance;
        }
    }

    /// <summary>Adds a volume that no instance has.</summary>
    public static SimVolume AddVolume(this SimRegion region, VolumeSeed seed, string? zone = null, TimeSpan age = default)
    {
        lock (region.Simulator.Gate)
            return AddVolume(region, seed, zone ?? region.Place.Zones[0], region.Simulator.Now - age, snapshotId: null);
    }

    /// <summary>Adds an image and its snapshots.</summary>
    public static SimImage AddImage(this SimRegion region, ImageSeed seed)
    {
        lock (region.Simulator.Gate)
        {
            var born = region.Simulator.Now - seed.Age;
            var instance = seed.Instance;
            var windows = instance is null ? seed.Windows : instance.Platform == "windows";
            var image = new SimImage
            {
                Id = region.Ids.New("ami"),
                OwnerId = region.Account.Id,
                CreatedAt = born,
                Name = seed.Name,
                Description = seed.Description,
                State = seed.State,
                Architecture = instance?.Architecture ?? seed.Architecture,
                Platform = windows ? "windows" : null,
                PlatformDetails = windows ? "Windows" : "Linux/UNIX",
                UsageOperation = windows ? "RunInstances:0002" : "RunInstances",
                EnaSupport = true,
                BootMode = instance?.BootMode,
                ImageLocation = $"{region.Account.Id}/{seed.Name}",
                OwnerAlias = region.Account.Alias,
                SourceInstanceId = instance?.Id,
                SourceImageId = instance?.ImageId,
                SourceImageRegion = instance is null ? null : region.Name,
                DeprecationTime = seed.DeprecatedAfter is { } after ? WholeMinutes(born + after) : null,
                RootDeviceName = instance?.RootDeviceName ?? seed.Volumes[0].Device,
            };
            foreach (var account in seed.SharedWith)
                image.LaunchPermissions.Accounts.Add(account);
            image.LaunchPermissions.Public = seed.Public;
            image.Tags.Set(seed.Tags);
            AddDevices(region, image, seed, born);
            return region.Images.Add(image);
        }
    }

    /// <summary>Adds a snapshot that belongs to no image.</summary>
    public static SimSnapshot AddSnapshot(this SimRegion region, SnapshotSeed seed)
    {
        lock (region.Simulator.Gate)
        {
            var snapshot = NewSnapshot(region, seed.Volume?.Id ?? region.Ids.New("vol"), seed.SizeGiB, seed.Used, seed.Key, region.Simulator.Now - seed.Age);
            snapshot.Description = seed.Description ?? "";
            snapshot.State = seed.State;
            snapshot.Tags.Set(seed.Tags);
            if (seed.State != "completed")
            {
                snapshot.Progress = seed.State == "pending" ? 40 : 0;
                snapshot.CompletionTime = null;
                snapshot.FullSizeBytes = null;
            }
            return region.Snapshots.Add(snapshot);
        }
    }

    /// <summary>Adds an image that was copied here from another region (or account), with its snapshots.</summary>
    /// <param name="region">Where the copy is.</param>
    /// <param name="source">The image that was copied.</param>
    /// <param name="from">Where that one is.</param>
    /// <param name="age">How long ago it was copied.</param>
    /// <param name="key">The key that encrypts the copy; null: as the source is.</param>
    public static SimImage AddCopy(this SimRegion region, SimImage source, SimRegion from, TimeSpan age, SimKmsKey? key = null)
    {
        lock (region.Simulator.Gate)
        {
            var born = region.Simulator.Now - age;
            var copy = new SimImage
            {
                Id = region.Ids.New("ami"),
                OwnerId = region.Account.Id,
                CreatedAt = born,
                Name = source.Name,
                Description = $"[Copied {source.Id} from {from.Name}] {source.Description}".TrimEnd(),
                State = "available",
                Architecture = source.Architecture,
                Platform = source.Platform,
                PlatformDetails = source.PlatformDetails,
                UsageOperation = source.UsageOperation,
                EnaSupport = source.EnaSupport,
                BootMode = source.BootMode,
                RootDeviceName = source.RootDeviceName,
                ImageLocation = $"{region.Account.Id}/{source.Name}",
                SourceImageId = source.Id,
                SourceImageRegion = from.Name,
            };
            copy.Tags.Set(source.Tags);
            foreach (var device in source.BlockDevices)
            {
                var copied = device.Copy();
                if (device.SnapshotId is { } id)
                {
                    var used = (double)(from.Snapshots.Find(id)?.FullSizeBytes ?? 0) / Math.Max(1, GiB(device.SizeGiB ?? 1));
                    var encrypting = key ?? (device.Encrypted == true ? region.EbsKey : null);
                    var snapshot = NewSnapshot(region, SimSnapshot.NoVolume, device.SizeGiB ?? 1, used, encrypting, born);
                    snapshot.Description = CopyDescription(copy.Id, source.Id, id, born);
                    snapshot.SourceSnapshotId = id;
                    snapshot.SourceRegion = from.Name;
                    snapshot.TransferType = "standard";
                    snapshot.Tags.Set(source.Tags);
                    region.Snapshots.Add(snapshot);
                    copied.SnapshotId = snapshot.Id;
                    copied.Encrypted = snapshot.Encrypted;
                }
                copy.BlockDevices.Add(copied);
            }
            return region.Images.Add(copy);
        }
    }

    /// <summary>Adds a Recycle Bin rule that is in force.</summary>
    /// <param name="region">Where.</param>
    /// <param name="retains"><c>EBS_SNAPSHOT</c>, <c>EC2_IMAGE</c> or <c>EBS_VOLUME</c>.</param>
    /// <param name="days">How long it keeps what is deleted.</param>
    /// <param name="tag">A tag that the resource must have; null: a region-level rule.</param>
    public static SimRecycleBinRule AddRule(this SimRegion region, string retains, int days, KeyValuePair<string, string?>? tag = null)
    {
        lock (region.Simulator.Gate)
        {
            var id = region.Ids.NewText(11);
            var rule = new SimRecycleBinRule
            {
                Id = id,
                OwnerId = region.Account.Id,
                CreatedAt = region.Simulator.Now,
                Arn = region.Arn("rbin", $"rule/{id}"),
                Retains = retains,
                RetentionDays = days,
            };
            if (tag is { } wanted)
                rule.ResourceTags.Add(wanted);
            return region.RecycleBinRules.Add(rule);
        }
    }

    /// <summary>Adds a launch template of one version.</summary>
    /// <param name="region">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="imageId">The image that it launches.</param>
    /// <param name="instanceType">Such as <c>t3.medium</c>.</param>
    public static SimLaunchTemplate AddTemplate(this SimRegion region, string name, string imageId, string instanceType)
    {
        lock (region.Simulator.Gate)
        {
            var creator = $"arn:{region.Place.Partition.Id}:iam::{region.Account.Id}:user/admin";
            var template = new SimLaunchTemplate
            {
                Id = region.Ids.New("lt"),
                OwnerId = region.Account.Id,
                CreatedAt = region.Simulator.Now,
                Name = name,
                CreatedBy = creator,
                LatestVersion = 1,
            };
            template.Versions.Add(new()
            {
                Number = 1,
                CreatedAt = template.CreatedAt,
                CreatedBy = creator,
                Data = new() { ImageId = imageId, InstanceType = instanceType },
            });
            return region.LaunchTemplates.Add(template);
        }
    }

    /// <summary>What EC2 says of a snapshot that CopyImage made.</summary>
    internal static string CopyDescription(string copyId, string sourceId, string snapshotId, DateTimeOffset at) => FormattableString.Invariant(
        $"Copied for DestinationAmi {copyId} from SourceAmi {sourceId} for SourceSnapshot {snapshotId}. Task created on {at.ToUnixTimeMilliseconds():N0}.");

    private static void AddVolumes(SimRegion region, SimInstance instance, SimImage image, InstanceSeed seed, DateTimeOffset born)
    {
        var root = image.BlockDevices.FirstOrDefault(device => device.DeviceName == image.RootDeviceName);
        IReadOnlyList<VolumeSeed> seeds = seed.Volumes.Count > 0
            ? seed.Volumes
            : [new(instance.RootDeviceName, root?.SizeGiB ?? 8) { VolumeType = root?.VolumeType ?? "gp3", DeleteOnTermination = true }];
        foreach (var each in seeds)
        {
            var source = image.BlockDevices.FirstOrDefault(device => device.DeviceName == each.Device)?.SnapshotId;
            var volume = AddVolume(region, each, instance.AvailabilityZone, born, source);
            var attachment = new SimAttachment
            {
                VolumeId = volume.Id,
                InstanceId = instance.Id,
                Device = each.Device,
                AttachedAt = born,
                DeleteOnTermination = each.DeleteOnTermination,
            };
            volume.State = "in-use";
            volume.Attachments.Add(attachment);
            instance.Volumes.Add(attachment);
        }
    }

    private static SimVolume AddVolume(SimRegion region, VolumeSeed seed, string zone, DateTimeOffset born, string? snapshotId)
    {
        var volume = new SimVolume
        {
            Id = region.Ids.New("vol"),
            OwnerId = region.Account.Id,
            CreatedAt = born,
            AvailabilityZone = zone,
            SizeGiB = seed.SizeGiB,
            VolumeType = seed.VolumeType,
            SnapshotId = snapshotId,
            Iops = seed.VolumeType == "gp3" ? 3000 : null,
            Throughput = seed.VolumeType == "gp3" ? 125 : null,
            Encrypted = seed.Key is not null,
            KmsKeyId = seed.Key?.Arn,
            UsedBytes = (long)(GiB(seed.SizeGiB) * seed.Used),
        };
        volume.Tags.Set(seed.Tags);
        return region.Volumes.Add(volume);
    }

    private static void AddDevices(SimRegion region, SimImage image, ImageSeed seed, DateTimeOffset born)
    {
        if (seed.Instance is not { } instance)
        {
            foreach (var volume in seed.Volumes)
                AddDevice(region.Ids.New("vol"), volume.Device, volume.SizeGiB, volume.VolumeType, volume.Used, volume.Key, deleteOnTermination: true);
            return;
        }
        foreach (var attachment in instance.Volumes)
        {
            var volume = region.Volumes.Find(attachment.VolumeId)!;
            var used = volume.UsedBytes / (double)GiB(volume.SizeGiB);
            var key = volume.KmsKeyId is null ? null : region.FindKey(volume.KmsKeyId);
            AddDevice(volume.Id, attachment.Device, volume.SizeGiB, volume.VolumeType, used, key, attachment.DeleteOnTermination);
        }
        foreach (var (device, name) in instance.InstanceStore)
            image.BlockDevices.Add(new() { DeviceName = device, VirtualName = name });

        void AddDevice(string volumeId, string device, int size, string type, double used, SimKmsKey? key, bool deleteOnTermination)
        {
            var snapshot = NewSnapshot(region, volumeId, size, used, key, born);
            snapshot.Description = seed.Instance is { } source ? $"Created by CreateImage({source.Id}) for {image.Id}" : "";
            snapshot.OwnerAlias = region.Account.Alias;
            snapshot.CreateVolumePermissions.Accounts.AddRange(seed.SharedWith);
            snapshot.CreateVolumePermissions.Public = seed.Public && key is null;
            snapshot.Tags.Set(seed.Tags);
            region.Snapshots.Add(snapshot);
            image.BlockDevices.Add(new()
            {
                DeviceName = device,
                SnapshotId = snapshot.Id,
                SizeGiB = size,
                VolumeType = type,
                Iops = type == "gp3" ? 3000 : null,
                Throughput = type == "gp3" ? 125 : null,
                DeleteOnTermination = deleteOnTermination,
                Encrypted = key is not null,
            });
        }
    }

    private static SimSnapshot NewSnapshot(SimRegion region, string volumeId, int size, double used, SimKmsKey? key, DateTimeOffset born) => new()
    {
        Id = region.Ids.New("snap"),
        OwnerId = region.Account.Id,
        CreatedAt = born,
        VolumeId = volumeId,
        SizeGiB = size,
        State = "completed",
        Progress = 100,
        CompletionTime = born + TimeSpan.FromMinutes(5),
        Encrypted = key is not null,
        KmsKeyId = key?.Arn,
        DataEncryptionKeyId = key is null ? null : region.Ids.NewGuid().ToString(),
        FullSizeBytes = (long)(GiB(size) * used),
    };

    private static long GiB(int size) => size * 1024L * 1024 * 1024;

    private static DateTimeOffset WholeMinutes(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
