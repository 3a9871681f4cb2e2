namespace AmiTools;

/// <summary>An instance that was launched from a backup.</summary>
public sealed class AmiRestoredInstance : AmiResource
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its <c>Name</c> tag; empty where there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>AWS's word for its state when this was returned: <c>pending</c>, <c>running</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>What AWS's status checks say: <c>ok</c>, <c>initializing</c>, <c>impaired</c>; null where they were not waited for.</summary>
    public string? StatusCheck { get; init; }

    /// <summary>The image that it was launched from.</summary>
    public required string ImageId { get; init; }

    /// <summary>The backup that was named: <see cref="ImageId"/>, or the image that it is a copy of.</summary>
    public required string RestoredFromImageId { get; init; }

    /// <summary>The region of that backup.</summary>
    public required string RestoredFromRegion { get; init; }

    /// <summary>The instance type.</summary>
    public string InstanceType { get; init; } = "";

    /// <summary>The zone.</summary>
    public string AvailabilityZone { get; init; } = "";

    /// <summary>The subnet.</summary>
    public string SubnetId { get; init; } = "";

    /// <summary>The network.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>Its security groups.</summary>
    public IReadOnlyList<string> SecurityGroupIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>Its address in the subnet, a new one.</summary>
    public string? PrivateIpAddress { get; init; }

    /// <summary>Its public address; null where it has none (yet).</summary>
    public string? PublicIpAddress { get; init; }

    /// <summary>The key pair's name; null for none.</summary>
    public string? KeyName { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public DateTime? LaunchTime { get; init; }

    /// <summary>Whether it was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>The launch, for whoever keeps a journal; null where it was there before.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The instance's id.</summary>
    public override string ToString() => InstanceId;
}
