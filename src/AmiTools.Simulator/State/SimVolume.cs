namespace AmiTools.Simulator;

/// <summary>An EBS volume.</summary>
public sealed class SimVolume : SimResource
{
    /// <inheritdoc />
    public override string ResourceType => "volume";

    /// <summary>The zone that it is in.</summary>
    public required string AvailabilityZone { get; init; }

    /// <summary>GiB.</summary>
    public required int SizeGiB { get; set; }

    /// <summary>Such as <c>gp3</c>.</summary>
    public string VolumeType { get; set; } = "gp3";

    /// <summary><c>creating</c>, <c>available</c>, <c>in-use</c>, ...</summary>
    public string State { get; set; } = "available";

    /// <summary>What it was made from; null for one that began empty.</summary>
    public string? SnapshotId { get; set; }

    /// <summary>What it is a copy of (CopyVolumes).</summary>
    public string? SourceVolumeId { get; set; }

    /// <summary>Operations per second.</summary>
    public int? Iops { get; set; }

    /// <summary>MiB per second.</summary>
    public int? Throughput { get; set; }

    /// <summary>Whether it is encrypted.</summary>
    public bool Encrypted { get; set; }

    /// <summary>ARN of the key; null where not encrypted.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Whether several instances may have it at once.</summary>
    public bool MultiAttachEnabled { get; set; }

    /// <summary>MiB per second at which it is filled from its snapshot.</summary>
    public int? InitializationRate { get; set; }

    /// <summary>Whether its snapshot had fast restore in its zone when it was made.</summary>
    public bool FastRestored { get; set; }

    /// <summary>Its changes by ModifyVolume, the newest last.</summary>
    internal List<VolumeChange> Changes { get; } = [];

    /// <summary>When it has all its data: that of a copy, or of a volume with an initialization rate. Null: at once, or nobody knows.</summary>
    internal (DateTimeOffset Start, DateTimeOffset End)? Initialization { get; set; }

    /// <summary>Bytes in use, which a snapshot then holds.</summary>
    public long UsedBytes { get; set; }

    /// <summary>The instances that have it; usually none or one.</summary>
    public List<SimAttachment> Attachments { get; } = [];
}

/// <summary>A volume's place at an instance.</summary>
public sealed class SimAttachment
{
    /// <summary>The volume.</summary>
    public required string VolumeId { get; init; }

    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Such as <c>/dev/sdf</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Since when (UTC).</summary>
    public required DateTimeOffset AttachedAt { get; init; }

    /// <summary><c>attaching</c>, <c>attached</c>, <c>detaching</c>, <c>busy</c>.</summary>
    public string State { get; set; } = "attached";

    /// <summary>Whether the volume goes with the instance.</summary>
    public bool DeleteOnTermination { get; set; }
}
