namespace AmiTools;

/// <summary>An instance whose root volume was replaced.</summary>
public sealed class InstanceRootRestore : AmiResource
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The root volume that it has now.</summary>
    public required string VolumeId { get; init; }

    /// <summary>The root volume that it had before; empty where that is not known any more.</summary>
    public string ReplacedVolumeId { get; init; } = "";

    /// <summary>Whether the old root volume was deleted.</summary>
    public bool ReplacedVolumeDeleted { get; init; }

    /// <summary>The task that replaced it; empty where AWS does not list it any more.</summary>
    public string ReplaceRootVolumeTaskId { get; init; } = "";

    /// <summary>AWS's word for how the task ended: <c>succeeded</c>.</summary>
    public string TaskState { get; init; } = "";

    /// <summary>What the new root volume was made of.</summary>
    public RootRestoreSource Source { get; init; }

    /// <summary>The snapshot that it was made of; null where AWS does not tell it.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>The image that it was made of; null where it was a snapshot, or the state at launch.</summary>
    public string? ImageId { get; init; }

    /// <summary>The root device.</summary>
    public string Device { get; init; } = "";

    /// <summary>The size of the new root volume in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>Whether the new root volume goes with the instance.</summary>
    public bool? DeleteOnTermination { get; init; }

    /// <summary>When the task began, UTC; null where that is not known.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When the task ended, UTC; null where that is not known.</summary>
    public DateTime? CompleteTime { get; init; }

    /// <summary>Whether an earlier run had begun it.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>What the root was before; null where this run changed nothing.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>The tags of the new root volume.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The instance's id.</summary>
    public override string ToString() => InstanceId;
}

/// <summary>What a new root volume is made of.</summary>
public enum RootRestoreSource
{
    /// <summary>The snapshot that the present root volume was made of: the instance as it was launched.</summary>
    LaunchState = 0,

    /// <summary>A snapshot of a root volume of the instance.</summary>
    Snapshot = 1,

    /// <summary>An image.</summary>
    Image = 2,
}
