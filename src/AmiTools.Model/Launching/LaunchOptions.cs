namespace AmiTools;

/// <summary>What backups are launched as: where, and with what in place of things that are not there. What is left out is taken from the launch configuration that the backup keeps.</summary>
public sealed class LaunchOptions
{
    /// <summary>Who asks; its regions are where images are looked for that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The backups.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>The region to launch in, from the backup's copy there; null for the region that the image is in.</summary>
    public string? DestinationRegion { get; init; }

    /// <summary>The zone: <c>eu-west-1b</c>; null for that of the subnet.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>The subnet.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The security groups; empty for those of the backup.</summary>
    public IReadOnlyList<string> SecurityGroupId { get; init; } = [];

    /// <summary>The instance type.</summary>
    public string? InstanceType { get; init; }

    /// <summary>The key pair's name; empty for none.</summary>
    public string? KeyName { get; init; }

    /// <summary>The name or ARN of the instance profile; empty for none.</summary>
    public string? InstanceProfile { get; init; }

    /// <summary>What stands in the place of what: ids of subnets and security groups, names of key pairs, names or ARNs of instance profiles, instance types, zones. An empty value leaves the thing away.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>The user data, as bytes, not as base64; null where none is given.</summary>
    public byte[]? UserData { get; init; }

    /// <summary>Take the user data, or none, although it is not what the backed up instance had.</summary>
    public bool AllowOtherUserData { get; init; }

    /// <summary>Launch a machine that stands for nobody: in a security group that is made for it, without key pair, instance profile and the tags of the image.</summary>
    public bool Isolated { get; init; }

    /// <summary>Tags for instances and volumes, before those of the image.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();
}
