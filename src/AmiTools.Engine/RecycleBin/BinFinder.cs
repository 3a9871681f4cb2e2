using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Lists the Recycle Bin.</summary>
internal sealed class BinFinder(SessionDirectory sessions)
{
    public async IAsyncEnumerable<RecycleBinItem> FindAsync(RecycleBinQuery query, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EngineSession session = await sessions.OpenAsync(query.Session, cancellationToken).ConfigureAwait(false);
        ResourceReference[] malformed = [.. query.Id.Where(reference => RestorePlanner.Kind(reference) is null)];
        foreach (ResourceReference reference in malformed) await events.FailAsync(RestoreFailures.InvalidId(reference)).ConfigureAwait(false);
        if (query.Id.Count > 0 && malformed.Length == query.Id.Count) yield break;
        List<string> regions = await BinRegions.ResolveAsync(session, query.Session, query.Id, events, cancellationToken).ConfigureAwait(false);
        HashSet<string> found = new(StringComparer.Ordinal);
        bool complete = true;
        await foreach (RecycleBinItem item in ParallelStream.RunAsync<string, RecycleBinItem>(regions, session.Settings.Parallelism, RegionAsync, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            found.Add(item.Id);
            yield return item;
        }

        // Where a region could not be read, nothing can be said of what is not in its bin.
        if (!complete) yield break;
        foreach (ResourceReference reference in query.Id.Except(malformed).Where(reference => found.Add(reference.Id)))
        {
            await events.FailAsync(RestoreFailures.NotInBin(reference, reference.Region ?? string.Join(", ", regions))).ConfigureAwait(false);
        }

        async Task RegionAsync(string region, Func<RecycleBinItem, ValueTask> emit, CancellationToken token)
        {
            try
            {
                foreach (RecycleBinItem item in await ReadAsync(session.In(region), query, token).ConfigureAwait(false)) await emit(item).ConfigureAwait(false);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                complete = false;
                await events.FailAsync(failure).ConfigureAwait(false);
            }
        }
    }

    private static async Task<IEnumerable<RecycleBinItem>> ReadAsync(RegionSession region, RecycleBinQuery query, CancellationToken cancellationToken)
    {
        // Snapshots and volumes have no name.
        IReadOnlyList<string> kinds = query.ResourceType.Count > 0 ? query.ResourceType : query.Name.Count > 0 ? [RecycleBinResourceType.Image] : RecycleBinResourceType.All;
        IEnumerable<RecycleBinItem> items = await BinItems.ReadAsync(region, kinds, cancellationToken).ConfigureAwait(false);
        return items.Where(IsAskedFor).OrderBy(item => item.ExitTime).ThenBy(item => item.Id, StringComparer.Ordinal);

        bool IsAskedFor(RecycleBinItem item) =>
            (query.Id.Count == 0 || query.Id.Any(reference => reference.Id == item.Id && (reference.Region ?? region.Name) == region.Name)) &&
            (query.Name.Count == 0 || (item.ImageId is not null && query.Name.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, item.Name))));
    }
}
