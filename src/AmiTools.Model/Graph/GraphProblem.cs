namespace AmiTools;

/// <summary>Something that is wrong with a resource of a graph.</summary>
public sealed class GraphProblem
{
    /// <summary>One of <see cref="GraphProblemCodes"/>. Stable over versions.</summary>
    public required string Code { get; init; }

    /// <summary>The resource's id.</summary>
    public required string Id { get; init; }

    /// <summary>The resource's region; empty where it is not known.</summary>
    public required string Region { get; init; }

    /// <summary>What is wrong, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The resource and what is wrong with it.</summary>
    public override string ToString() => $"{Id}: {Message}";
}

/// <summary>The names of all problems of a graph: the values of <see cref="GraphProblem.Code"/>.</summary>
public static class GraphProblemCodes
{
    /// <summary>The image ended badly and cannot be launched.</summary>
    public const string ImageFailed = "ImageFailed";

    /// <summary>The snapshot ended badly and holds nothing.</summary>
    public const string SnapshotFailed = "SnapshotFailed";

    /// <summary>The image's mapping names a snapshot that is not there: the image cannot be launched.</summary>
    public const string SnapshotMissing = "SnapshotMissing";

    /// <summary>The snapshot was made for an image that is not there any more.</summary>
    public const string OrphanSnapshot = "OrphanSnapshot";

    /// <summary>The image has instance-store devices, whose data is in no snapshot.</summary>
    public const string InstanceStore = "InstanceStore";

    /// <summary>The launch template names an image that is not there: launches from it fail.</summary>
    public const string TemplateImageGone = "TemplateImageGone";

    /// <summary>The launch template names an image that cannot be launched: disabled, failed, not finished.</summary>
    public const string TemplateImageNotLaunchable = "TemplateImageNotLaunchable";

    /// <summary>The launch template names a parameter in place of an image, and AWS did not say which image that is.</summary>
    public const string TemplateAliasNotResolved = "TemplateAliasNotResolved";
}
