namespace AmiTools;

/// <summary>What making volumes of snapshots would do.</summary>
public sealed class VolumeRestorePlan : Plan<VolumeRestoreStep>
{
    /// <summary>What was asked for.</summary>
    public required VolumeRestoreOptions Options { get; init; }
}

/// <summary>One volume that is made of a snapshot, and brought to its place.</summary>
public sealed class VolumeRestoreStep : PlanStep
{
    /// <summary>Where.</summary>
    public required string Region { get; init; }

    /// <summary>The zone of the volume.</summary>
    public required string AvailabilityZone { get; init; }

    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>What the user gave for it.</summary>
    public required string Given { get; init; }

    /// <summary>What makes two restores the same one; a tag of the volume.</summary>
    public required string Key { get; init; }

    /// <summary>The size in GiB.</summary>
    public required int SizeGiB { get; init; }

    /// <summary>AWS's word for the type.</summary>
    public required string VolumeType { get; init; }

    /// <summary>I/O operations a second; null where the type has its own.</summary>
    public int? Iops { get; init; }

    /// <summary>MiB/s; null where the type has its own.</summary>
    public int? Throughput { get; init; }

    /// <summary>Whether encryption is asked for; null where the snapshot and the account decide.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>The key that is asked for; null where AWS takes the snapshot's or the default one.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The instance; null where the volume is attached to none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The device at the instance; null without one.</summary>
    public string? Device { get; init; }

    /// <summary>Whether the volume goes with the instance.</summary>
    public bool DeleteOnTermination { get; init; }

    /// <summary>The volume that is taken off; null where none is.</summary>
    public string? ReplacedVolumeId { get; init; }

    /// <summary>The volume that an earlier run has made; null where there is none.</summary>
    public string? ExistingVolumeId { get; init; }

    /// <summary>Whether everything is as it is asked for already.</summary>
    public bool IsDone { get; init; }

    /// <summary>About what the volume costs a month, US dollars at list price; null where that is not known.</summary>
    public decimal? MonthlyCost { get; init; }
}
