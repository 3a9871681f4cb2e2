namespace AmiTools;

/// <summary>An image copied from another one.</summary>
public sealed class AmiCopy : AmiResource
{
    /// <summary>The copy.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>AWS's word for its state when this was returned: <c>pending</c>, <c>available</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>The image that it was copied from. Never named <c>SourceImageId</c>: AWS Tools' Copy-EC2Image would bind that and copy the parent.</summary>
    public required string ParentImageId { get; init; }

    /// <summary>The region of that image.</summary>
    public required string ParentRegion { get; init; }

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

    /// <summary>The copy's id.</summary>
    public override string ToString() => ImageId;
}
