namespace AmiTools;

/// <summary>A volume that was made of a snapshot, and where it is.</summary>
public sealed class EbsVolumeRestore : AmiResource
{
    /// <summary>The volume.</summary>
    public required string VolumeId { get; init; }

    /// <summary>The snapshot that it was made of.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Its zone.</summary>
    public string AvailabilityZone { get; init; } = "";

    /// <summary>AWS's word for its state: <c>available</c>, <c>in-use</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>Its size in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>AWS's word for its type.</summary>
    public string VolumeType { get; init; } = "";

    /// <summary>I/O operations a second; null where the type has none to tell.</summary>
    public int? Iops { get; init; }

    /// <summary>MiB/s; null where the type has none to tell.</summary>
    public int? Throughput { get; init; }

    /// <summary>Whether it is encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The key's ARN; null where it is not encrypted.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>MiB/s at which AWS brings its blocks; null where they come when they are read.</summary>
    public int? InitializationRate { get; init; }

    /// <summary>The instance that it is attached to; null where it is attached to none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Its device there; null where it is attached to no instance.</summary>
    public string? Device { get; init; }

    /// <summary>Whether it goes with the instance; null where it is attached to none.</summary>
    public bool? DeleteOnTermination { get; init; }

    /// <summary>The volume that was in its place before, which is kept; null where there was none.</summary>
    public string? ReplacedVolumeId { get; init; }

    /// <summary>Whether an earlier run had made the volume.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>What was at the device before; of a volume that is attached to nothing, that it was made. Null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The volume's id.</summary>
    public override string ToString() => VolumeId;
}
