namespace AmiTools.Engine.Graph;

/// <summary>The edges found so far, each once, and where each of their ends lies.</summary>
internal sealed class EdgeList
{
    private readonly Dictionary<(GraphEdgeKind Kind, string From, string To), Found> _edges = [];
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>Every resource that an edge names, or that <see cref="Name"/> did.</summary>
    public IReadOnlyDictionary<string, Place> Places => _places;

    /// <summary>Names a resource.</summary>
    public void Name(string kind, string id, string? region)
    {
        if (!_places.TryGetValue(id, out Place? place))
        {
            _places.Add(id, new Place(kind, region ?? ""));
        }
        else if (place.Region.Length == 0 && !string.IsNullOrEmpty(region))
        {
            _places[id] = new Place(kind, region);
        }
    }

    /// <summary>Adds an edge between resources that are named. Found twice, the surer finding counts, and the details of both.</summary>
    public void Add(GraphEdgeKind kind, string from, string to, GraphCertainty certainty, string? detail = null)
    {
        if (from == to) return;
        if (!_edges.TryGetValue((kind, from, to), out Found? found)) _edges.Add((kind, from, to), found = new Found());
        if (certainty > found.Certainty) found.Certainty = certainty;
        if (!string.IsNullOrEmpty(detail)) found.Details.Add(detail);
    }

    /// <summary>Whether there is such an edge.</summary>
    public bool Has(GraphEdgeKind kind, string from, string to) => _edges.ContainsKey((kind, from, to));

    /// <summary>The edges, in the order of their ends.</summary>
    public IReadOnlyList<GraphEdge> ToEdges() =>
    [
        .. _edges.OrderBy(edge => edge.Key.From, StringComparer.Ordinal).ThenBy(edge => edge.Key.Kind).ThenBy(edge => edge.Key.To, StringComparer.Ordinal).Select(edge => new GraphEdge
        {
            Kind = edge.Key.Kind, From = edge.Key.From, FromRegion = RegionOf(edge.Key.From), To = edge.Key.To, ToRegion = RegionOf(edge.Key.To), Certainty = edge.Value.Certainty, Detail = string.Join(", ", edge.Value.Details),
        }),
    ];

    private string RegionOf(string id) => _places.TryGetValue(id, out Place? place) ? place.Region : "";

    /// <summary>What a named resource is and where.</summary>
    /// <param name="Kind">One of <see cref="GraphNodeKinds"/>.</param>
    /// <param name="Region">The region; empty where nothing names it.</param>
    internal sealed record Place(string Kind, string Region);

    private sealed class Found
    {
        public GraphCertainty Certainty { get; set; }

        public SortedSet<string> Details { get; } = new(StringComparer.Ordinal);
    }
}
