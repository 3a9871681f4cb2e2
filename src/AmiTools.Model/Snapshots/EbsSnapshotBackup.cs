namespace AmiTools;

/// <summary>A snapshot that was taken of a volume.</summary>
public sealed class EbsSnapshotBackup : AmiResource
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The volume.</summary>
    public required string VolumeId { get; init; }

    /// <summary>The instance that the volume was attached to; null where it was attached to none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The volume's device on that instance; null where it was attached to none.</summary>
    public string? DeviceName { get; init; }

    /// <summary>AWS's word for its state when this was returned: <c>pending</c>, <c>completed</c>.</summary>
    public required string State { get; init; }

    /// <summary>When it was begun, UTC: what it holds is of that moment.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>The size of the volume in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>Whether it is encrypted, as its volume is.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>The change, for a journal and Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The id.</summary>
    public override string ToString() => SnapshotId;
}
