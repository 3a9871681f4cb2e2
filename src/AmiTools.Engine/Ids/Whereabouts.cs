using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Ids;

/// <summary>In which regions resources are looked for that somebody names: in the one that the reference knows, else in every region of the session.</summary>
internal sealed class Whereabouts
{
    private readonly EngineSession _session;
    private readonly HashSet<string> _known;
    private readonly IReadOnlyList<string> _everywhere;

    private Whereabouts(EngineSession session, IReadOnlyList<ResourceReference> references, IReadOnlyList<string> known, IReadOnlyList<string> everywhere)
    {
        _session = session;
        _known = [.. known];
        _everywhere = everywhere;
        References = references;
        Regions = [.. known.Union(everywhere).Where(region => references.Any(reference => IsIn(reference, region))).Select(session.In)];
    }

    /// <summary>What is looked for; the same thing given twice is once.</summary>
    public IReadOnlyList<ResourceReference> References { get; }

    /// <summary>The regions that something is looked for in.</summary>
    public IReadOnlyList<RegionSession> Regions { get; }

    /// <summary>Finds out where to look.</summary>
    /// <param name="session">The caller.</param>
    /// <param name="options">Whose regions count for references that name none.</param>
    /// <param name="references">What the user gave.</param>
    /// <param name="problems">Gets the regions that are none.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<Whereabouts> ResolveAsync(EngineSession session, SessionOptions options, IEnumerable<ResourceReference> references, List<AmiException> problems, CancellationToken cancellationToken)
    {
        ResourceReference[] distinct = [.. references.DistinctBy(reference => (reference.Id, reference.Region))];
        string[] named = [.. distinct.Select(reference => reference.Region).OfType<string>().Distinct()];
        IReadOnlyList<string> known = named.Length == 0 ? [] : await ResolveAsync(named).ConfigureAwait(false);
        IReadOnlyList<string> everywhere = distinct.All(reference => reference.Region is not null) ? [] : await ResolveAsync(options.Region).ConfigureAwait(false);
        return new Whereabouts(session, distinct, known, everywhere);

        async Task<IReadOnlyList<string>> ResolveAsync(IReadOnlyList<string> patterns)
        {
            (IReadOnlyList<string> regions, IReadOnlyList<AmiException> unknown) = await session.Regions.ResolveAsync(patterns, cancellationToken).ConfigureAwait(false);
            problems.AddRange(unknown);
            return regions;
        }
    }

    /// <summary>What is looked for in that region.</summary>
    public ResourceReference[] In(RegionSession region) => [.. References.Where(reference => IsIn(reference, region.Name))];

    /// <summary>Where that is looked for; nowhere, where its region is none.</summary>
    public RegionSession[] Of(ResourceReference reference) => [.. Regions.Where(region => IsIn(reference, region.Name))];

    private bool IsIn(ResourceReference reference, string region) => reference.Region is null ? _everywhere.Contains(region) : reference.Region == region && _known.Contains(region);
}
