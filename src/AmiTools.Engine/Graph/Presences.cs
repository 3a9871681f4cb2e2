namespace AmiTools.Engine.Graph;

/// <summary>Tells of every resource that is named whether it is there, from what was read and what was not.</summary>
internal sealed class Presences
{
    private readonly Estate _estate;
    private readonly IReadOnlySet<string> _hidden;

    private Presences(Estate estate, IReadOnlySet<string> hidden)
    {
        _estate = estate;
        _hidden = hidden;
    }

    /// <summary>Whether each of the resources is there.</summary>
    /// <param name="estate">What was read.</param>
    /// <param name="named">The resources.</param>
    /// <param name="edges">How they hang together.</param>
    /// <param name="hidden">Snapshots of other accounts that are known to be there, because an image that is there needs them, although nobody but their owners can read them.</param>
    /// <param name="settledBefore">What was made later than this may still be missing in AWS's answers.</param>
    public static Dictionary<string, GraphPresence> Of(Estate estate, IReadOnlyDictionary<string, EdgeList.Place> named, IReadOnlyList<GraphEdge> edges, IReadOnlySet<string> hidden, DateTime settledBefore)
    {
        Presences presences = new(estate, hidden);
        Dictionary<string, GraphPresence> all = named.ToDictionary(place => place.Key, place => presences.Of(place.Key, place.Value.Kind, place.Value.Region), StringComparer.Ordinal);
        // AWS's lists lag behind: what something new refers to is as new, and may only not be seen yet.
        foreach (GraphEdge edge in edges)
        {
            if (all[edge.To] == GraphPresence.Gone && IsNew(edge.From)) all[edge.To] = GraphPresence.Unknown;
            if (all[edge.From] == GraphPresence.Gone && IsNew(edge.To)) all[edge.From] = GraphPresence.Unknown;
        }

        return all;

        bool IsNew(string id) => named[id].Region is { Length: > 0 } region && estate.In(region)?.MadeAt(named[id].Kind, id) > settledBefore;
    }

    private GraphPresence Of(string id, string kind, string region)
    {
        if (region.Length == 0) return Anywhere(id, kind);
        if (_estate.In(region) is not { } asked) return GraphPresence.Unknown;
        if (kind == GraphNodeKinds.LaunchTemplate) return GraphPresence.Present;
        Shelf shelf = asked.Of(kind);
        if (shelf.Has(id)) return GraphPresence.Present;
        if (asked.BinOf(kind)?.Has(id) == true) return GraphPresence.InRecycleBin;
        return IsSettled(id, kind, asked) ? GraphPresence.Gone : GraphPresence.Unknown;
    }

    // Nothing says where it lies: it is gone only where every region has said so.
    private GraphPresence Anywhere(string id, string kind)
    {
        GraphPresence[] all = [.. _estate.Regions.Select(region => Of(id, kind, region.Name))];
        if (all.Contains(GraphPresence.InRecycleBin)) return GraphPresence.InRecycleBin;
        return all.Length > 0 && all.All(presence => presence == GraphPresence.Gone) ? GraphPresence.Gone : GraphPresence.Unknown;
    }

    private bool IsSettled(string id, string kind, RegionEstate region) => !_hidden.Contains(id) && !TemplateEdges.IsAlias(id) && region.Of(kind).Answers(Question.ById(region.Name, kind, id));
}
