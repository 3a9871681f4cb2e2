using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Orphans;

/// <summary>Finds snapshots whose images are gone, all regions at a time. Copies that carry the words of a snapshot of another region come last: their image may be in any of the regions.</summary>
internal sealed class OrphanFinder(EngineSession session, OrphanQuery query, IEngineEvents events)
{
    private readonly ConcurrentBag<OrphanRegion> _read = [];
    private bool _complete = true;

    public async IAsyncEnumerable<OrphanSnapshot> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync(query.Session.Region, cancellationToken).ConfigureAwait(false);
        foreach (AmiException problem in problems) await events.FailAsync(problem).ConfigureAwait(false);
        await foreach (OrphanSnapshot orphan in ParallelStream.RunAsync<string, OrphanSnapshot>(regions, session.Settings.Parallelism, RegionAsync, cancellationToken: cancellationToken).ConfigureAwait(false)) yield return orphan;

        // A region that could not be read may have the image.
        if (!_complete) yield break;
        foreach (OrphanSnapshot copy in _read.OrderBy(region => region.Name, StringComparer.Ordinal).SelectMany(region => region.Copies(_read.ToArray())).Where(IsAskedFor)) yield return copy;
    }

    private async Task RegionAsync(string name, Func<OrphanSnapshot, ValueTask> emit, CancellationToken cancellationToken)
    {
        try
        {
            OrphanRegion region = await OrphanRegion.ReadAsync(session.In(name), cancellationToken).ConfigureAwait(false);
            _read.Add(region);
            foreach (OrphanSnapshot orphan in region.Orphans().Where(IsAskedFor)) await emit(orphan).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            _complete = false;
            await events.FailAsync(failure).ConfigureAwait(false);
        }
    }

    private bool IsAskedFor(OrphanSnapshot orphan) => orphan.Confidence >= query.MinimumConfidence && (query.StartedBefore is not { } before || orphan.StartTime < before);
}
