using System.Text.Json.Serialization;

namespace AmiTools.Engine.Launching;

/// <summary>What an instance was launched with, as far as an image does not keep it: enough to launch it again from its backup.</summary>
/// <remarks>The JSON names are short because the whole of it is kept in tags of 256 characters; they are readable because people look at tags.</remarks>
internal sealed class LaunchConfiguration
{
    /// <summary>The instance type: <c>m7i.large</c>.</summary>
    [JsonPropertyName("type")]
    public string? InstanceType { get; init; }

    /// <summary>The availability zone.</summary>
    [JsonPropertyName("zone")]
    public string? AvailabilityZone { get; init; }

    /// <summary>The subnet's id.</summary>
    [JsonPropertyName("subnet")]
    public string? SubnetId { get; init; }

    /// <summary>The security groups' ids.</summary>
    [JsonPropertyName("groups")]
    public IReadOnlyList<string>? SecurityGroupIds { get; init; }

    /// <summary>The ARN of the instance profile.</summary>
    [JsonPropertyName("profile")]
    public string? InstanceProfileArn { get; init; }

    /// <summary>The key pair's name.</summary>
    [JsonPropertyName("key")]
    public string? KeyName { get; init; }

    /// <summary>Whether the instance has dedicated bandwidth for EBS; null where that is the type's own setting.</summary>
    [JsonPropertyName("ebsOptimized")]
    public bool? EbsOptimized { get; init; }

    /// <summary>How the instance's metadata is reached.</summary>
    [JsonPropertyName("imds")]
    public MetadataOptions? Metadata { get; init; }

    /// <summary>The SHA-256 of the user data's bytes, in lower-case hexadecimal digits; empty where there is none, null where it could not be read. The data itself is not kept: it often has secrets.</summary>
    [JsonPropertyName("userData")]
    public string? UserDataHash { get; init; }
}

/// <summary>How an instance's metadata is reached, in AWS's words.</summary>
internal sealed class MetadataOptions
{
    /// <summary><c>required</c>: IMDSv2 only; <c>optional</c>.</summary>
    [JsonPropertyName("tokens")]
    public string? Tokens { get; init; }

    /// <summary>Over how many network hops an answer goes.</summary>
    [JsonPropertyName("hops")]
    public int? HopLimit { get; init; }

    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    [JsonPropertyName("endpoint")]
    public string? Endpoint { get; init; }

    /// <summary><c>enabled</c> or <c>disabled</c>: whether the instance's tags can be read there.</summary>
    [JsonPropertyName("tags")]
    public string? InstanceTags { get; init; }

    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    [JsonPropertyName("ipv6")]
    public string? Ipv6 { get; init; }
}
