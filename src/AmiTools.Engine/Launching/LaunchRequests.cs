using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.Launching;

/// <summary>A launch as AWS's calls take it. No private address is ever asked for: production may have it.</summary>
internal static class LaunchRequests
{
    /// <summary>The launch as RunInstances takes it: all of the instances, or none.</summary>
    public static RunInstancesRequest ToRequest(this LaunchSpecification launch, int count, string token, IEnumerable<KeyValuePair<string, string>> moreTags)
    {
        List<Tag> tags = TagRules.Merge(launch.Tags, moreTags).ToTags();
        return new RunInstancesRequest
        {
            ImageId = launch.ImageId,
            MinCount = count,
            MaxCount = count,
            InstanceType = launch.InstanceType,
            SubnetId = launch.SubnetId,
            SecurityGroupIds = launch.SecurityGroupIds.Count == 0 ? null : [.. launch.SecurityGroupIds],
            KeyName = launch.KeyName,
            IamInstanceProfile = launch.InstanceProfile is not { } profile ? null : IsArn(profile) ? new IamInstanceProfileSpecification { Arn = profile } : new IamInstanceProfileSpecification { Name = profile },
            EbsOptimized = launch.EbsOptimized,
            MetadataOptions = !HasMetadata(launch) ? null : new InstanceMetadataOptionsRequest
            {
                HttpTokens = Word(launch.HttpTokens, HttpTokensState.FindValue),
                HttpPutResponseHopLimit = launch.HttpHopLimit,
                HttpEndpoint = Word(launch.HttpEndpoint, InstanceMetadataEndpointState.FindValue),
                HttpProtocolIpv6 = Word(launch.HttpIpv6, InstanceMetadataProtocolState.FindValue),
                InstanceMetadataTags = Word(launch.InstanceMetadataTags, InstanceMetadataTagsState.FindValue),
            },
            UserData = launch.UserData,
            ClientToken = token,
            TagSpecifications = [new() { ResourceType = "instance", Tags = tags }, new() { ResourceType = "volume", Tags = [.. tags] }],
        };
    }

    /// <summary>The launch as a template keeps it. The subnet and the groups are those of its network interface, so that the template launches as it stands.</summary>
    public static RequestLaunchTemplateData ToTemplate(this LaunchSpecification launch)
    {
        List<Tag> tags = launch.Tags.ToTags();
        return new RequestLaunchTemplateData
        {
            ImageId = launch.ImageId,
            InstanceType = launch.InstanceType,
            NetworkInterfaces = [new() { DeviceIndex = 0, SubnetId = launch.SubnetId, Groups = launch.SecurityGroupIds.Count == 0 ? null : [.. launch.SecurityGroupIds] }],
            KeyName = launch.KeyName,
            IamInstanceProfile = launch.InstanceProfile is not { } profile ? null : IsArn(profile) ? new LaunchTemplateIamInstanceProfileSpecificationRequest { Arn = profile } : new LaunchTemplateIamInstanceProfileSpecificationRequest { Name = profile },
            EbsOptimized = launch.EbsOptimized,
            MetadataOptions = !HasMetadata(launch) ? null : new LaunchTemplateInstanceMetadataOptionsRequest
            {
                HttpTokens = Word(launch.HttpTokens, LaunchTemplateHttpTokensState.FindValue),
                HttpPutResponseHopLimit = launch.HttpHopLimit,
                HttpEndpoint = Word(launch.HttpEndpoint, LaunchTemplateInstanceMetadataEndpointState.FindValue),
                HttpProtocolIpv6 = Word(launch.HttpIpv6, LaunchTemplateInstanceMetadataProtocolIpv6.FindValue),
                InstanceMetadataTags = Word(launch.InstanceMetadataTags, LaunchTemplateInstanceMetadataTagsState.FindValue),
            },
            UserData = launch.UserData,
            TagSpecifications = [new() { ResourceType = "instance", Tags = tags }, new() { ResourceType = "volume", Tags = [.. tags] }],
        };
    }

    private static bool HasMetadata(LaunchSpecification launch) => launch.HttpTokens is not null || launch.HttpHopLimit is not null || launch.HttpEndpoint is not null || launch.HttpIpv6 is not null || launch.InstanceMetadataTags is not null;

    private static T? Word<T>(string? word, Func<string, T> find) where T : class => word is null ? null : find(word);

    private static bool IsArn(string profile) => profile.StartsWith("arn:", StringComparison.Ordinal);
}
