using System.Collections.Concurrent;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>A probe that calls AWS for a number of images, or snapshots, at a time. A call that fails leaves its own ones unknown, and the others go on.</summary>
/// <typeparam name="T">What it is asked about.</typeparam>
/// <param name="region">Where.</param>
/// <param name="size">For how many of them one call can ask.</param>
/// <param name="kind">What it looks for, one of <see cref="UsageKinds"/>.</param>
/// <param name="subject">What it looks for, as the subject of a sentence about one of them: <c>whether instances use it</c>.</param>
/// <param name="idOf">The id of one of them.</param>
internal abstract class BatchProbe<T>(RegionSession region, int size, string kind, string subject, Func<T, string> idOf) : IUsageProbe<T>
{
    /// <summary>Where.</summary>
    protected RegionSession Region => region;

    public async Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<T> resources, CancellationToken cancellationToken)
    {
        ConcurrentBag<(string Id, UsageReason Reason)> found = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = region.Settings.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(resources.Chunk(size), options, async (batch, token) =>
        {
            try
            {
                foreach ((string id, UsageReason reason) in await ReadAsync(batch, token).ConfigureAwait(false)) found.Add((id, reason));
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                foreach ((string id, UsageReason reason) in Unread(batch, failure)) found.Add((id, reason));
            }
        }).ConfigureAwait(false);
        return found.OrderBy(pair => pair.Reason.ResourceId, StringComparer.Ordinal).ToLookup(pair => pair.Id, pair => pair.Reason, StringComparer.Ordinal);
    }

    /// <summary>What uses them.</summary>
    /// <exception cref="AmiException">It could not be read, or not to the last page.</exception>
    protected abstract Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<T> resources, CancellationToken cancellationToken);

    /// <summary>That something could not be read, for each of them.</summary>
    protected IEnumerable<(string Id, UsageReason Reason)> Unread(IEnumerable<T> resources, AmiException failure) => resources.Select(resource => (idOf(resource), UnreadPlaces.Reason(kind, subject, failure)));
}
