namespace AmiTools;

/// <summary>Which images are to be made of objects in S3.</summary>
public sealed class ImportOptions
{
    /// <summary>Who asks; its region is used for objects that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The objects, as <c>bucket/key</c>. The bucket must be in the region that the image is to be in.</summary>
    public required IReadOnlyList<ResourceReference> Object { get; init; }

    /// <summary>The image's name; null for the one that the stored image had, which is not known before it is there.</summary>
    public string? Name { get; init; }

    /// <summary>Tags for the image and its snapshots, beside those that were stored.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether to wait until the images are available.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>What making images of objects would do.</summary>
public sealed class ImportPlan : Plan<ImportStep>
{
    /// <summary>What was asked for.</summary>
    public required ImportOptions Options { get; init; }
}

/// <summary>One image that is made of an object.</summary>
public sealed class ImportStep : PlanStep
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>What the user named the object by.</summary>
    public required string Given { get; init; }

    /// <summary>The bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>The object's key.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>The image where it is there already; else null.</summary>
    public AmiImport? Existing { get; init; }
}

/// <summary>An image that was made of an object in S3.</summary>
public sealed class AmiImport : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>AWS's word for its state when this was returned: <c>pending</c>, <c>available</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>The bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>The object's key.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime? CreationDate { get; init; }

    /// <summary>The snapshots behind it, as far as AWS names them yet.</summary>
    public IReadOnlyList<string> SnapshotIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>The sizes of its EBS volumes, added up, in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>Whether it was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>The change, for a journal and Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}
