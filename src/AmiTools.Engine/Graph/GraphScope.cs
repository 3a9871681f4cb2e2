namespace AmiTools.Engine.Graph;

/// <summary>Which part of an estate a graph is to show.</summary>
/// <param name="roots">What it begins at; none for everything.</param>
/// <param name="direction">Which way it goes from there.</param>
/// <param name="includeRecycleBin">Whether what is in the Recycle Bin belongs to it.</param>
internal sealed class GraphScope(IReadOnlyList<GraphRoot> roots, GraphDirection direction, bool includeRecycleBin)
{
    /// <summary>What it begins at.</summary>
    public IReadOnlyList<GraphRoot> Roots { get; } = roots;

    /// <summary>The ids of the roots.</summary>
    public IReadOnlySet<string> RootIds { get; } = roots.Select(root => root.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>Which way it goes.</summary>
    public GraphDirection Direction { get; } = direction;

    /// <summary>Whether what is in the Recycle Bin belongs to it.</summary>
    public bool IncludeRecycleBin { get; } = includeRecycleBin;

    /// <summary>Whether everything is to be shown.</summary>
    public bool IsEstate => Roots.Count == 0;

    /// <summary>Whether the graph begins at that id.</summary>
    public bool IsRoot(string id) => RootIds.Contains(id);

    /// <summary>The nodes that are to be shown.</summary>
    public IReadOnlyList<GraphNode> In(GraphDraft draft) => IsEstate ? draft.Nodes : draft.Walk.Reach(RootIds, Direction);

    /// <summary>The nodes whose ancestors are to be shown.</summary>
    public IReadOnlyList<GraphNode> UpFrom(GraphDraft draft) => Direction == GraphDirection.Down ? [] : draft.Walk.Reach(RootIds, GraphDirection.Up);

    /// <summary>The nodes whose descendants are to be shown.</summary>
    public IReadOnlyList<GraphNode> DownFrom(GraphDraft draft) => Direction == GraphDirection.Up ? [] : draft.Walk.Reach(RootIds, GraphDirection.Down);
}

/// <summary>One resource that a graph begins at.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Region">Its region; empty where it may be in any that is asked.</param>
/// <param name="Given">What the user gave.</param>
internal sealed record GraphRoot(string Kind, string Id, string Region, ResourceReference Given);

/// <summary>A graph as far as it is known.</summary>
/// <param name="Nodes">Its nodes.</param>
/// <param name="Edges">Its edges.</param>
/// <param name="Hidden">Snapshots of other accounts that nobody but their owners can read.</param>
internal sealed record GraphDraft(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges, IReadOnlySet<string> Hidden)
{
    /// <summary>Goes along the edges.</summary>
    public GraphWalk Walk { get; } = new(Nodes, Edges);
}
