namespace AmiTools;

/// <summary>An Amazon Machine Image.</summary>
public sealed class Ami : AmiResource
{
    /// <summary>The id: <c>ami-0123456789abcdef0</c>.</summary>
    public required string ImageId { get; init; }

    /// <summary>The name, unique among the images of its account and region.</summary>
    public string Name { get; init; } = "";

    /// <summary>The description; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary>AWS's word: <c>pending</c>, <c>available</c>, <c>disabled</c>, <c>failed</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>Why it is in that state, where AWS says: the reason of a failed image.</summary>
    public string? StateReason { get; init; }

    /// <summary>When it was made, UTC; null where the endpoint does not tell.</summary>
    public DateTime? CreationDate { get; init; }

    /// <summary>From when on it counts as deprecated, UTC; null where no date is set.</summary>
    public DateTime? DeprecationTime { get; init; }

    /// <summary>Whether that time had come when the image was read.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>The account that owns it, as AWS Tools names it: the same as <see cref="AmiResource.AccountId"/>.</summary>
    public string OwnerId => AccountId;

    /// <summary>The alias of an owner that has one: <c>amazon</c>, <c>aws-marketplace</c>, <c>aws-backup-vault</c>.</summary>
    public string? OwnerAlias { get; init; }

    /// <summary>Whether anybody may launch it.</summary>
    public bool IsPublic { get; init; }

    /// <summary>AWS's word: <c>x86_64</c>, <c>arm64</c>, <c>i386</c>, ...</summary>
    public string Architecture { get; init; } = "";

    /// <summary>AWS's words for what runs in it: <c>Linux/UNIX</c>, <c>Windows</c>, <c>Red Hat Enterprise Linux</c>.</summary>
    public string Platform { get; init; } = "";

    /// <summary>AWS's word: <c>ebs</c> or <c>instance-store</c>.</summary>
    public string RootDeviceType { get; init; } = "";

    /// <summary>The device of the root volume: <c>/dev/xvda</c>.</summary>
    public string RootDeviceName { get; init; } = "";

    /// <summary>AWS's word: <c>hvm</c> or <c>paravirtual</c>.</summary>
    public string VirtualizationType { get; init; } = "";

    /// <summary>AWS's word: <c>uefi</c>, <c>legacy-bios</c>, <c>uefi-preferred</c>; null where none is set.</summary>
    public string? BootMode { get; init; }

    /// <summary><c>v2.0</c> where instances must use IMDSv2; otherwise null.</summary>
    public string? ImdsSupport { get; init; }

    /// <summary><c>v2.0</c> where it has NitroTPM; otherwise null.</summary>
    public string? TpmSupport { get; init; }

    /// <summary>Whether enhanced networking with ENA is on.</summary>
    public bool EnaSupport { get; init; }

    /// <summary>The operation that AWS bills its launches by: <c>RunInstances:0002</c> for Windows.</summary>
    public string? UsageOperation { get; init; }

    /// <summary>The devices that an instance of it gets.</summary>
    public IReadOnlyList<AmiBlockDevice> BlockDevices { get; init => field = Indexable.List(value); } = [];

    /// <summary>The snapshots behind it.</summary>
    public IReadOnlyList<string> SnapshotIds => BlockDevices.Where(device => device.SnapshotId is not null).Select(device => device.SnapshotId!).Distinct().ToArray();

    /// <summary>The sizes of its EBS volumes, added up, in GiB.</summary>
    public int SizeGiB => BlockDevices.Sum(device => device.SizeGiB ?? 0);

    /// <summary><c>true</c>: every EBS volume is encrypted; <c>false</c>: none is; null: some are, or there are none.</summary>
    public bool? Encrypted => BlockDevices.Where(device => device.Encrypted is not null).Select(device => device.Encrypted).Distinct().ToArray() is [var same] ? same : null;

    /// <summary>The instance that it was made of; null where AWS keeps none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The image that it was copied from, or that its instance was launched from. Never named <c>SourceImageId</c>: AWS Tools' Copy-EC2Image would bind that and copy the parent.</summary>
    public string? ParentImageId { get; init; }

    /// <summary>The region of that image.</summary>
    public string? ParentRegion { get; init; }

    /// <summary>When an instance was last launched of it, UTC, about a day late; null where AWS does not tell.</summary>
    public DateTime? LastLaunchedTime { get; init; }

    /// <summary>AWS's word for deregistration protection: <c>disabled</c>, <c>enabled-without-cooldown</c>, ...; null where the endpoint does not tell.</summary>
    public string? DeregistrationProtection { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The id.</summary>
    public override string ToString() => ImageId;
}

/// <summary>A device that an instance of an image gets.</summary>
public sealed class AmiBlockDevice
{
    /// <summary>The name: <c>/dev/xvda</c>.</summary>
    public required string DeviceName { get; init; }

    /// <summary>The snapshot that the volume is made of; null for an empty volume and for instance store.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>The size in GiB; null for instance store.</summary>
    public int? SizeGiB { get; init; }

    /// <summary>AWS's word: <c>gp3</c>, <c>io2</c>, ...; null for instance store.</summary>
    public string? VolumeType { get; init; }

    /// <summary>Provisioned I/O operations a second; null where none are.</summary>
    public int? Iops { get; init; }

    /// <summary>Provisioned throughput in MiB a second; null where none is.</summary>
    public int? Throughput { get; init; }

    /// <summary>Whether it is encrypted; null for instance store.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>The key that it is encrypted with, as AWS names it.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Whether the volume goes when the instance is terminated.</summary>
    public bool? DeleteOnTermination { get; init; }

    /// <summary><c>ephemeral0</c> to <c>ephemeral23</c> for instance store; otherwise null.</summary>
    public string? VirtualName { get; init; }

    /// <summary>The device and what it is made of.</summary>
    public override string ToString() => $"{DeviceName}={SnapshotId ?? VirtualName ?? "new"}";
}
