namespace AmiTools.Simulator;

/// <summary>An EBS snapshot.</summary>
public sealed class SimSnapshot : SimResource
{
    /// <summary>What AWS says instead of a volume for a copy.</summary>
    public const string NoVolume = "vol-ffffffff";

    /// <inheritdoc />
    public override string ResourceType => "snapshot";

    /// <summary>The volume that it was taken of; <see cref="NoVolume"/> for copies.</summary>
    public required string VolumeId { get; init; }

    /// <summary>GiB of the volume.</summary>
    public required int SizeGiB { get; init; }

    /// <summary><c>pending</c>, <c>completed</c>, <c>error</c>, <c>recovering</c>, ...</summary>
    public string State { get; set; } = "pending";

    /// <summary>Why it failed; null otherwise.</summary>
    public string? StateMessage { get; set; }

    /// <summary>Percent, 0 to 100, where no work goes on; otherwise see <see cref="ProgressAt"/>.</summary>
    public int Progress { get; set; }

    /// <summary>What still goes on while it is pending; null where nothing does.</summary>
    internal SnapshotWork? Work { get; set; }

    /// <summary>Percent, 0 to 100.</summary>
    public int ProgressAt(DateTimeOffset now) => Work?.PercentAt(now) ?? Progress;

    /// <summary>When it was done; null until then.</summary>
    public DateTimeOffset? CompletionTime { get; set; }

    /// <summary>What its maker says about it.</summary>
    public string? Description { get; set; }

    /// <summary>Whether it is encrypted.</summary>
    public bool Encrypted { get; set; }

    /// <summary>ARN of the key; null where not encrypted.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>The same for all snapshots that share blocks.</summary>
    public string? DataEncryptionKeyId { get; set; }

    /// <summary>Bytes of data in it, not of what it adds to earlier ones; null until it is completed.</summary>
    public long? FullSizeBytes { get; set; }

    /// <summary><c>standard</c> or <c>archive</c>.</summary>
    public string StorageTier { get; set; } = "standard";

    /// <summary>While restored from the archive for a time: when that ends.</summary>
    public DateTimeOffset? RestoreExpiryTime { get; set; }

    /// <summary><c>time-based</c> or <c>standard</c> for copies; null otherwise.</summary>
    public string? TransferType { get; set; }

    /// <summary>Minutes that a time-based copy was given.</summary>
    public int? CompletionDurationMinutes { get; set; }

    /// <summary><c>amazon</c>, or null.</summary>
    public string? OwnerAlias { get; set; }

    /// <summary>The snapshot that this is a copy of. AWS tells nobody; the simulator needs it for full and incremental copies.</summary>
    public string? SourceSnapshotId { get; set; }

    /// <summary>Region of <see cref="SourceSnapshotId"/>.</summary>
    public string? SourceRegion { get; set; }

    /// <summary>The volume whose blocks it holds, through all copies: what decides whether a copy is incremental. Null: that of <see cref="VolumeId"/>.</summary>
    public string? LineageVolumeId { get; set; }

    /// <summary>Whether CopyImage made it.</summary>
    internal bool BelongsToImageCopy { get; init; }

    /// <summary>Whether it was deleted while pending: AWS deletes it once it is completed.</summary>
    internal bool DeleteWhenDone { get; set; }

    /// <summary>Its lock, also an expired one; null where it never had one.</summary>
    internal SnapshotLock? Lock { get; set; }

    /// <summary>The last move between tiers; null where there never was one.</summary>
    internal SnapshotTiering? Tiering { get; set; }

    /// <summary>Whether its blocks can be read: completed, and not in the archive.</summary>
    public bool IsUsableAt(DateTimeOffset now) => State == "completed" && (StorageTier != "archive" || RestoreExpiryTime > now);

    /// <summary>Who may make volumes of it.</summary>
    public SimPermissions CreateVolumePermissions { get; } = new();
}
