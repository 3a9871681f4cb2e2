namespace AmiTools;

/// <summary>One resource of a graph: one that was read, or one that another one refers to.</summary>
public sealed class GraphNode : AmiResource
{
    /// <summary>One of <see cref="GraphNodeKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The id that AWS gave it; for an image that a launch template only names by a parameter, that parameter and its region.</summary>
    public required string Id { get; init; }

    /// <summary>The id where it is an image; otherwise null, so that commands for images refuse it.</summary>
    public string? ImageId => IdOf(GraphNodeKinds.Image);

    /// <summary>The id where it is a snapshot; otherwise null.</summary>
    public string? SnapshotId => IdOf(GraphNodeKinds.Snapshot);

    /// <summary>The id where it is a volume; otherwise null.</summary>
    public string? VolumeId => IdOf(GraphNodeKinds.Volume);

    /// <summary>The id where it is an instance; otherwise null.</summary>
    public string? InstanceId => IdOf(GraphNodeKinds.Instance);

    /// <summary>The id where it is a launch template; otherwise null.</summary>
    public string? LaunchTemplateId => IdOf(GraphNodeKinds.LaunchTemplate);

    /// <summary>The name of an image or a launch template, the <c>Name</c> tag of the others; empty where there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is there.</summary>
    public GraphPresence Presence { get; init; }

    /// <summary>AWS's word for its state: <c>available</c>, <c>completed</c>, <c>in-use</c>, ... Empty where AWS says none, and for what is not there.</summary>
    public string State { get; init; } = "";

    /// <summary>Why it is in that state, where AWS says; otherwise null.</summary>
    public string? StateReason { get; init; }

    /// <summary>The size in GiB: of a volume, of a snapshot's volume, of all EBS volumes of an image. Null where it is not known or there is none.</summary>
    public int? SizeGiB { get; init; }

    /// <summary>When it was made (an instance: last started), UTC; null where it is not known.</summary>
    public DateTime? CreationDate { get; init; }

    /// <summary>The alias of an owner that has one: <c>amazon</c>, <c>aws-marketplace</c>; otherwise null.</summary>
    public string? OwnerAlias { get; init; }

    /// <summary>Whether it is encrypted; null for an image of which only some volumes are, and where it is not known.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>AWS's word for where a snapshot is kept: <c>standard</c> or <c>archive</c>; null for the others.</summary>
    public string? StorageTier { get; init; }

    /// <summary>From when on an image counts as deprecated, UTC; null where no date is set.</summary>
    public DateTime? DeprecationTime { get; init; }

    /// <summary>Whether that time had come when the graph was read.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>Whether it is an image that its owner has disabled.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Whether it ended badly: a failed image, a snapshot or volume in error.</summary>
    public bool IsFailed { get; init; }

    /// <summary>How many images a snapshot backs, gone ones not counted; 0 for the other kinds.</summary>
    public int SharedBy { get; init; }

    /// <summary>
    /// True for a snapshot that was made for images of which none is there any more; null where that could not be found out. False for all others: also for snapshots that were never made for an image,
    /// and for those of disabled images and of images in the Recycle Bin.
    /// </summary>
    public bool? IsOrphan { get; init; } = false;

    /// <summary>The devices of an image that no snapshot is behind: instance store, whose data no image keeps, and volumes that begin empty.</summary>
    public IReadOnlyList<AmiBlockDevice> DevicesWithoutSnapshot { get; init => field = Indexable.List(value); } = [];

    /// <summary>
    /// An estimate of what its storage costs a month in US dollars, by AWS's list prices of us-east-1, and at the most: snapshots share blocks with each other, and each is counted here as if it stood alone.
    /// Null where it is not billed for storage or its size is not known. Images cost nothing themselves; their snapshots do.
    /// </summary>
    public decimal? EstimatedMonthlyCost { get; init; }

    /// <summary>When it leaves the Recycle Bin for good, UTC; null where it is not in the bin.</summary>
    public DateTime? RecycleBinExitTime { get; init; }

    /// <summary>Its tags; none where they were not read.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<GraphProblem> Problems { get; init => field = Indexable.List(value); } = [];

    /// <summary>The id.</summary>
    public override string ToString() => Id;

    // The parameter that a launch template names in place of an image has a node too, and no id.
    private string? IdOf(string kind) => Kind == kind && !Id.StartsWith("resolve:", StringComparison.Ordinal) ? Id : null;
}

/// <summary>Whether a resource of a graph is there. The numbers are fixed.</summary>
public enum GraphPresence
{
    /// <summary>It was read.</summary>
    Present = 0,

    /// <summary>It is in the Recycle Bin.</summary>
    InRecycleBin = 1,

    /// <summary>Something refers to it, and the caller's account does not see it: deleted, or of an account that does not share it any more.</summary>
    Gone = 2,

    /// <summary>Something refers to it, and whether it is there could not be read: its region was not asked, or the answer was refused.</summary>
    Unknown = 3,
}
