using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>What is to be launched: the request, and where it says nothing, its launch template.</summary>
internal sealed class LaunchRequest
{
    private readonly RunInstancesRequest _request;
    private readonly ResponseLaunchTemplateData _template;

    private LaunchRequest(RunInstancesRequest request, ResponseLaunchTemplateData template, (string Id, string Version)? source)
    {
        _request = request;
        _template = template;
        Template = source;
    }

    /// <summary>The launch template and the number of its version; null without one.</summary>
    public (string Id, string Version)? Template { get; }

    public string? ImageId => _request.ImageId ?? _template.ImageId;

    public string? InstanceType => _request.InstanceType?.Value ?? _template.InstanceType?.Value;

    public string? KeyName => _request.KeyName ?? _template.KeyName;

    public string? UserData => _request.UserData ?? _template.UserData;

    public string? ProfileArn => _request.IamInstanceProfile?.Arn ?? _template.IamInstanceProfile?.Arn;

    public string? ProfileName => _request.IamInstanceProfile?.Name ?? _template.IamInstanceProfile?.Name;

    public bool EbsOptimized => _request.EbsOptimized ?? _template.EbsOptimized ?? false;

    public bool DetailedMonitoring => _request.Monitoring ?? _template.Monitoring?.Enabled ?? false;

    public bool DisableApiTermination => _request.DisableApiTermination ?? _template.DisableApiTermination ?? false;

    public bool DisableApiStop => _request.DisableApiStop ?? _template.DisableApiStop ?? false;

    public string ShutdownBehavior => _request.InstanceInitiatedShutdownBehavior?.Value ?? _template.InstanceInitiatedShutdownBehavior?.Value ?? "stop";

    public string? MarketType => _request.InstanceMarketOptions?.MarketType?.Value ?? _template.InstanceMarketOptions?.MarketType?.Value;

    public string? Zone => _request.Placement?.AvailabilityZone ?? _template.Placement?.AvailabilityZone;

    public string Tenancy => _request.Placement?.Tenancy?.Value ?? _template.Placement?.Tenancy?.Value ?? "default";

    public string? HttpTokens => _request.MetadataOptions?.HttpTokens?.Value ?? _template.MetadataOptions?.HttpTokens?.Value;

    public string HttpEndpoint => _request.MetadataOptions?.HttpEndpoint?.Value ?? _template.MetadataOptions?.HttpEndpoint?.Value ?? "enabled";

    public string MetadataTags => _request.MetadataOptions?.InstanceMetadataTags?.Value ?? _template.MetadataOptions?.InstanceMetadataTags?.Value ?? "disabled";

    public int? HopLimit => _request.MetadataOptions?.HttpPutResponseHopLimit ?? _template.MetadataOptions?.HttpPutResponseHopLimit;

    /// <summary>The subnet, from wherever it was said.</summary>
    public string? SubnetId => Interface?.SubnetId ?? _request.SubnetId ?? TemplateInterface?.SubnetId;

    public string? PrivateIpAddress => Interface?.PrivateIpAddress ?? _request.PrivateIpAddress ?? TemplateInterface?.PrivateIpAddress;

    public bool? PublicAddress => Interface?.AssociatePublicIpAddress ?? TemplateInterface?.AssociatePublicIpAddress;

    public IReadOnlyList<string> SecurityGroupIds =>
        FirstOf(Interface?.Groups, _request.SecurityGroupIds, TemplateInterface?.Groups, _template.SecurityGroupIds);

    public IReadOnlyList<string> SecurityGroupNames => FirstOf(_request.SecurityGroups, _template.SecurityGroups);

    private InstanceNetworkInterfaceSpecification? Interface => _request.NetworkInterfaces is [var first, ..] ? first : null;

    // Who describes an interface in the request leaves nothing of the template's.
    private LaunchTemplateInstanceNetworkInterfaceSpecification? TemplateInterface =>
        Interface is null && _template.NetworkInterfaces is [var first, ..] ? first : null;

    /// <summary>Reads a request, and the template that it names.</summary>
    /// <exception cref="AwsErrorException">There is no such template or version, or things are said twice.</exception>
    public static LaunchRequest Of(RunInstancesRequest request, Call call)
    {
        if (request.NetworkInterfaces is { Count: > 0 } && (request.SubnetId is not null || request.SecurityGroupIds is { Count: > 0 } || request.SecurityGroups is { Count: > 0 }))
            throw Errors.InvalidParameterCombination("Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request");
        if (request.LaunchTemplate is not { } named)
            return new(request, new(), null);
        var template = TemplateLookup.Own(call, named.LaunchTemplateId, named.LaunchTemplateName);
        var version = TemplateLookup.Version(template, named.Version ?? "$Default");
        return new(request, TemplateData.Resolve(call.Region, version.Data), (template.Id, FormattableString.Invariant($"{version.Number}")));
    }

    /// <summary>The devices of the template, each replaced by the request's where both name one.</summary>
    public IReadOnlyList<BlockDeviceMapping> Devices()
    {
        var given = DeviceMappings.Check(_request.BlockDeviceMappings);
        List<BlockDeviceMapping> inherited =
        [
            .. (_template.BlockDeviceMappings ?? [])
                .Where(mapping => given.All(other => other.DeviceName != mapping.DeviceName))
                .Select(mapping => new BlockDeviceMapping
                {
                    DeviceName = mapping.DeviceName,
                    VirtualName = mapping.VirtualName,
                    NoDevice = mapping.NoDevice,
                    Ebs = mapping.Ebs is not { } ebs ? null : new()
                    {
                        SnapshotId = ebs.SnapshotId,
                        VolumeSize = ebs.VolumeSize,
                        VolumeType = ebs.VolumeType,
                        Iops = ebs.Iops,
                        Throughput = ebs.Throughput,
                        DeleteOnTermination = ebs.DeleteOnTermination,
                        Encrypted = ebs.Encrypted,
                        KmsKeyId = ebs.KmsKeyId,
                        VolumeInitializationRate = ebs.VolumeInitializationRate,
                    },
                }),
        ];
        DeviceMappings.Check(inherited);
        return [.. inherited, .. given];
    }

    /// <summary>Tags of the template and of the request, which wins.</summary>
    public ILookup<string, KeyValuePair<string, string>> Tags(Call call)
    {
        var given = Tagging.AtBirth(call, _request.TagSpecifications, "instance", "volume", "network-interface", "spot-instances-request", "elastic-gpu");
        var inherited = (_template.TagSpecifications ?? []).SelectMany(specification =>
            Tagging.Read(specification.Tags).Select(tag => (Kind: specification.ResourceType?.Value ?? "", Tag: tag)));
        return inherited
            .Where(each => given[each.Kind].All(other => other.Key != each.Tag.Key))
            .Concat(given.SelectMany(group => group.Select(tag => (Kind: group.Key, Tag: tag))))
            .ToLookup(each => each.Kind, each => each.Tag);
    }

    private static IReadOnlyList<string> FirstOf(params List<string>?[] lists) => lists.FirstOrDefault(list => list is { Count: > 0 }) ?? [];
}
