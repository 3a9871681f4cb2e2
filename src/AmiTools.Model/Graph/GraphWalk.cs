namespace AmiTools;

/// <summary>Goes along the edges of a graph: up to what something comes from, down to what came of it.</summary>
public sealed class GraphWalk
{
    private readonly Dictionary<string, GraphNode> _nodes;
    private readonly ILookup<string, GraphEdge> _edges;
    private readonly ILookup<string, string> _up;
    private readonly ILookup<string, string> _down;

    /// <summary>Takes the nodes, each once, and the edges between them.</summary>
    public GraphWalk(IReadOnlyCollection<GraphNode> nodes, IReadOnlyCollection<GraphEdge> edges)
    {
        _nodes = nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        _edges = edges.SelectMany(edge => new[] { (Id: edge.From, Edge: edge), (Id: edge.To, Edge: edge) }).ToLookup(end => end.Id, end => end.Edge, StringComparer.Ordinal);
        _up = edges.SelectMany(Up).ToLookup(step => step.From, step => step.To, StringComparer.Ordinal);
        _down = edges.SelectMany(Down).ToLookup(step => step.From, step => step.To, StringComparer.Ordinal);
    }

    /// <summary>The node of that id; null where there is none.</summary>
    public GraphNode? Find(string id) => _nodes.GetValueOrDefault(id);

    /// <summary>The edges at a node.</summary>
    public IReadOnlyList<GraphEdge> EdgesOf(string id) => _edges[id].ToArray();

    /// <summary>The nodes one step away.</summary>
    public IEnumerable<GraphNode> Neighbours(string id, GraphDirection direction) => direction switch
    {
        GraphDirection.Up => Nodes(_up[id]),
        GraphDirection.Down => Nodes(_down[id]),
        _ => Nodes(_up[id]).Concat(Nodes(_down[id])).DistinctBy(node => node.Id),
    };

    /// <summary>The nodes that can be reached, the given ones first, then by distance. <see cref="GraphDirection.Both"/> joins both ways, and never turns round on one.</summary>
    public IReadOnlyList<GraphNode> Reach(IEnumerable<string> ids, GraphDirection direction)
    {
        string[] begin = [.. ids];
        return direction switch
        {
            GraphDirection.Up => Reach(begin, _up),
            GraphDirection.Down => Reach(begin, _down),
            _ => Reach(begin, _up).Concat(Reach(begin, _down)).DistinctBy(node => node.Id).ToArray(),
        };
    }

    private IEnumerable<GraphNode> Nodes(IEnumerable<string> ids) => ids.Select(Find).OfType<GraphNode>();

    private List<GraphNode> Reach(string[] begin, ILookup<string, string> steps)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<string> queue = new(begin.Where(seen.Add));
        List<GraphNode> reached = [];
        while (queue.TryDequeue(out string? id))
        {
            if (Find(id) is not { } node) continue;
            reached.Add(node);
            foreach (string next in steps[id].Where(seen.Add)) queue.Enqueue(next);
        }

        return reached;
    }

    // A snapshot is older than the image that it backs, so going up from an image leads to it. A volume and its instance are one machine: each leads to the other, both ways.
    private IEnumerable<(string From, string To)> Up(GraphEdge edge) => edge.Kind switch
    {
        GraphEdgeKind.Backs when IsVolume(edge.From) => [(edge.From, edge.To), (edge.To, edge.From)],
        GraphEdgeKind.Backs => [(edge.To, edge.From)],
        _ => [(edge.From, edge.To)],
    };

    // An image's snapshots are a part of it: what came of them came of the image.
    private static IEnumerable<(string From, string To)> Down(GraphEdge edge) => edge.Kind switch
    {
        GraphEdgeKind.Backs => [(edge.From, edge.To), (edge.To, edge.From)],
        _ => [(edge.To, edge.From)],
    };

    private bool IsVolume(string id) => Find(id)?.Kind == GraphNodeKinds.Volume;
}
