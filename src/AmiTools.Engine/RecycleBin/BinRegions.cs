using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Where to look.</summary>
internal static class BinRegions
{
    /// <summary>The regions of the items, and the session's own where an item knows none or there are no items. A name that means no region is a failure of its own.</summary>
    public static async Task<List<string>> ResolveAsync(EngineSession session, SessionOptions options, IReadOnlyCollection<ResourceReference> items, IEngineEvents events, CancellationToken cancellationToken)
    {
        List<string> known = [.. items.Select(item => item.Region).OfType<string>()];
        if (items.Count == 0 || known.Count < items.Count)
        {
            (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync(options.Region, cancellationToken).ConfigureAwait(false);
            foreach (AmiException problem in problems) await events.FailAsync(problem).ConfigureAwait(false);
            known.AddRange(regions);
        }

        return [.. known.Distinct()];
    }
}
