namespace AmiTools.Simulator;

/// <summary>An AMI.</summary>
public sealed class SimImage : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "image";

    /// <summary>Unique among the owner's registered images of the region.</summary>
    public required string Name { get; init; }

    /// <summary>What the owner says about it.</summary>
    public string? Description { get; set; }

    /// <summary><c>pending</c>, <c>available</c>, <c>failed</c>, <c>disabled</c>, ...</summary>
    public string State { get; set; } = "pending";

    /// <summary>Why the state is what it is, as a code; null without a reason.</summary>
    public string? StateReasonCode { get; set; }

    /// <summary>Why the state is what it is, in words; null without a reason.</summary>
    public string? StateReasonMessage { get; set; }

    /// <summary><c>x86_64</c>, <c>arm64</c>, <c>i386</c>, ...</summary>
    public string Architecture { get; set; } = "x86_64";

    /// <summary><c>machine</c>, or <c>kernel</c> and <c>ramdisk</c> of old.</summary>
    public string ImageType { get; set; } = "machine";

    /// <summary><c>windows</c>; null for everything else.</summary>
    public string? Platform { get; set; }

    /// <summary>Such as <c>Linux/UNIX</c>.</summary>
    public string PlatformDetails { get; set; } = "Linux/UNIX";

    /// <summary>The billing code, such as <c>RunInstances:0002</c>.</summary>
    public string UsageOperation { get; set; } = "RunInstances";

    /// <summary>Device of the root volume.</summary>
    public string? RootDeviceName { get; set; } = "/dev/xvda";

    /// <summary><c>ebs</c> or <c>instance-store</c>.</summary>
    public string RootDeviceType { get; set; } = "ebs";

    /// <summary><c>hvm</c> or <c>paravirtual</c>.</summary>
    public string VirtualizationType { get; set; } = "hvm";

    /// <summary><c>xen</c>, whatever the machine really is.</summary>
    public string Hypervisor { get; set; } = "xen";

    /// <summary>Whether the enhanced networking driver is said to be there.</summary>
    public bool? EnaSupport { get; set; }

    /// <summary><c>simple</c>, or null.</summary>
    public string? SriovNetSupport { get; set; }

    /// <summary><c>uefi</c>, <c>legacy-bios</c>, <c>uefi-preferred</c>; null where none was said.</summary>
    public string? BootMode { get; set; }

    /// <summary><c>v2.0</c>, or null.</summary>
    public string? TpmSupport { get; set; }

    /// <summary><c>v2.0</c>, or null.</summary>
    public string? ImdsSupport { get; set; }

    /// <summary>The UEFI variable store, base64, or null.</summary>
    public string? UefiData { get; set; }

    /// <summary>Kernel of a paravirtual image.</summary>
    public string? KernelId { get; set; }

    /// <summary>Ramdisk of a paravirtual image.</summary>
    public string? RamdiskId { get; set; }

    /// <summary><c>owner/name</c>, or the S3 manifest of an instance-store image.</summary>
    public string? ImageLocation { get; set; }

    /// <summary><c>amazon</c>, <c>aws-marketplace</c>, ...; null for ordinary accounts.</summary>
    public string? OwnerAlias { get; set; }

    /// <summary>The instance that CreateImage made it from.</summary>
    public string? SourceInstanceId { get; set; }

    /// <summary>The image that it was copied from, or that its instance was launched from.</summary>
    public string? SourceImageId { get; set; }

    /// <summary>Region of <see cref="SourceImageId"/>.</summary>
    public string? SourceImageRegion { get; set; }

    /// <summary>When it is, or has been, deprecated (UTC, whole minutes).</summary>
    public DateTimeOffset? DeprecationTime { get; set; }

    /// <summary>Whether deregistration is refused, and in which way that ends.</summary>
    public DeregistrationProtection Protection { get; set; } = DeregistrationProtection.Off;

    /// <summary>When it was last launched, as far as AWS has noted; null where never.</summary>
    public DateTimeOffset? LastLaunchedTime { get; set; }

    /// <summary>Marketplace and other codes: id and type.</summary>
    public List<(string Id, string Type)> ProductCodes { get; } = [];

    /// <summary>What an instance gets as disks.</summary>
    public List<SimBlockDevice> BlockDevices { get; } = [];

    /// <summary>Who may launch it.</summary>
    public SimPermissions LaunchPermissions { get; } = new();

    /// <summary>The snapshots behind it, each once.</summary>
    public IEnumerable<string> SnapshotIds => BlockDevices.Select(device => device.SnapshotId).OfType<string>().Distinct();

    /// <summary>Whether its date of deprecation has passed.</summary>
    public bool IsDeprecated(DateTimeOffset now) => DeprecationTime <= now;
}

/// <summary>Whether and how an image is protected from deregistration.</summary>
/// <param name="Enabled">Whether it was switched on and not off again.</param>
/// <param name="Cooldown">Whether switching it off takes a day.</param>
/// <param name="CooldownEnds">While that day runs: when it ends.</param>
public sealed record DeregistrationProtection(bool Enabled, bool Cooldown = false, DateTimeOffset? CooldownEnds = null)
{
    /// <summary>Not protected.</summary>
    public static DeregistrationProtection Off { get; } = new(false);

    /// <summary>Whether it refuses at a time.</summary>
    public bool Refuses(DateTimeOffset now) => Enabled || CooldownEnds > now;
}
