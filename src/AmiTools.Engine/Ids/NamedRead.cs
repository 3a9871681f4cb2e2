using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Ids;

/// <summary>What one region has of what references name.</summary>
internal sealed class NamedRead<T>(RegionSession region)
{
    /// <summary>The region.</summary>
    public RegionSession Region { get; } = region;

    /// <summary>The caller's own, by id.</summary>
    public Dictionary<string, T> Own { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of others that the caller sees, by id.</summary>
    public Dictionary<string, T> Foreign { get; set; } = [];

    /// <summary>Why nothing can be said; null where the region answered.</summary>
    public AmiException? Failure { get; set; }
}

/// <summary>Reads what references name, in all regions that it may be in.</summary>
internal static class NamedReads
{
    /// <summary>Reads it.</summary>
    /// <param name="places">What is looked for, and where.</param>
    /// <param name="window">How long something that is not seen may have been made a moment ago; zero asks once.</param>
    /// <param name="own">Reads those of the ids that are the caller's own.</param>
    /// <param name="foreign">Reads those that are not his, and that he sees.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static Task<NamedRead<T>[]> ReadAsync<T>(Whereabouts places, TimeSpan window, Func<RegionSession, IEnumerable<string>, CancellationToken, Task<Dictionary<string, T>>> own,
        Func<RegionSession, IEnumerable<string>, CancellationToken, Task<Dictionary<string, T>>> foreign, CancellationToken cancellationToken) => Task.WhenAll(places.Regions.Select(async region =>
    {
        string[] ids = [.. places.In(region).Select(reference => reference.Id).Distinct()];
        NamedRead<T> read = new(region);
        try
        {
            await Patience.UntilAsync(region.Time, window, async token =>
            {
                foreach ((string id, T resource) in await own(region, ids.Where(id => !read.Own.ContainsKey(id)), token).ConfigureAwait(false)) read.Own[id] = resource;
                // Only for what is not ours: whose it is makes the difference between a wrong id and one that somebody else must change.
                read.Foreign = await foreign(region, ids.Where(id => !read.Own.ContainsKey(id)), token).ConfigureAwait(false);
                return read.Own.Count + read.Foreign.Count == ids.Length ? read : null;
            }, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            string which = ids.Length == 1 ? ids[0] : $"{ids[0]} and {ids.Length - 1} more";
            read.Failure = failure.As(failure.Code, failure.Kind, $"{which} could not be looked at: {failure.Message}", ids[0]);
        }

        return read;
    }));
}
