using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>RunInstances.</summary>
internal static class InstanceLaunch
{
    private const int LongestUserData = 16 * 1024;

    public static void Register(OperationTable table) => table.Add<RunInstancesRequest, RunInstancesResponse>(RunInstances);

    private static RunInstancesResponse RunInstances(RunInstancesRequest request, Call call)
    {
        var (least, most) = (request.MinCount!.Value, request.MaxCount!.Value);
        if (least < 1 || most < least)
            throw Errors.InvalidParameterValue($"{most}", "maxCount", "MaxCount must not be less than MinCount, which must not be less than 1.");
        return call.Once(ClientToken.Check(request.ClientToken), () =>
        {
            call.AfterSyntax();
            var launch = LaunchRequest.Of(request, call);
            var tags = launch.Tags(call);
            var image = FindImage(call, launch.ImageId);
            var type = FindType(launch, image);
            var place = LaunchPlace.Of(call, launch);
            if (call.Region.NotOffered.Contains((place.Subnet.AvailabilityZone, type.Name)))
                throw new AwsErrorException("Unsupported", $"Your requested instance type ({type.Name}) is not supported in your requested Availability Zone ({place.Subnet.AvailabilityZone}). Please retry your request with another one.");
            var devices = LaunchDevices.Plan(call, image, type, place.Subnet.AvailabilityZone, launch.Devices());
            CheckRest(call, launch);
            var room = call.Account.Quotas.Instances - call.Region.Instances.Count(instance => instance.State != "terminated");
            if (room < least)
                throw new AwsErrorException("InstanceLimitExceeded", $"You have requested more instances ({most}) than your current instance limit of {call.Account.Quotas.Instances} allows.");
            if (call.Simulator.Faults.Throttling && !call.Region.Buckets.TryTakeResources(call.Operation, most, call.Now))
                throw ServiceDialect.Of(call.Service).Throttled();
            call.BeforeChange();

            var reservation = call.Region.Ids.New("r");
            var instances = Enumerable.Range(0, Math.Min(most, room)).Select(i => Launch(call, launch, image, type, place, devices, tags, reservation, i)).ToList();
            Note(call, image);
            var answer = InstanceShapes.ShowReservation(call, instances);
            return new RunInstancesResponse { Reservation = answer };
        });
    }

    private static SimImage FindImage(Call call, string? id)
    {
        ResourceIds.CheckImage(Required.Text(id, "ImageId"));
        if (call.Region.DeregisteredImages.Contains(id) || call.Region.BinnedImages.Contains(id))
            throw Errors.ImageUnavailable(id);
        var image = call.SeenImage(id);
        return image.State == "available" ? image : throw new AwsErrorException("InvalidAMIID.Unavailable", $"The image ID '{id}' is not available (current state: '{image.State}')");
    }

    private static MachineType FindType(LaunchRequest launch, SimImage image)
    {
        var type = MachineType.Of(launch.InstanceType ?? MachineType.Default);
        if (!type.Family.Architectures.Contains(image.Architecture))
            throw Errors.InvalidParameterValue($"The architecture '{string.Join(",", type.Family.Architectures)}' of the specified instance type does not match the architecture '{image.Architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.");
        if (!type.Family.Virtualization.Contains(image.VirtualizationType))
            throw Errors.InvalidParameterCombination($"Non-HVM images are not supported by the instance type {type.Name}.");
        if (!type.Family.RootDevices.Contains(image.RootDeviceType))
            throw Errors.InvalidParameterCombination($"The root device type '{image.RootDeviceType}' is not supported by the instance type {type.Name}.");
        if (type.Family.EnaSupport == "required" && image.EnaSupport != true)
            throw Errors.InvalidParameterCombination($"Enhanced networking with the Elastic Network Adapter (ENA) is required for the '{type.Name}' instance type. Ensure that you are using an AMI that is enabled for ENA.");
        if (image.BootMode is "uefi" && !type.Family.BootModes.Contains("uefi"))
            throw Errors.InvalidParameterCombination($"The boot mode 'uefi' is not supported by the instance type {type.Name}.");
        return type;
    }

