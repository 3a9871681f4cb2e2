namespace AmiTools;

/// <summary>Which images are to be registered from snapshots, one of each snapshot.</summary>
public sealed class SnapshotRegistrationOptions
{
    /// <summary>The name's template where none is given: the same for each run, so that a second one finds the first one's image.</summary>
    public const string DefaultName = "from-{SnapshotId}";

    /// <summary>Who asks; its region is used for snapshots that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The snapshots of root volumes.</summary>
    public required IReadOnlyList<ResourceReference> SnapshotId { get; init; }

    /// <summary>The name's template: <c>{SnapshotId}</c>, <c>{InstanceId}</c> (empty where the snapshot's is not known) and <c>{Date}</c> (when the snapshot was begun, UTC).</summary>
    public string Name { get; init; } = DefaultName;

    /// <summary>The description's template, with the same placeholders; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The size of the root volume in GiB: the snapshot's, or bigger. Null for the snapshot's.</summary>
    public int? Size { get; init; }

    /// <summary>
    /// The devices besides the root: volumes of other snapshots, empty volumes, instance store (<c>ephemeral0</c> to <c>ephemeral23</c>). An entry with the root's device name says which volume type the root has.
    /// </summary>
    public IReadOnlyList<AmiBlockDevice> BlockDevice { get; init; } = [];

    /// <summary>What is said about the machine; the rest is found out.</summary>
    public AmiMachine Machine { get; init; } = new();

    /// <summary>An image of the same system, whose machine is taken: in place of what is found out.</summary>
    public string? LikeImageId { get; init; }

    /// <summary>Tags for the images.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the snapshot's own tags are put on the image too; <c>aws:</c> tags never are.</summary>
    public bool CopyTag { get; init; }

    /// <summary>Whether to wait until the images are available.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);
}
