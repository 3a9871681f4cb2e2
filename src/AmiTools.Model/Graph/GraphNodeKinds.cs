namespace AmiTools;

/// <summary>The kinds of resources in a graph: the values of <see cref="GraphNode.Kind"/>.</summary>
public static class GraphNodeKinds
{
    /// <summary>An EC2 instance.</summary>
    public const string Instance = "Instance";

    /// <summary>An EBS volume.</summary>
    public const string Volume = "Volume";

    /// <summary>An EBS snapshot.</summary>
    public const string Snapshot = "Snapshot";

    /// <summary>An Amazon Machine Image.</summary>
    public const string Image = "Image";

    /// <summary>A launch template.</summary>
    public const string LaunchTemplate = "LaunchTemplate";
}
