using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Graph;

/// <summary>Draws one graph: asks, builds, and asks again for what that leaves open, until nothing is.</summary>
internal sealed class GraphRunner(EngineSession session, GraphOptions options, IEngineEvents events)
{
    /// <summary>The graph; null where none of the roots that were given is there.</summary>
    public async Task<AmiSnapshotGraph?> RunAsync(CancellationToken cancellationToken)
    {
        if (await new RootFinder(session, options, events).FindAsync(cancellationToken).ConfigureAwait(false) is not { } begin) return null;
        Estate estate = new(begin.Regions);
        GraphScope scope = new(begin.Roots, options.Direction, options.IncludeRecycleBin);
        EstateReader reader = new(session, estate, events);
        GraphQuestions questions = new(estate, scope);
        AncestryReader ancestry = new(session, estate, scope);
        GraphDraft draft;
        try
        {
            await reader.AnswerAsync(questions.First(), cancellationToken).ConfigureAwait(false);
            draft = await ReadOpenAsync(reader, questions, estate, scope, cancellationToken).ConfigureAwait(false);
            if (options.Direction != GraphDirection.Down && await ancestry.ReadAsync(draft, cancellationToken).ConfigureAwait(false))
            {
                draft = await ReadOpenAsync(reader, questions, estate, scope, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            reader.Done();
        }

        GapFinder gaps = new(estate, ancestry.Failures);
        foreach (AmiException failure in gaps.Failures) await events.FailAsync(failure).ConfigureAwait(false);
        IReadOnlyList<GraphNode> nodes = await WithoutMissingRootsAsync(draft, scope).ConfigureAwait(false);
        return nodes.Count == 0 && !scope.IsEstate ? null : Finish(nodes, draft, scope, estate, gaps.Gaps);
    }

    private async Task<GraphDraft> ReadOpenAsync(EstateReader reader, GraphQuestions questions, Estate estate, GraphScope scope, CancellationToken cancellationToken)
    {
        while (true)
        {
            GraphDraft draft = GraphBuilder.Build(estate, scope, session.Environment.Time.GetUtcNow(), session.Settings.VisibilityWindow);
            IReadOnlyList<Question> open = questions.Open(draft);
            if (open.Count == 0) return draft;
            await reader.AnswerAsync(open, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A root that is gone is drawn where something is left of it; where nothing is, it was never there.</summary>
    private async Task<IReadOnlyList<GraphNode>> WithoutMissingRootsAsync(GraphDraft draft, GraphScope scope)
    {
        HashSet<string> missing = new(StringComparer.Ordinal);
        foreach (GraphRoot root in scope.Roots.Where(root => draft.Walk.Find(root.Id)?.Presence == GraphPresence.Gone))
        {
            if (draft.Walk.EdgesOf(root.Id).Count > 0)
            {
                await events.WarnAsync($"{root.Id} is not there any more; the graph shows what is left of it.").ConfigureAwait(false);
            }
            else
            {
                missing.Add(root.Id);
                await events.FailAsync(RootFinder.NotFound(root)).ConfigureAwait(false);
            }
        }

        return [.. scope.In(draft).Where(node => !missing.Contains(node.Id))];
    }

    private AmiSnapshotGraph Finish(IReadOnlyList<GraphNode> nodes, GraphDraft draft, GraphScope scope, Estate estate, IReadOnlyList<GraphGap> gaps)
    {
        HashSet<string> shown = nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        // The draft's order is the graph's: by region, kind and id.
        GraphNode[] ordered = [.. draft.Nodes.Where(node => shown.Contains(node.Id))];
        GraphEdge[] edges = [.. draft.Edges.Where(edge => shown.Contains(edge.From) && shown.Contains(edge.To))];
        return new AmiSnapshotGraph
        {
            Regions = [.. estate.Regions.Select(region => region.Name).Order(StringComparer.Ordinal)],
            AccountId = estate.AccountId,
            ReadAt = session.Environment.Time.GetUtcNow().UtcDateTime,
            Roots = [.. scope.Roots.Select(root => root.Id).Where(shown.Contains)],
            Direction = scope.Direction,
            Nodes = ordered,
            Edges = edges,
            NotRead = gaps,
            Fingerprint = GraphFingerprint.Of(ordered, edges, gaps),
        };
    }
}
