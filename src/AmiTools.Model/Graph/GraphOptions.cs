namespace AmiTools;

/// <summary>Which part of an estate is drawn. Without any root: everything in the session's regions.</summary>
public sealed class GraphOptions
{
    /// <summary>Who asks, and in which regions copies, parents and users are looked for. Without a region: those of the roots, else the default region.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>Images to begin at. One that is gone can be a root too: what is left of it is drawn.</summary>
    public IReadOnlyList<ResourceReference> ImageId { get; init; } = [];

    /// <summary>Snapshots to begin at.</summary>
    public IReadOnlyList<ResourceReference> SnapshotId { get; init; } = [];

    /// <summary>Instances to begin at.</summary>
    public IReadOnlyList<ResourceReference> InstanceId { get; init; } = [];

    /// <summary>Volumes to begin at.</summary>
    public IReadOnlyList<ResourceReference> VolumeId { get; init; } = [];

    /// <summary>Which way to go from the roots.</summary>
    public GraphDirection Direction { get; init; } = GraphDirection.Both;

    /// <summary>Whether images, snapshots and volumes in the Recycle Bin are a part of the graph.</summary>
    public bool IncludeRecycleBin { get; init; }
}

/// <summary>Which way a graph goes from its roots. The numbers are fixed.</summary>
public enum GraphDirection
{
    /// <summary>Ancestors and descendants.</summary>
    Both = 0,

    /// <summary>Only what the roots come from.</summary>
    Up = 1,

    /// <summary>Only what came of the roots.</summary>
    Down = 2,
}
