namespace AmiTools;

/// <summary>What taking snapshots would do.</summary>
public sealed class EbsSnapshotPlan : Plan<EbsSnapshotStep>
{
    /// <summary>What was asked for.</summary>
    public required EbsSnapshotOptions Options { get; init; }
}

/// <summary>One volume of which a snapshot is taken, or one instance of which all are taken at one moment.</summary>
public sealed class EbsSnapshotStep : PlanStep
{
    /// <summary>Where.</summary>
    public required string Region { get; init; }

    /// <summary>What the user gave.</summary>
    public required string Given { get; init; }

    /// <summary>The instance whose volumes are taken together; null for a volume by itself.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The volumes.</summary>
    public required IReadOnlyList<EbsSnapshotSource> Volumes { get; init; }

    /// <summary>The volumes of the instance that are left out, but for the root.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Whether the root is left out.</summary>
    public bool ExcludesRoot { get; init; }

    /// <summary>The snapshots' description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The snapshots that are there already and make this step do nothing but return them; empty where new ones are taken.</summary>
    public IReadOnlyList<EbsSnapshotBackup> Existing { get; init; } = [];
}

/// <summary>A volume of which a snapshot is taken.</summary>
public sealed class EbsSnapshotSource
{
    /// <summary>The volume.</summary>
    public required string VolumeId { get; init; }

    /// <summary>Its device on the instance that it is attached to; null where it is attached to none.</summary>
    public string? DeviceName { get; init; }

    /// <summary>The instance that it is attached to; null where there is none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Its size in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The device and the volume.</summary>
    public override string ToString() => DeviceName is null ? VolumeId : $"{DeviceName} ({VolumeId})";
}
