using Amazon.EC2.Model;

namespace AmiTools.Engine.Graph;

/// <summary>Makes a graph of what was read. Asks nothing and decides nothing that the answers do not say.</summary>
internal sealed class GraphBuilder
{
    private readonly Estate _estate;
    private readonly GraphScope _scope;
    private readonly DateTimeOffset _readAt;
    private readonly EdgeList _named;
    private readonly IReadOnlyList<GraphEdge> _edges;
    private readonly ILookup<string, GraphEdge> _from;
    private readonly ILookup<string, GraphEdge> _to;
    private readonly HashSet<string> _hidden;
    private readonly Dictionary<string, GraphPresence> _presence;
    private readonly ProblemFinder _problems;

    private GraphBuilder(Estate estate, GraphScope scope, DateTimeOffset readAt, TimeSpan visibility)
    {
        _estate = estate;
        _scope = scope;
        _readAt = readAt;
        _named = new EdgeFinder(estate, scope.RootIds).Find();
        foreach (GraphRoot root in scope.Roots) _named.Name(root.Kind, root.Id, root.Region);
        if (scope.IncludeRecycleBin) NameBinned();
        _edges = _named.ToEdges();
        _from = _edges.ToLookup(edge => edge.From, StringComparer.Ordinal);
        _to = _edges.ToLookup(edge => edge.To, StringComparer.Ordinal);
        _hidden = [.. _edges.Where(edge => edge.Kind == GraphEdgeKind.Backs && IsOfOthers(edge.To)).Select(edge => edge.From)];
        _presence = Presences.Of(estate, _named.Places, _edges, _hidden, readAt.UtcDateTime - visibility);
        _problems = new ProblemFinder(estate, _presence, _from, _to);
    }

    /// <summary>The graph of everything that was read.</summary>
    /// <param name="estate">What was read.</param>
    /// <param name="scope">What of it is asked for.</param>
    /// <param name="readAt">When it was read.</param>
    /// <param name="visibility">How long something new may be missing in AWS's answers.</param>
    public static GraphDraft Build(Estate estate, GraphScope scope, DateTimeOffset readAt, TimeSpan visibility)
    {
        GraphBuilder builder = new(estate, scope, readAt, visibility);
        return new GraphDraft(builder.Nodes(), builder._edges, builder._hidden);
    }

    private GraphNode[] Nodes()
    {
        NodeMaker maker = new(_estate, _readAt);
        return
        [
            .. _named.Places.OrderBy(place => place.Value.Region, StringComparer.Ordinal).ThenBy(place => place.Value.Kind, StringComparer.Ordinal).ThenBy(place => place.Key, StringComparer.Ordinal)
                .Select(place => maker.Make(place.Key, place.Value.Kind, place.Value.Region, _presence[place.Key], Findings(place.Key, place.Value))),
        ];
    }

    private void NameBinned()
    {
        foreach (RegionEstate region in _estate.Regions)
        {
            foreach (ImageRecycleBinInfo image in region.BinnedImages.Items) _named.Name(GraphNodeKinds.Image, image.ImageId!, region.Name);
        }
    }

    private NodeFindings Findings(string id, EdgeList.Place place)
    {
        bool isSnapshot = place.Kind == GraphNodeKinds.Snapshot;
        GraphPresence[] images = isSnapshot ? [.. _from[id].Where(edge => edge.Kind == GraphEdgeKind.Backs).Select(edge => _presence[edge.To])] : [];
        bool isOwn = isSnapshot && _estate.In(place.Region)?.Snapshots.Find(id) is { } snapshot && snapshot.OwnerId == _estate.AccountId;
        bool? isOrphan = isOwn ? IsOrphan(images, _estate.In(place.Region)!) : false;
        return new NodeFindings(images.Count(presence => presence != GraphPresence.Gone), isOrphan, isOwn, [.. _problems.Of(id, place, isOrphan)]);
    }

    // An image in the Recycle Bin comes back with its snapshots or not at all: until the bin was read, no snapshot is an orphan.
    private static bool? IsOrphan(GraphPresence[] images, RegionEstate region)
    {
        if (images.Length == 0 || images.Any(presence => presence is GraphPresence.Present or GraphPresence.InRecycleBin)) return false;
        return images.Contains(GraphPresence.Unknown) || !region.BinnedImages.IsComplete ? null : true;
    }

    private bool IsOfOthers(string image) => _estate.In(_named.Places[image].Region)?.Images.Find(image) is { } found && found.OwnerId != _estate.AccountId;
}
