using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeInstanceTypes and DescribeInstanceTypeOfferings. Every type is offered in every zone, but for what the region says.</summary>
internal static class InstanceTypes
{
    private static readonly Pager s_pager = new(5, 1000);
    private static readonly Pager s_typePager = new(5, 100);

    private static readonly FilterSet<MachineType> s_filters = new FilterSet<MachineType>()
        .Flag("auto-recovery-supported", type => type.Family.Hypervisor == "nitro")
        .Flag("bare-metal", _ => false)
        .Flag("burstable-performance-supported", type => type.Family.Burstable)
        .Flag("current-generation", type => type.Family.CurrentGeneration)
        .Text("ebs-info.ebs-optimized-support", type => type.Family.EbsOptimized)
        .Text("ebs-info.encryption-support", _ => "supported")
        .Text("ebs-info.nvme-support", NvmeSupport)
        .Flag("free-tier-eligible", type => type.FreeTier)
        .Flag("hibernation-supported", _ => false)
        .Text("hypervisor", type => type.Family.Hypervisor)
        .Flag("instance-storage-supported", type => type.Disks.Count > 0)
        .Text("instance-type", type => type.Name)
        .Number("memory-info.size-in-mib", type => type.MemoryMiB)
        .Text("network-info.ena-support", type => type.Family.EnaSupport)
        .Texts("processor-info.supported-architecture", type => type.Family.Architectures)
        .Texts("supported-boot-mode", type => type.Family.BootModes)
        .Texts("supported-root-device-type", type => type.Family.RootDevices)
        .Texts("supported-usage-class", _ => ["on-demand", "spot"])
        .Texts("supported-virtualization-type", type => type.Family.Virtualization)
        .Number("vcpu-info.default-vcpus", type => type.VCpus);

    private static readonly FilterSet<InstanceTypeOffering> s_offeringFilters = new FilterSet<InstanceTypeOffering>()
        .Text("instance-type", offering => offering.InstanceType?.Value)
        .Text("location", offering => offering.Location);

    public static void Register(OperationTable table)
    {
        table.Add<DescribeInstanceTypesRequest, DescribeInstanceTypesResponse>(DescribeTypes);
        table.Add<DescribeInstanceTypeOfferingsRequest, DescribeInstanceTypeOfferingsResponse>(DescribeOfferings);
    }

    private static DescribeInstanceTypesResponse DescribeTypes(DescribeInstanceTypesRequest request, Call call)
    {
        var names = request.InstanceTypes ?? [];
        Pager.RefuseWithIds(names.Count, request.MaxResults, "instanceTypes");
        var unknown = names.Where(name => !MachineType.All.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
            throw new AwsErrorException("InvalidInstanceType", $"The following supplied instance types do not exist: [{string.Join(", ", unknown)}]");
        var fits = s_filters.Compile(request.Filters, call);
        List<MachineType> all = [.. MachineType.All.Values.Where(type => names.Count == 0 || names.Contains(type.Name))];
        var page = s_typePager.Take(call, request.MaxResults, request.NextToken, after => all.Skip((int)after), fits, type => all.IndexOf(type) + 1);
        return new() { InstanceTypes = [.. page.Items.Select(Show)], NextToken = page.NextToken };
    }

    private static DescribeInstanceTypeOfferingsResponse DescribeOfferings(DescribeInstanceTypeOfferingsRequest request, Call call)
    {
        var kind = request.LocationType?.Value ?? "region";
        var place = call.Region.Place;
        IReadOnlyList<string> locations = kind switch
        {
            "region" => [place.Name],
            "availability-zone" => place.Zones,
            "availability-zone-id" => [.. place.Zones.Select(place.ZoneId)],
            "outpost" => [],
            _ => throw Errors.InvalidParameterValue(kind, "locationType", "Expected 'region', 'availability-zone', 'availability-zone-id' or 'outpost'."),
        };
        var fits = s_offeringFilters.Compile(request.Filters, call);
        List<InstanceTypeOffering> all = [.. locations.SelectMany(location => MachineType.All.Keys.Where(name => IsOffered(call.Region, kind, location, name)).Select(name => new InstanceTypeOffering { InstanceType = name, LocationType = kind, Location = location }))];
        var page = s_pager.Take(call, request.MaxResults, request.NextToken, after => all.Skip((int)after), fits, offering => all.IndexOf(offering) + 1);
        return new() { InstanceTypeOfferings = page.Items, NextToken = page.NextToken };
    }

    private static bool IsOffered(SimRegion region, string kind, string location, string type) => kind == "region"
        ? region.Place.Zones.Any(zone => !region.NotOffered.Contains((zone, type)))
        : !region.NotOffered.Contains((kind == "availability-zone" ? location : region.Place.ZoneOfId(location)!, type));

    private static InstanceTypeInfo Show(MachineType type)
    {
        var family = type.Family;
        var threads = type.VCpus > 1 && !family.Architectures.Contains("arm64") ? 2 : 1;
        return new()
        {
            InstanceType = type.Name,
            CurrentGeneration = family.CurrentGeneration,
            FreeTierEligible = type.FreeTier,
            SupportedUsageClasses = ["on-demand", "spot"],
            SupportedRootDeviceTypes = [.. family.RootDevices],
            SupportedVirtualizationTypes = [.. family.Virtualization],
            BareMetal = false,
            Hypervisor = family.Hypervisor,
            ProcessorInfo = new() { SupportedArchitectures = [.. family.Architectures] },
            VCpuInfo = new() { DefaultVCpus = type.VCpus, DefaultCores = type.VCpus / threads, DefaultThreadsPerCore = threads },
            MemoryInfo = new() { SizeInMiB = type.MemoryMiB },
            InstanceStorageSupported = type.Disks.Count > 0,
            InstanceStorageInfo = type.Disks.Count == 0 ? null : new()
            {
                TotalSizeInGB = (long)type.Disks.Count * type.Disks.SizeGiB,
                Disks = [new() { Count = type.Disks.Count, SizeInGB = type.Disks.SizeGiB, Type = "ssd" }],
                NvmeSupport = NvmeSupport(type),
            },
            EbsInfo = new()
            {
                EbsOptimizedSupport = family.EbsOptimized,
                EncryptionSupport = "supported",
                NvmeSupport = NvmeSupport(type),
                MaximumEbsAttachments = family.Attachments,
                AttachmentLimitType = family.Hypervisor == "nitro" ? "shared" : "dedicated",
            },
            NetworkInfo = new() { EnaSupport = family.EnaSupport, Ipv6Supported = family.CurrentGeneration, MaximumNetworkInterfaces = Math.Max(2, type.VCpus) },
            HibernationSupported = false,
            BurstablePerformanceSupported = family.Burstable,
            DedicatedHostsSupported = !family.Burstable,
            AutoRecoverySupported = family.Hypervisor == "nitro",
            SupportedBootModes = [.. family.BootModes],
            NitroTpmSupport = family.Tpm ? "supported" : "unsupported",
            NitroTpmInfo = family.Tpm ? new() { SupportedVersions = ["2.0"] } : null,
        };
    }

    private static string NvmeSupport(MachineType type) => type.Family.Hypervisor == "nitro" ? "required" : "unsupported";
}
