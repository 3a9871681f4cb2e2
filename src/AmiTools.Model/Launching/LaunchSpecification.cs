namespace AmiTools;

/// <summary>Everything that an instance is launched with, found and checked to be there.</summary>
public sealed class LaunchSpecification
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The image that is launched.</summary>
    public required string ImageId { get; init; }

    /// <summary>The backup that was named, as <c>region/image-id</c>: the image itself, or the one that it is a copy of.</summary>
    public required string RestoredFrom { get; init; }

    /// <summary>The instance type.</summary>
    public required string InstanceType { get; init; }

    /// <summary>The subnet.</summary>
    public required string SubnetId { get; init; }

    /// <summary>The subnet's network.</summary>
    public required string VpcId { get; init; }

    /// <summary>The subnet's zone.</summary>
    public required string AvailabilityZone { get; init; }

    /// <summary>The security groups; empty for the default one of the network.</summary>
    public IReadOnlyList<string> SecurityGroupIds { get; init; } = [];

    /// <summary>The key pair's name; null for none.</summary>
    public string? KeyName { get; init; }

    /// <summary>The name or the ARN of the instance profile; null for none.</summary>
    public string? InstanceProfile { get; init; }

    /// <summary>Whether dedicated bandwidth for EBS is asked for; null leaves it to the type.</summary>
    public bool? EbsOptimized { get; init; }

    /// <summary>AWS's word: <c>required</c> for IMDSv2 only, <c>optional</c>; null leaves it to the image.</summary>
    public string? HttpTokens { get; init; }

    /// <summary>Over how many network hops an answer of the metadata service goes; null leaves it to the image.</summary>
    public int? HttpHopLimit { get; init; }

    /// <summary>AWS's word for whether the metadata service is there: <c>enabled</c>, <c>disabled</c>; null for AWS's default.</summary>
    public string? HttpEndpoint { get; init; }

    /// <summary>AWS's word for whether it is there over IPv6; null for AWS's default.</summary>
    public string? HttpIpv6 { get; init; }

    /// <summary>AWS's word for whether it shows the instance's tags; null for AWS's default.</summary>
    public string? InstanceMetadataTags { get; init; }

    /// <summary>The user data in base64; null for none.</summary>
    public string? UserData { get; init; }

    /// <summary>The tags of the instances and their volumes.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
