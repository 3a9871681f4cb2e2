namespace AmiTools;

/// <summary>Makes trees of a graph: which resource is drawn below which.</summary>
internal sealed class GraphTrees
{
    private static readonly string[] s_order = [GraphNodeKinds.Volume, GraphNodeKinds.Snapshot, GraphNodeKinds.Image, GraphNodeKinds.Instance, GraphNodeKinds.LaunchTemplate];

    private readonly AmiSnapshotGraph _graph;
    private readonly ILookup<string, GraphNode> _below;
    private readonly HashSet<string> _hasParent;

    public GraphTrees(AmiSnapshotGraph graph)
    {
        _graph = graph;
        ILookup<string, GraphEdge> from = graph.Edges.ToLookup(edge => edge.From, StringComparer.Ordinal);
        Dictionary<string, GraphNode> nodes = graph.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        (string Parent, GraphNode Child)[] pairs = [.. graph.Nodes.SelectMany(node => Parents(node, [.. from[node.Id].Where(edge => nodes.ContainsKey(edge.To))], nodes).Select(parent => (parent, node)))];
        _below = pairs.ToLookup(pair => pair.Parent, pair => pair.Child, StringComparer.Ordinal);
        _hasParent = pairs.Select(pair => pair.Child.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// What stands on top, in the order of drawing. Where resources come from each other in a circle (an instance whose root volume was replaced from its own backup) none of them does; so all others follow,
    /// and whoever draws leaves out what is drawn already.
    /// </summary>
    public IEnumerable<GraphNode> Tops() => Ordered(_graph.Nodes.Where(node => !_hasParent.Contains(node.Id) && !IsMention(node))).Concat(Ordered(_graph.Nodes.Where(node => _hasParent.Contains(node.Id))));

    /// <summary>What is drawn below a resource.</summary>
    public IEnumerable<GraphNode> Below(GraphNode node) => _below[node.Id].OrderBy(child => Array.IndexOf(s_order, child.Kind)).ThenBy(child => child.Region, StringComparer.Ordinal).ThenBy(child => child.CreationDate).ThenBy(child => child.Id, StringComparer.Ordinal);

    /// <summary>Whether a resource is not there, and nothing is drawn below it: then it gets no line of its own, and is only named where another one comes from it.</summary>
    public bool IsMention(GraphNode node) => node.Presence is GraphPresence.Gone or GraphPresence.Unknown && !_hasParent.Contains(node.Id) && !_below.Contains(node.Id) && !_graph.Roots.Contains(node.Id) && _graph.EdgesOf(node.Id).Count > 0;

    private IEnumerable<GraphNode> Ordered(IEnumerable<GraphNode> nodes) => nodes.OrderBy(node => node.Region.Length == 0).ThenBy(node => node.Region, StringComparer.Ordinal)
        .ThenBy(node => !_below.Contains(node.Id)).ThenBy(node => -Array.IndexOf(s_order, node.Kind)).ThenBy(node => node.CreationDate).ThenBy(node => node.Id, StringComparer.Ordinal);

    /// <summary>The nearest thing that a resource came of. A snapshot stands below every image that it backs; all others below one.</summary>
    private static IEnumerable<string> Parents(GraphNode node, IReadOnlyList<GraphEdge> edges, Dictionary<string, GraphNode> nodes)
    {
        IEnumerable<string> Ends(GraphEdgeKind kind, string end) => edges.Where(edge => edge.Kind == kind && nodes[edge.To].Kind == end).Select(edge => edge.To);
        return node.Kind switch
        {
            GraphNodeKinds.Image => Ends(GraphEdgeKind.CopiedFrom, GraphNodeKinds.Image).Concat(Ends(GraphEdgeKind.MadeFrom, GraphNodeKinds.Instance)).Concat(Ends(GraphEdgeKind.MadeFrom, GraphNodeKinds.Image)).Take(1),
            GraphNodeKinds.Snapshot when Ends(GraphEdgeKind.Backs, GraphNodeKinds.Image).Any() => Ends(GraphEdgeKind.Backs, GraphNodeKinds.Image),
            GraphNodeKinds.Snapshot => Ends(GraphEdgeKind.CopiedFrom, GraphNodeKinds.Snapshot).Concat(Ends(GraphEdgeKind.MadeFrom, GraphNodeKinds.Volume)).Take(1),
            GraphNodeKinds.Volume => Ends(GraphEdgeKind.Backs, GraphNodeKinds.Instance).Concat(Ends(GraphEdgeKind.MadeFrom, GraphNodeKinds.Snapshot)).Concat(Ends(GraphEdgeKind.CopiedFrom, GraphNodeKinds.Volume)).Take(1),
            GraphNodeKinds.Instance => Ends(GraphEdgeKind.LaunchedFrom, GraphNodeKinds.Image).Take(1),
            _ => Ends(GraphEdgeKind.References, GraphNodeKinds.Image),
        };
    }
}
