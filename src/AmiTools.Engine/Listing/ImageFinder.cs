using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Listing;

/// <summary>Finds images: the own ones that a query describes, or those that it names.</summary>
internal sealed class ImageFinder(EngineSession session, AmiQuery query, IEngineEvents events)
{
    private readonly ImageFilter _filter = new(query);

    /// <summary>The images, region by region at a time and page by page.</summary>
    public async IAsyncEnumerable<Ami> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ImageQueryRules.Problem(query) is { } refused) throw refused;
        foreach (AmiException problem in InstanceProblems()) await events.FailAsync(problem).ConfigureAwait(false);
        IReadOnlyList<RegionSearch> searches = query.ImageId.Count > 0 ? await ByIdAsync(cancellationToken).ConfigureAwait(false) : await AllAsync(cancellationToken).ConfigureAwait(false);
        Unseen unseen = new(query.ImageId, searches);
        await foreach (Ami image in ParallelStream.RunAsync<RegionSearch, Ami>(searches, Math.Max(1, searches.Count), (search, emit, token) => SearchAsync(search, unseen, emit, token), cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return image;
        }

        foreach (AmiException missing in unseen.Failures()) await events.FailAsync(missing).ConfigureAwait(false);
    }

    private IEnumerable<AmiException> InstanceProblems() => query.InstanceId.Where(instance => !instance.IsWellFormed("i")).Select(ResourceIds.NotAnInstance);

    private async Task<IReadOnlyList<RegionSearch>> AllAsync(CancellationToken cancellationToken)
    {
        // Instances that were asked for, all of them malformed, must not turn into a list of everything.
        if (query.InstanceId.Count > 0 && !query.InstanceId.Any(instance => instance.IsWellFormed("i"))) return [];
        IEnumerable<string> regions = await RegionsAsync(query.Session.Region, cancellationToken).ConfigureAwait(false);
        return [.. regions.Select(region => new RegionSearch(session.In(region), null))];
    }

    private async Task<IReadOnlyList<RegionSearch>> ByIdAsync(CancellationToken cancellationToken)
    {
        foreach (ResourceReference malformed in query.ImageId.Where(image => !image.IsWellFormed("ami"))) await events.FailAsync(ResourceIds.NotAnImage(malformed)).ConfigureAwait(false);
        ResourceReference[] images = [.. query.ImageId.Where(image => image.IsWellFormed("ami"))];
        string[] ownRegions = [.. images.Select(image => image.Region).OfType<string>().Distinct()];
        HashSet<string> known = [.. ownRegions.Length == 0 ? [] : await RegionsAsync(ownRegions, cancellationToken).ConfigureAwait(false)];
        // Images that know their region are looked for there, the others in every region of the session.
        ResourceReference[] anywhere = [.. images.Where(image => image.Region is null)];
        IReadOnlyList<string> everywhere = anywhere.Length == 0 ? [] : [.. await RegionsAsync(query.Session.Region, cancellationToken).ConfigureAwait(false)];
        return [.. known.Union(everywhere).Select(region => new RegionSearch(session.In(region),
            images.Where(image => image.Region == region).Concat(everywhere.Contains(region) ? anywhere : []).Select(image => image.Id).ToHashSet())).Where(search => search.ImageIds!.Count > 0)];
    }

    private async Task<IEnumerable<string>> RegionsAsync(IReadOnlyList<string> patterns, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync(patterns, cancellationToken).ConfigureAwait(false);
        foreach (AmiException problem in problems) await events.FailAsync(problem).ConfigureAwait(false);
        return regions;
    }

    private async Task SearchAsync(RegionSearch search, Unseen unseen, Func<Ami, ValueTask> emit, CancellationToken cancellationToken)
    {
        try
        {
            if (query.Latest)
            {
                // The newest is only known when all are.
                List<Ami> all = await ReadAsync(search, unseen, cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false);
                foreach (Ami image in ImageFamily.Newest(all)) await emit(image).ConfigureAwait(false);
                return;
            }

            await foreach (Ami image in ReadAsync(search, unseen, cancellationToken).ConfigureAwait(false)) await emit(image).ConfigureAwait(false);
        }
        catch (AmiException failure)
        {
            unseen.Unreadable(search);
            await events.FailAsync(failure).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<Ami> ReadAsync(RegionSearch search, Unseen unseen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (search.ImageIds is { } ids)
        {
            foreach (string[] batch in ids.Chunk(Query.FilterValues))
            {
                foreach (Image image in (await search.Region.Images.ByIdAsync(batch, cancellationToken).ConfigureAwait(false)).Values)
                {
                    unseen.Seen(image.ImageId!, search.Region.Name);
                    if (Map(image, search) is { } found) yield return found;
                }
            }

            yield break;
        }

        IReadOnlyList<IReadOnlyList<Filter>> ways = _filter.ForAws();
        HashSet<string> yielded = [];
        foreach (IReadOnlyList<Filter> filters in ways)
        {
            await foreach (Image image in search.Region.Images.OfAsync(_filter.Owners, _filter.ExecutableBy, filters, _filter.ShowsDeprecated, cancellationToken).ConfigureAwait(false))
            {
                if (ways.Count > 1 && !yielded.Add(image.ImageId!)) continue;
                if (Map(image, search) is { } found) yield return found;
            }
        }
    }

    private Ami? Map(Image image, RegionSearch search)
    {
        Ami found = image.ToAmi(search.Region.Name, search.Region.Time.GetUtcNow());
        return _filter.Matches(found) ? found : null;
    }

    /// <param name="Region">Where.</param>
    /// <param name="ImageIds">Which; null for all own ones.</param>
    private sealed record RegionSearch(RegionSession Region, IReadOnlySet<string>? ImageIds);

    /// <summary>The ids that no region had.</summary>
    private sealed class Unseen(IReadOnlyList<ResourceReference> asked, IReadOnlyList<RegionSearch> searches)
    {
        private readonly HashSet<(string Id, string Region)> _seen = [];
        private readonly HashSet<RegionSearch> _unread = [];

        public void Seen(string id, string region)
        {
            lock (_seen) _seen.Add((id, region));
        }

        /// <summary>What that region has is not known. The failure is told already, and an image that may lie there is not said to be missing.</summary>
        public void Unreadable(RegionSearch search)
        {
            lock (_seen) _unread.Add(search);
        }

        public IEnumerable<AmiException> Failures() => asked.DistinctBy(image => (image.Id, image.Region)).Where(IsMissing).Select(ResourceIds.ImageNotFound);

        private bool IsMissing(ResourceReference image)
        {
            RegionSearch[] where = [.. searches.Where(search => search.ImageIds?.Contains(image.Id) == true && (image.Region is null || image.Region == search.Region.Name))];
            return where.Length > 0 && !where.Any(search => _unread.Contains(search) || _seen.Contains((image.Id, search.Region.Name)));
        }
    }
}
