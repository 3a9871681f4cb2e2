using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>The regions that copies go to: those that are named, and those that only a wildcard means, which never means a source's own region.</summary>
internal sealed class CopyDestinations
{
    private readonly IReadOnlyList<string> _named;

    private CopyDestinations(IReadOnlyList<string> named, IReadOnlyList<string> matched)
    {
        _named = named;
        Regions = [.. named.Union(matched)];
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>Finds them out.</summary>
    /// <param name="session">The caller.</param>
    /// <param name="patterns">Names and wildcards.</param>
    /// <param name="problems">Gets what names no region, or one that is not enabled.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<CopyDestinations> ResolveAsync(EngineSession session, IReadOnlyList<string> patterns, List<AmiException> problems, CancellationToken cancellationToken)
    {
        ILookup<bool, string> byKind = patterns.ToLookup(pattern => pattern.AsSpan().IndexOfAny('*', '?') >= 0);
        return new CopyDestinations(await ResolveAsync([.. byKind[false]]).ConfigureAwait(false), await ResolveAsync([.. byKind[true]]).ConfigureAwait(false));

        async Task<IReadOnlyList<string>> ResolveAsync(IReadOnlyList<string> some)
        {
            if (some.Count == 0) return [];
            (IReadOnlyList<string> regions, IReadOnlyList<AmiException> unresolved) = await session.Regions.ResolveAsync(some, cancellationToken).ConfigureAwait(false);
            problems.AddRange(unresolved);
            return regions;
        }
    }

    /// <summary>Whether what is in the one region is copied to the other.</summary>
    public bool Takes(string region, string sourceRegion) => region != sourceRegion || _named.Contains(region);
}