    private static void CheckRest(Call call, LaunchRequest launch)
    {
        if (launch.KeyName is { } key && call.Region.KeyPairs.All(pair => pair.Name != key))
            throw new AwsErrorException("InvalidKeyPair.NotFound", $"The key pair '{key}' does not exist");
        if (launch.MarketType is not (null or "spot"))
            throw Errors.InvalidParameterValue(launch.MarketType, "marketType", "Expected 'spot'.");
        if (launch.UserData is not { } data)
            return;
        Span<byte> bytes = new byte[data.Length];
        if (!Convert.TryFromBase64String(data, bytes, out var length))
            throw Errors.InvalidParameterValue("Invalid BASE64 encoding of user data.");
        if (length > LongestUserData)
            throw Errors.InvalidParameterValue("User data is limited to 16384 bytes");
    }

    private static SimInstance Launch(
        Call call,
        LaunchRequest launch,
        SimImage image,
        MachineType type,
        LaunchPlace place,
        LaunchDevices devices,
        ILookup<string, KeyValuePair<string, string>> tags,
        string reservation,
        int index)
    {
        var instance = NewInstance(call, launch, image, type, place, reservation, index);
        instance.Tags.Set(tags["instance"]);
        if (launch.Template is { } template)
        {
            instance.Tags["aws:ec2launchtemplate:id"] = template.Id;
            instance.Tags["aws:ec2launchtemplate:version"] = template.Version;
        }
        foreach (var (device, name) in devices.InstanceStore)
            instance.InstanceStore[device] = name;
        string? problem = null;
        foreach (var wanted in devices.Volumes)
        {
            var volume = VolumeMaking.Add(call.Region, wanted.Order with { Tags = [.. tags["volume"]] }, call.Now);
            volume.State = "in-use";
            var attachment = new SimAttachment { VolumeId = volume.Id, InstanceId = instance.Id, Device = wanted.Device, AttachedAt = call.Now, DeleteOnTermination = wanted.DeleteOnTermination };
            volume.Attachments.Add(attachment);
            instance.Volumes.Add(attachment);
            problem ??= wanted.Order.Key?.Problem ?? wanted.Order.Problem;
        }
        call.Region.Instances.Add(instance);
        InstanceLifecycle.Start(call.Simulator, instance, call.Now);
        // A volume that cannot be decrypted shows only while the machine starts.
        if (problem is not null)
            call.Simulator.Schedule(call.Now + (call.Settings.Pace.InstanceStart / 2), now => InstanceLifecycle.Terminate(call.Region, instance, now, InstanceLifecycle.KeyFailure, "Client error on launch"));
        return instance;
    }

    private static SimInstance NewInstance(Call call, LaunchRequest launch, SimImage image, MachineType type, LaunchPlace place, string reservation, int index)
    {
        var region = call.Region;
        var instance = new SimInstance
        {
            Id = region.Ids.New("i"),
            OwnerId = call.Account.Id,
            CreatedAt = call.Now,
            ReservationId = reservation,
            LaunchIndex = index,
            ImageId = image.Id,
            InstanceType = type.Name,
            AvailabilityZone = place.Subnet.AvailabilityZone,
            Architecture = image.Architecture,
            Platform = image.Platform,
            PlatformDetails = image.PlatformDetails,
            UsageOperation = image.UsageOperation,
            RootDeviceName = image.RootDeviceName ?? "/dev/sda1",
            RootDeviceType = image.RootDeviceType,
            VirtualizationType = image.VirtualizationType,
            BootMode = image.BootMode,
            EnaSupport = image.EnaSupport == true,
            SriovNetSupport = image.SriovNetSupport,
            TpmSupport = image.TpmSupport,
            VpcId = place.Subnet.VpcId,
            SubnetId = place.Subnet.Id,
            NetworkInterfaceId = region.Ids.New("eni"),
            PrivateIpAddress = launch.PrivateIpAddress ?? place.Subnet.AddressOf(++place.Subnet.AddressesGiven),
            PublicIpAddress = launch.PublicAddress ?? place.Subnet.MapPublicIpOnLaunch ? region.NextPublicAddress() : null,
            KeyName = launch.KeyName,
            InstanceProfileArn = launch.ProfileArn ?? (launch.ProfileName is { } profile ? $"arn:{region.Place.Partition.Id}:iam::{call.Account.Id}:instance-profile/{profile}" : null),
            UserData = launch.UserData,
            DisableApiTermination = launch.DisableApiTermination,
            DisableApiStop = launch.DisableApiStop,
            ShutdownBehavior = launch.ShutdownBehavior,
            Lifecycle = launch.MarketType,
            EbsOptimized = launch.EbsOptimized || type.Family.EbsOptimized == "default",
            HttpTokens = launch.HttpTokens ?? (image.ImdsSupport == "v2.0" ? "required" : "optional"),
            HopLimit = launch.HopLimit ?? (image.ImdsSupport == "v2.0" ? 2 : 1),
            HttpEndpoint = launch.HttpEndpoint,
            MetadataTags = launch.MetadataTags,
            DetailedMonitoring = launch.DetailedMonitoring,
            Tenancy = launch.Tenancy,
            ClientToken = call.Parameters.FirstOrDefault(parameter => parameter.Key == "ClientToken").Value,
            LaunchTemplate = launch.Template,
        };
        instance.SecurityGroupIds.AddRange(place.SecurityGroupIds);
        instance.ProductCodes.AddRange(image.ProductCodes);
        return instance;
    }

