namespace AmiTools;

/// <summary>The lineage of images, snapshots, volumes and instances: what is there, what came of what, and what could not be found out.</summary>
public sealed class AmiSnapshotGraph
{
    private GraphWalk? _walk;

    /// <summary>The regions that were asked.</summary>
    public required IReadOnlyList<string> Regions { get; init => field = Indexable.List(value); }

    /// <summary>The account that asked, 12 digits; empty where no answer named it.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>When the graph was read, UTC. Ages are counted from here.</summary>
    public required DateTime ReadAt { get; init; }

    /// <summary>The ids that it was drawn from; empty for a whole estate.</summary>
    public IReadOnlyList<string> Roots { get; init => field = Indexable.List(value); } = [];

    /// <summary>Which way it was drawn from the roots.</summary>
    public GraphDirection Direction { get; init; }

    /// <summary>The resources, ordered by region, kind and id.</summary>
    public required IReadOnlyList<GraphNode> Nodes { get; init => field = Indexable.List(value); }

    /// <summary>How they hang together, ordered by both ends.</summary>
    public required IReadOnlyList<GraphEdge> Edges { get; init => field = Indexable.List(value); }

    /// <summary>What could not be read. Whatever depends on it is unknown in the graph.</summary>
    public IReadOnlyList<GraphGap> NotRead { get; init => field = Indexable.List(value); } = [];

    /// <summary>
    /// A hash (SHA-256, hexadecimal) of which resources there are, in which state, and how they hang together. Two graphs of the same estate have the same one, whenever and in whatever order they were read;
    /// ages, costs, tags, deprecation dates and encryption do not count.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether everything was read.</summary>
    public bool IsComplete => NotRead.Count == 0;

    /// <summary>What is wrong, over all resources.</summary>
    public IReadOnlyList<GraphProblem> Problems => Nodes.SelectMany(node => node.Problems).ToArray();

    /// <summary>The images.</summary>
    public IReadOnlyList<GraphNode> Images => OfKind(GraphNodeKinds.Image);

    /// <summary>The snapshots.</summary>
    public IReadOnlyList<GraphNode> Snapshots => OfKind(GraphNodeKinds.Snapshot);

    /// <summary>The volumes.</summary>
    public IReadOnlyList<GraphNode> Volumes => OfKind(GraphNodeKinds.Volume);

    /// <summary>The instances.</summary>
    public IReadOnlyList<GraphNode> Instances => OfKind(GraphNodeKinds.Instance);

    /// <summary>The launch templates.</summary>
    public IReadOnlyList<GraphNode> LaunchTemplates => OfKind(GraphNodeKinds.LaunchTemplate);

    /// <summary>The snapshots that are known to be orphans.</summary>
    public IReadOnlyList<GraphNode> Orphans => Nodes.Where(node => node.IsOrphan == true).ToArray();

    /// <summary>The estimates of its resources added up, US dollars a month.</summary>
    public decimal EstimatedMonthlyCost => Nodes.Sum(node => node.EstimatedMonthlyCost ?? 0);

    /// <summary>The resource of that id; null where the graph has none.</summary>
    public GraphNode? Find(string id) => Walk.Find(id);

    /// <summary>The edges that begin or end at a resource.</summary>
    public IReadOnlyList<GraphEdge> EdgesOf(string id) => Walk.EdgesOf(id);

    /// <summary>Everything that a resource comes from, over any number of steps, nearest first.</summary>
    public IReadOnlyList<GraphNode> Ancestors(string id) => Walk.Reach([id], GraphDirection.Up).Skip(1).ToArray();

    /// <summary>Everything that came of a resource, over any number of steps, nearest first.</summary>
    public IReadOnlyList<GraphNode> Descendants(string id) => Walk.Reach([id], GraphDirection.Down).Skip(1).ToArray();

    /// <summary>The graph as text, line by line: the lineage as trees, then what is wrong and what could not be read.</summary>
    /// <param name="maximumLines">How many lines of lineage at the most; what is cut off is counted in a line of its own.</param>
    /// <param name="width">How many columns a line may have.</param>
    public IEnumerable<string> Draw(int maximumLines = int.MaxValue, int width = 100) => new GraphDrawing(this, width).Lines(maximumLines);

    /// <summary>How much there is.</summary>
    public override string ToString() => $"{Images.Count} images, {Snapshots.Count} snapshots in {string.Join(", ", Regions)}";

    private GraphWalk Walk => _walk ??= new GraphWalk(Nodes, Edges);

    private IReadOnlyList<GraphNode> OfKind(string kind) => Nodes.Where(node => node.Kind == kind).ToArray();
}
