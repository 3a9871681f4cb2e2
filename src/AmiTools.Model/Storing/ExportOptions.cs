namespace AmiTools;

/// <summary>Which images are to be stored in S3.</summary>
public sealed class ExportOptions
{
    /// <summary>Who asks; its region is used for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>The bucket, which must be in the image's region; a prefix for the key may stand behind a slash.</summary>
    public required string BucketName { get; init; }

    /// <summary>Tags for the objects in the bucket, ten at the most. The image's own tags are stored with it.</summary>
    public IReadOnlyDictionary<string, string> ObjectTag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether an image that a finished task has stored in the bucket is stored again.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether to wait until the objects are there.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>What storing images would do.</summary>
public sealed class ExportPlan : Plan<ExportStep>
{
    /// <summary>What was asked for.</summary>
    public required ExportOptions Options { get; init; }
}

/// <summary>One image that is stored.</summary>
public sealed class ExportStep : PlanStep
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The account that owns the image.</summary>
    public required string AccountId { get; init; }

    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the user named it by.</summary>
    public required string Given { get; init; }

    /// <summary>The sizes of its volumes, added up, in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>The task where the image is stored already, or about to be; else null.</summary>
    public AmiExport? Existing { get; init; }
}
