namespace AmiTools.Simulator;

/// <summary>An EC2 instance.</summary>
public sealed class SimInstance : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "instance";

    /// <summary>The reservation in which DescribeInstances shows it.</summary>
    public required string ReservationId { get; init; }

    /// <summary>What it was launched from, or what its root was last replaced with.</summary>
    public required string ImageId { get; set; }

    /// <summary>Such as <c>t3.medium</c>.</summary>
    public required string InstanceType { get; set; }

    /// <summary>The zone that it is in.</summary>
    public required string AvailabilityZone { get; init; }

    /// <summary><c>pending</c>, <c>running</c>, <c>stopping</c>, <c>stopped</c>, <c>shutting-down</c>, <c>terminated</c>.</summary>
    public string State { get; set; } = "running";

    /// <summary>Why the last change of state happened, as DescribeInstances says it; empty without a reason.</summary>
    public string StateTransitionReason { get; set; } = "";

    /// <summary>Code of the reason; null without one.</summary>
    public string? StateReasonCode { get; set; }

    /// <summary>Words of the reason; null without one.</summary>
    public string? StateReasonMessage { get; set; }

    /// <summary>When it was last started (UTC).</summary>
    public DateTimeOffset LaunchTime { get; set; }

    /// <summary><c>x86_64</c>, <c>arm64</c>, ...</summary>
    public string Architecture { get; set; } = "x86_64";

    /// <summary><c>windows</c>; null for everything else.</summary>
    public string? Platform { get; set; }

    /// <summary>Such as <c>Linux/UNIX</c>.</summary>
    public string PlatformDetails { get; set; } = "Linux/UNIX";

    /// <summary>The billing code.</summary>
    public string UsageOperation { get; set; } = "RunInstances";

    /// <summary>Device of the root volume.</summary>
    public string RootDeviceName { get; set; } = "/dev/xvda";

    /// <summary><c>ebs</c> or <c>instance-store</c>.</summary>
    public string RootDeviceType { get; set; } = "ebs";

    /// <summary><c>hvm</c> or <c>paravirtual</c>.</summary>
    public string VirtualizationType { get; set; } = "hvm";

    /// <summary>How it boots; null where its image did not say.</summary>
    public string? BootMode { get; set; }

    /// <summary>Whether it has enhanced networking.</summary>
    public bool EnaSupport { get; set; } = true;

    /// <summary><c>v2.0</c>, or null.</summary>
    public string? TpmSupport { get; set; }

    /// <summary>The subnet that it is in.</summary>
    public string? SubnetId { get; set; }

    /// <summary>The network that it is in.</summary>
    public string? VpcId { get; set; }

    /// <summary>Its security groups, by id.</summary>
    public List<string> SecurityGroupIds { get; } = [];

    /// <summary>Name of the key pair.</summary>
    public string? KeyName { get; set; }

    /// <summary>ARN of the instance profile.</summary>
    public string? InstanceProfileArn { get; set; }

    /// <summary>Base64, as it was given.</summary>
    public string? UserData { get; set; }

    /// <summary>Its address in the subnet.</summary>
    public string? PrivateIpAddress { get; set; }

    /// <summary>Its public address; goes when it stops, unless an elastic one stands behind it.</summary>
    public string? PublicIpAddress { get; set; }

    /// <summary>Whether the public address is an elastic one.</summary>
    public bool HasElasticIp { get; set; }

    /// <summary>Devices of instance-store volumes: device name to virtual name.</summary>
    public Dictionary<string, string> InstanceStore { get; } = [];

    /// <summary>Whether TerminateInstances is refused.</summary>
    public bool DisableApiTermination { get; set; }

    /// <summary>Whether StopInstances is refused.</summary>
    public bool DisableApiStop { get; set; }

    /// <summary><c>stop</c> or <c>terminate</c>.</summary>
    public string ShutdownBehavior { get; set; } = "stop";

    /// <summary><c>spot</c>; null for on demand.</summary>
    public string? Lifecycle { get; set; }

    /// <summary>Whether it is optimised for EBS.</summary>
    public bool EbsOptimized { get; set; } = true;

    /// <summary><c>optional</c> or <c>required</c> session tokens for the metadata service.</summary>
    public string HttpTokens { get; set; } = "required";

    /// <summary>Hops that answers of the metadata service may take.</summary>
    public int HopLimit { get; set; } = 2;

    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    public string HttpEndpoint { get; set; } = "enabled";

    /// <summary>Whether the metadata service shows its tags: <c>enabled</c> or <c>disabled</c>.</summary>
    public string MetadataTags { get; set; } = "disabled";

    /// <summary>Whether detailed monitoring is on.</summary>
    public bool DetailedMonitoring { get; set; }

    /// <summary><c>default</c>, <c>dedicated</c> or <c>host</c>.</summary>
    public string Tenancy { get; set; } = "default";

    /// <summary><c>simple</c>, or null.</summary>
    public string? SriovNetSupport { get; set; }

    /// <summary>The primary network interface; null where none was recorded.</summary>
    public string? NetworkInterfaceId { get; set; }

    /// <summary>The token that it was launched with; null without one.</summary>
    public string? ClientToken { get; set; }

    /// <summary>Its place in its reservation.</summary>
    public int LaunchIndex { get; set; }

    /// <summary>Marketplace and other codes that came with its image: id and type.</summary>
    public List<(string Id, string Type)> ProductCodes { get; } = [];

    /// <summary>When both status checks are ok; null where they have been for long.</summary>
    public DateTimeOffset? ChecksPassAt { get; set; }

    /// <summary>Since when a status check of it fails, as of a machine that does not boot; null where none does.</summary>
    public DateTimeOffset? ChecksFailSince { get; set; }

    /// <summary>How often it was rebooted: by its owner, by CreateImage, by the replacement of its root volume.</summary>
    public int Reboots { get; set; }

    /// <summary>CreateImage calls with NoReboot in progress.</summary>
    internal int NoRebootImages { get; set; }

    /// <summary>Counts starts and stops, so that what was scheduled before one of them knows that it is out of date.</summary>
    internal int StateVersion { get; set; }

    /// <summary>The launch template that it came from, and its version; null without one.</summary>
    public (string Id, string Version)? LaunchTemplate { get; set; }

    /// <summary>Its EBS volumes, root included, in order of device.</summary>
    public List<SimAttachment> Volumes { get; } = [];

    /// <summary>Root volumes that were replaced, by id: snapshots of them can be its root again.</summary>
    public List<string> FormerRootVolumes { get; } = [];
}
