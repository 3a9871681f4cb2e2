namespace AmiTools;

/// <summary>Which snapshots become volumes, what those are like, and where they go.</summary>
public sealed class VolumeRestoreOptions
{
    /// <summary>Who asks; its region is used for snapshots that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The snapshots.</summary>
    public required IReadOnlyList<ResourceReference> SnapshotId { get; init; }

    /// <summary>The instance that the volumes are attached to; null: to none.</summary>
    public ResourceReference? InstanceId { get; init; }

    /// <summary>Where the volume is attached: <c>/dev/sdf</c>. Null: the next free device.</summary>
    public string? Device { get; init; }

    /// <summary>The device whose volume is taken off for the new one. Null: none.</summary>
    public string? Replace { get; init; }

    /// <summary>The zone; may be left out where an instance is given.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>The size in GiB. Null: that of the replaced volume where it is bigger, else that of the snapshot.</summary>
    public int? SizeGiB { get; init; }

    /// <summary>AWS's word for the type. Null: that of the replaced volume, else <c>gp3</c>.</summary>
    public string? VolumeType { get; init; }

    /// <summary>I/O operations a second. Null: those of the replaced volume, else the type's own.</summary>
    public int? Iops { get; init; }

    /// <summary>MiB/s. Null: that of the replaced volume, else the type's own.</summary>
    public int? Throughput { get; init; }

    /// <summary>Whether the volume is encrypted; null: as the snapshot, the replaced volume and the account's default have it.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>The key: an id, an alias or an ARN. Null: that of the replaced volume, of the snapshot, or the default one.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>MiB/s, 100 to 300, at which AWS brings the blocks before anybody reads them. Null: when they are read.</summary>
    public int? InitializationRate { get; init; }

    /// <summary>Whether several instances can have the volume at a time.</summary>
    public bool MultiAttach { get; init; }

    /// <summary>Whether the volume goes with its instance. Null: as the replaced volume did, else not.</summary>
    public bool? DeleteOnTermination { get; init; }

    /// <summary>Tags for the volumes.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Tells this restore from another one of the same snapshot to the same place. Null: those are the same.</summary>
    public string? IdempotencyKey { get; init; }
}
