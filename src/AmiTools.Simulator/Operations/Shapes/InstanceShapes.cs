using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Instances as answers show them.</summary>
internal static class InstanceShapes
{
    private static readonly Dictionary<string, int> s_codes = new(StringComparer.Ordinal)
    {
        ["pending"] = 0,
        ["running"] = 16,
        ["shutting-down"] = 32,
        ["terminated"] = 48,
        ["stopping"] = 64,
        ["stopped"] = 80,
    };

    public static InstanceState State(string name) => new() { Code = s_codes[name], Name = name };

    public static int Code(string state) => s_codes[state];

    public static InstanceStateChange Change(SimInstance instance, string before) =>
        new() { InstanceId = instance.Id, CurrentState = State(instance.State), PreviousState = State(before) };

    public static Reservation ShowReservation(Call call, IEnumerable<SimInstance> instances)
    {
        List<SimInstance> all = [.. instances];
        return new()
        {
            ReservationId = all[0].ReservationId,
            OwnerId = all[0].OwnerId,
            Groups = [],
            Instances = [.. all.Select(instance => Show(call, instance))],
        };
    }

    public static Instance Show(Call call, SimInstance instance)
    {
        var gone = instance.State == "terminated";
        return new()
        {
            InstanceId = instance.Id,
            ImageId = instance.ImageId,
            State = State(instance.State),
            StateTransitionReason = instance.StateTransitionReason,
            StateReason = instance.StateReasonCode is null ? null : new() { Code = instance.StateReasonCode, Message = instance.StateReasonMessage },
            InstanceType = instance.InstanceType,
            LaunchTime = instance.LaunchTime.UtcDateTime,
            AmiLaunchIndex = instance.LaunchIndex,
            Architecture = instance.Architecture,
            Platform = instance.Platform!,
            PlatformDetails = instance.PlatformDetails,
            UsageOperation = instance.UsageOperation,
            UsageOperationUpdateTime = instance.CreatedAt.UtcDateTime,
            RootDeviceName = instance.RootDeviceName,
            RootDeviceType = instance.RootDeviceType,
            VirtualizationType = instance.VirtualizationType,
            Hypervisor = "xen",
            BootMode = instance.BootMode!,
            CurrentInstanceBootMode = instance.BootMode is "uefi" or "uefi-preferred" ? "uefi" : "legacy-bios",
            EnaSupport = instance.EnaSupport,
            SriovNetSupport = instance.SriovNetSupport,
            TpmSupport = instance.TpmSupport,
            EbsOptimized = instance.EbsOptimized,
            SourceDestCheck = gone ? null : true,
            SubnetId = gone ? null : instance.SubnetId,
            VpcId = gone ? null : instance.VpcId,
            PrivateIpAddress = gone ? null : instance.PrivateIpAddress,
            PrivateDnsName = gone || instance.PrivateIpAddress is null ? "" : PrivateName(call, instance.PrivateIpAddress),
            PublicIpAddress = instance.PublicIpAddress,
            PublicDnsName = instance.PublicIpAddress is null ? "" : PublicName(call, instance.PublicIpAddress),
            SecurityGroups = gone ? [] : Groups(call, instance),
            NetworkInterfaces = gone || instance.NetworkInterfaceId is null ? [] : [Interface(call, instance)],
            KeyName = instance.KeyName,
            IamInstanceProfile = gone || instance.InstanceProfileArn is null ? null : new() { Arn = instance.InstanceProfileArn, Id = call.Simulator.Access.UniqueId("AIPA", instance.InstanceProfileArn) },
            InstanceLifecycle = instance.Lifecycle!,
            SpotInstanceRequestId = instance.Lifecycle == "spot" ? "sir-" + instance.Id[^8..] : null,
            ClientToken = instance.ClientToken ?? "",
            Placement = new() { AvailabilityZone = instance.AvailabilityZone, AvailabilityZoneId = call.Region.Place.ZoneId(instance.AvailabilityZone), Tenancy = instance.Tenancy, GroupName = "" },
            Monitoring = new() { State = instance.DetailedMonitoring ? "enabled" : "disabled" },
            MetadataOptions = new()
            {
                State = "applied",
                HttpTokens = instance.HttpTokens,
                HttpPutResponseHopLimit = instance.HopLimit,
                HttpEndpoint = instance.HttpEndpoint,
                HttpProtocolIpv6 = "disabled",
                InstanceMetadataTags = instance.MetadataTags,
            },
            HibernationOptions = new() { Configured = false },
            EnclaveOptions = new() { Enabled = false },
            CpuOptions = Cpu(instance),
            ProductCodes = ImageShapes.ShowCodes(instance.ProductCodes),
            BlockDeviceMappings = Devices(instance),
            Tags = Tagging.Show(call, instance),
        };
    }

    public static List<GroupIdentifier> Groups(Call call, SimInstance instance) =>
        [.. instance.SecurityGroupIds.Select(id => new GroupIdentifier { GroupId = id, GroupName = call.Region.SecurityGroups.Find(id)?.Name ?? "" })];

    public static List<InstanceBlockDeviceMapping> Devices(SimInstance instance) =>
    [
        .. instance.Volumes.Select(attachment => new InstanceBlockDeviceMapping
        {
            DeviceName = attachment.Device,
            Ebs = new()
            {
                VolumeId = attachment.VolumeId,
                Status = attachment.State,
                AttachTime = attachment.AttachedAt.UtcDateTime,
                DeleteOnTermination = attachment.DeleteOnTermination,
            },
        }),
    ];

    public static string PrivateName(Call call, string address) => $"ip-{address.Replace('.', '-')}.{call.Region.Name}.compute.internal";

    public static string PublicName(Call call, string address) => $"ec2-{address.Replace('.', '-')}.{call.Region.Name}.compute.{call.Region.Place.Partition.DnsSuffix}";

    private static CpuOptions? Cpu(SimInstance instance)
    {
        if (!MachineType.All.TryGetValue(instance.InstanceType, out var type))
            return null;
        var threads = type.VCpus > 1 && instance.Architecture != "arm64" ? 2 : 1;
        return new() { CoreCount = type.VCpus / threads, ThreadsPerCore = threads };
    }

    private static InstanceNetworkInterface Interface(Call call, SimInstance instance) => new()
    {
        NetworkInterfaceId = instance.NetworkInterfaceId,
        SubnetId = instance.SubnetId,
        VpcId = instance.VpcId,
        OwnerId = instance.OwnerId,
        Status = "in-use",
        InterfaceType = "interface",
        SourceDestCheck = true,
        Description = "",
        Groups = Groups(call, instance),
        PrivateIpAddress = instance.PrivateIpAddress,
        PrivateDnsName = PrivateName(call, instance.PrivateIpAddress!),
        PrivateIpAddresses = [new() { Primary = true, PrivateIpAddress = instance.PrivateIpAddress, PrivateDnsName = PrivateName(call, instance.PrivateIpAddress!) }],
        Association = instance.PublicIpAddress is not { } address ? null : new()
        {
            PublicIp = address,
            PublicDnsName = PublicName(call, address),
            // Amazon owns what it lends; an elastic address is the account's own.
            IpOwnerId = instance.HasElasticIp ? instance.OwnerId : "amazon",
        },
        Attachment = new()
        {
            AttachmentId = "eni-attach-" + instance.NetworkInterfaceId!["eni-".Length..],
            AttachTime = instance.CreatedAt.UtcDateTime,
            DeleteOnTermination = true,
            DeviceIndex = 0,
            NetworkCardIndex = 0,
            Status = "attached",
        },
    };
}