    /// <summary>AWS writes down about a day later when an image was last launched, by whomever.</summary>
    private static void Note(Call call, SimImage image)
    {
        var launched = call.Now;
        call.Simulator.Schedule(launched + call.Settings.Pace.LastLaunchedLag, _ => image.LastLaunchedTime = launched);
    }
}

/// <summary>The subnet and the security groups of a launch.</summary>
internal sealed record LaunchPlace(SimSubnet Subnet, IReadOnlyList<string> SecurityGroupIds)
{
    /// <exception cref="AwsErrorException">Something named is not there, or does not go together.</exception>
    public static LaunchPlace Of(Call call, LaunchRequest launch)
    {
        if (launch.Zone is { } zone && !call.Region.Place.HasZone(zone))
            throw new AwsErrorException("InvalidParameterValue", $"Invalid availability zone: [{zone}]");
        var subnet = launch.SubnetId is { } id ? Find(call, id) : call.Region.DefaultSubnet(launch.Zone ?? call.Region.Place.Zones[0]);
        if (launch.Zone is { } wanted && wanted != subnet.AvailabilityZone)
            throw Errors.InvalidParameterValue($"The availability zone '{wanted}' does not match that of the subnet '{subnet.Id}' ({subnet.AvailabilityZone}).");
        var groups = launch.SecurityGroupIds.Select(group => Group(call, group)).ToList();
        groups.AddRange(launch.SecurityGroupNames.Select(name => GroupByName(call, name)));
        foreach (var group in groups.Where(group => group.VpcId != subnet.VpcId))
            throw Errors.InvalidParameterCombination($"Security group {group.Id} and subnet {subnet.Id} belong to different networks.");
        return new(subnet, groups.Count > 0 ? [.. groups.Select(group => group.Id)] : [call.Region.SecurityGroups.First(group => group.VpcId == subnet.VpcId && group.Name == "default").Id]);
    }

    private static SimSubnet Find(Call call, string id)
    {
        ResourceIds.Check(id, "subnet", "SubnetID");
        return call.Region.Subnets.Find(id) ?? throw new AwsErrorException("InvalidSubnetID.NotFound", $"The subnet ID '{id}' does not exist");
    }

    private static SimSecurityGroup Group(Call call, string id)
    {
        ResourceIds.Check(id, "sg", "GroupId");
        return call.Region.SecurityGroups.Find(id) ?? throw new AwsErrorException("InvalidGroup.NotFound", $"The security group '{id}' does not exist");
    }

    private static SimSecurityGroup GroupByName(Call call, string name) =>
        call.Region.SecurityGroups.FirstOrDefault(group => group.Name == name && group.VpcId == call.Region.DefaultVpc.Id)
        ?? throw new AwsErrorException("InvalidGroup.NotFound", $"The security group '{name}' does not exist in default VPC '{call.Region.DefaultVpc.Id}'");
}
