namespace AmiTools;

/// <summary>How one resource of a graph hangs on another: <c>From</c> is made from, backs, is copied from, is launched from or refers to <c>To</c>.</summary>
public sealed class GraphEdge
{
    /// <summary>What <see cref="From"/> is to <see cref="To"/>.</summary>
    public required GraphEdgeKind Kind { get; init; }

    /// <summary>The id of the resource that the edge begins at.</summary>
    public required string From { get; init; }

    /// <summary>The region of <see cref="From"/>; empty where it is not known.</summary>
    public required string FromRegion { get; init; }

    /// <summary>The id of the resource that the edge ends at.</summary>
    public required string To { get; init; }

    /// <summary>The region of <see cref="To"/>; empty where it is not known.</summary>
    public required string ToRegion { get; init; }

    /// <summary>How it is known.</summary>
    public required GraphCertainty Certainty { get; init; }

    /// <summary>The devices of a mapping (<c>/dev/xvda</c>), the versions of a launch template (<c>default 1, latest 3</c>); empty for the others.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Whether it goes from one region to another.</summary>
    public bool CrossesRegions => FromRegion.Length > 0 && ToRegion.Length > 0 && FromRegion != ToRegion;

    /// <summary>The edge as a sentence.</summary>
    public override string ToString() => $"{From} {Kind} {To}";
}

/// <summary>What one resource is to another. The numbers are fixed.</summary>
public enum GraphEdgeKind
{
    /// <summary>An image made of an instance (or of an instance of that image), a snapshot of a volume, a volume of a snapshot.</summary>
    MadeFrom = 0,

    /// <summary>A snapshot backs an image, an attached volume an instance.</summary>
    Backs = 1,

    /// <summary>An image copied from an image, a snapshot from a snapshot, a volume from a volume.</summary>
    CopiedFrom = 2,

    /// <summary>An instance launched from an image.</summary>
    LaunchedFrom = 3,

    /// <summary>A launch template that names an image or a snapshot.</summary>
    References = 4,
}

/// <summary>How an edge is known. The numbers are fixed.</summary>
public enum GraphCertainty
{
    /// <summary>Something is named that could not be resolved: the alias of a launch template.</summary>
    Unknown = 0,

    /// <summary>From a text that AWS wrote into a description, or from a tag that this module wrote. Whoever may edit those can have changed it.</summary>
    Description = 1,

    /// <summary>From a field that AWS keeps for it.</summary>
    Field = 2,

    /// <summary>From a block device mapping.</summary>
    Mapping = 3,
}
