using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Sessions;
using MetadataOptions = AmiTools.Engine.Launching.MetadataOptions;

namespace AmiTools.Engine.Instances;

/// <summary>Reads what an instance was launched with.</summary>
internal static class LaunchReader
{
    /// <summary>The configuration. Where the user data cannot be read, its hash is left out and the reason is told.</summary>
    public static async Task<LaunchConfiguration> ReadAsync(RegionSession region, Instance instance, IEngineEvents events, CancellationToken cancellationToken) => new()
    {
        InstanceType = instance.InstanceType?.Value,
        AvailabilityZone = instance.Placement?.AvailabilityZone,
        SubnetId = instance.SubnetId,
        SecurityGroupIds = instance.SecurityGroups is { Count: > 0 } groups ? [.. groups.Select(group => group.GroupId).OfType<string>()] : null,
        InstanceProfileArn = instance.IamInstanceProfile?.Arn,
        KeyName = string.IsNullOrEmpty(instance.KeyName) ? null : instance.KeyName,
        EbsOptimized = instance.EbsOptimized,
        Metadata = instance.MetadataOptions is not { } options ? null : new MetadataOptions
        {
            Tokens = options.HttpTokens?.Value,
            HopLimit = options.HttpPutResponseHopLimit,
            Endpoint = options.HttpEndpoint?.Value,
            InstanceTags = options.InstanceMetadataTags?.Value,
            Ipv6 = options.HttpProtocolIpv6?.Value,
        },
        UserDataHash = await UserDataHashAsync(region, instance.InstanceId!, events, cancellationToken).ConfigureAwait(false),
    };

    private static async Task<string?> UserDataHashAsync(RegionSession region, string instanceId, IEngineEvents events, CancellationToken cancellationToken)
    {
        try
        {
            DescribeInstanceAttributeResponse response = await region.CallAsync("DescribeInstanceAttribute", instanceId,
                ec2 => ec2.DescribeInstanceAttributeAsync(new DescribeInstanceAttributeRequest { InstanceId = instanceId, Attribute = InstanceAttributeName.UserData }, cancellationToken)).ConfigureAwait(false);
            return LaunchTags.HashUserData(response.InstanceAttribute?.UserData);
        }
        catch (AmiException failure)
        {
            await events.WarnAsync($"The user data of {instanceId} cannot be read, so its hash is not kept with the backup: {failure.Message}").ConfigureAwait(false);
            return null;
        }
        catch (FormatException)
        {
            await events.WarnAsync($"The user data of {instanceId} is not base64, so its hash is not kept with the backup.").ConfigureAwait(false);
            return null;
        }
    }
}
