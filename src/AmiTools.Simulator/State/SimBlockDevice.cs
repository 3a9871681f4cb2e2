namespace AmiTools.Simulator;

/// <summary>One entry of an image's block device mapping.</summary>
public sealed class SimBlockDevice
{
    /// <summary>Such as <c>/dev/xvda</c>.</summary>
    public required string DeviceName { get; init; }

    /// <summary><c>ephemeral0</c>... for instance store; null for EBS.</summary>
    public string? VirtualName { get; init; }

    /// <summary>What the volume is made from; null for an empty one and for instance store.</summary>
    public string? SnapshotId { get; set; }

    /// <summary>GiB.</summary>
    public int? SizeGiB { get; set; }

    /// <summary>Such as <c>gp3</c>.</summary>
    public string? VolumeType { get; set; }

    /// <summary>Provisioned operations per second, where the type has them.</summary>
    public int? Iops { get; set; }

    /// <summary>MiB per second, where the type has it.</summary>
    public int? Throughput { get; set; }

    /// <summary>Whether the volume goes with the instance.</summary>
    public bool? DeleteOnTermination { get; set; }

    /// <summary>Whether the volume is encrypted.</summary>
    public bool? Encrypted { get; set; }

    /// <summary>ARN of the key where the mapping itself names one.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Whether this is an EBS volume rather than instance store.</summary>
    public bool IsEbs => VirtualName is null;

    /// <summary>A copy that can be changed on its own.</summary>
    public SimBlockDevice Copy() => (SimBlockDevice)MemberwiseClone();
}
