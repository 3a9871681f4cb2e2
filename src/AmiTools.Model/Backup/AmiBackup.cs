namespace AmiTools;

/// <summary>An image made of an instance.</summary>
public sealed class AmiBackup : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>AWS's word for its state when this was returned: <c>pending</c>, <c>available</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>The instance that it was made of.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The <c>Name</c> tag of the instance; empty where there is none.</summary>
    public string InstanceName { get; init; } = "";

    /// <summary>How the instance was treated.</summary>
    public string Consistency { get; init; } = nameof(BackupConsistency.NoReboot);

    /// <summary>When it was made, UTC.</summary>
    public DateTime? CreationDate { get; init; }

    /// <summary>The snapshots behind it, as far as AWS names them yet.</summary>
    public IReadOnlyList<string> SnapshotIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>The sizes of its EBS volumes, added up, in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary><c>true</c>: every EBS volume is encrypted; <c>false</c>: none is; null: some are, or it is not known yet.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>Whether it was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>The change, for a journal and Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}
