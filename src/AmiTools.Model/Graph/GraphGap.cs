namespace AmiTools;

/// <summary>Something that a graph would show and that could not be read. What depends on it is unknown, not absent.</summary>
public sealed class GraphGap
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>What was not read: one of <see cref="GraphNodeKinds"/> or <see cref="GraphGapKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name of the failure, one of <see cref="AmiErrorCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What and where.</summary>
    public override string ToString() => $"{Kind} in {Region}: {Reason}";
}

/// <summary>What besides the kinds of resources can be missing in a graph: further values of <see cref="GraphGap.Kind"/>.</summary>
public static class GraphGapKinds
{
    /// <summary>The images in the Recycle Bin.</summary>
    public const string RecycleBinImage = "RecycleBinImage";

    /// <summary>The snapshots in the Recycle Bin.</summary>
    public const string RecycleBinSnapshot = "RecycleBinSnapshot";

    /// <summary>The volumes in the Recycle Bin.</summary>
    public const string RecycleBinVolume = "RecycleBinVolume";

    /// <summary>Where images came from, over more steps than their own fields name.</summary>
    public const string ImageAncestry = "ImageAncestry";

    /// <summary>Which images the parameters in launch templates mean.</summary>
    public const string LaunchTemplateAlias = "LaunchTemplateAlias";
}
