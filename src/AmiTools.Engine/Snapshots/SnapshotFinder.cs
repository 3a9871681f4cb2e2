using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots;

/// <summary>Finds snapshots: the own ones that a query describes, those of owners that it names, or those that it names by their own id, their volume's or their image's.</summary>
internal sealed class SnapshotFinder(EngineSession session, EbsSnapshotQuery query, IEngineEvents events)
{
    private SnapshotFilter _filter = new(query, null);

    /// <summary>The snapshots, all regions at a time and page by page.</summary>
    public async IAsyncEnumerable<EbsSnapshot> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (SnapshotQueryRules.Problem(query) is { } problem) throw problem;
        // The caller's account tells his own snapshots from those that others share with him.
        if (query.SharedWithMe || query.Owner.Count > 0) _filter = new SnapshotFilter(query, await session.RequireAccountIdAsync(cancellationToken).ConfigureAwait(false));
        List<AmiException> problems = [.. query.Id.Where(id => !IsWellFormed(id)).Select(NoId)];
        Whereabouts where = await Whereabouts.ResolveAsync(session, query.Session, query.Id.Where(IsWellFormed), problems, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RegionSession> regions = query.Id.Count > 0 ? where.Regions : await AllAsync(problems, cancellationToken).ConfigureAwait(false);
        foreach (AmiException each in problems) await events.FailAsync(each).ConfigureAwait(false);

        UnseenIds unseen = new(where);
        await foreach (EbsSnapshot snapshot in ParallelStream.RunAsync<RegionSession, EbsSnapshot>(regions, Math.Max(1, regions.Count),
            (region, emit, token) => SearchAsync(region, where.In(region), unseen, emit, token), cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return snapshot;
        }

        foreach (AmiException missing in unseen.Failures()) await events.FailAsync(missing).ConfigureAwait(false);
    }

    private static bool IsWellFormed(ResourceReference id) => id.IsWellFormed("snap") || id.IsWellFormed("vol") || id.IsWellFormed("ami");

    private static AmiException NoId(ResourceReference id) => id.Id.StartsWith("vol-", StringComparison.Ordinal) ? ResourceIds.NotAVolume(id)
        : id.Id.StartsWith("ami-", StringComparison.Ordinal) ? ResourceIds.NotAnImage(id)
        : ResourceIds.NotASnapshot(id);

    private async Task<IReadOnlyList<RegionSession>> AllAsync(List<AmiException> problems, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> unknown) = await session.Regions.ResolveAsync(query.Session.Region, cancellationToken).ConfigureAwait(false);
        problems.AddRange(unknown);
        return [.. regions.Select(session.In)];
    }

    private async Task SearchAsync(RegionSession region, ResourceReference[] ids, UnseenIds unseen, Func<EbsSnapshot, ValueTask> emit, CancellationToken cancellationToken)
    {
        try
        {
            HashSet<string> emitted = [];
            await foreach (Snapshot snapshot in (ids.Length > 0 ? NamedAsync(region, ids, unseen, cancellationToken) : ListAsync(region, cancellationToken)).ConfigureAwait(false))
            {
                EbsSnapshot found = snapshot.ToEbsSnapshot(region.Name);
                // One that is named by its own id and by its volume's is one.
                if (_filter.Matches(found) && emitted.Add(found.SnapshotId)) await emit(found).ConfigureAwait(false);
            }
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            unseen.Unreadable(region);
            await events.FailAsync(failure).ConfigureAwait(false);
        }
    }

    private IAsyncEnumerable<Snapshot> ListAsync(RegionSession region, CancellationToken cancellationToken) =>
        query.SharedWithMe ? region.Snapshots.RestorableAsync(_filter.ForAws(), cancellationToken)
        : query.Owner.Count > 0 ? region.Snapshots.OfAsync(query.Owner.Select(owner => owner.ToLowerInvariant()), _filter.ForAws(), cancellationToken)
        : region.Snapshots.OwnAsync(_filter.ForAws(), cancellationToken);

    private async IAsyncEnumerable<Snapshot> NamedAsync(RegionSession region, ResourceReference[] ids, UnseenIds unseen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ILookup<string, string> byKind = ids.Select(id => id.Id).Distinct().ToLookup(id => id[..id.IndexOf('-', StringComparison.Ordinal)]);
        foreach (string[] batch in byKind["snap"].Chunk(Query.FilterValues))
        {
            foreach (Snapshot snapshot in (await region.Snapshots.UsableAsync(batch, cancellationToken).ConfigureAwait(false)).Values)
            {
                unseen.Seen(snapshot.SnapshotId!, region);
                yield return snapshot;
            }
        }

        foreach (string[] batch in byKind["vol"].Chunk(Query.FilterValues))
        {
            foreach (string volume in batch) unseen.Seen(volume, region);
            await foreach (Snapshot snapshot in region.Snapshots.OwnAsync([Query.Filter("volume-id", batch)], cancellationToken).ConfigureAwait(false)) yield return snapshot;
        }

        await foreach (Snapshot snapshot in OfImagesAsync(region, [.. byKind["ami"]], unseen, cancellationToken).ConfigureAwait(false)) yield return snapshot;
    }

    /// <summary>The snapshots that images are made of, and those that AWS made for them: an image that is being made does not name its snapshots yet, and one that is gone may have left some.</summary>
    private static async IAsyncEnumerable<Snapshot> OfImagesAsync(RegionSession region, string[] ids, UnseenIds unseen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ids.Length == 0) yield break;
        Dictionary<string, Image> images = await region.Images.ByIdAsync(ids, cancellationToken).ConfigureAwait(false);
        foreach (string id in images.Keys) unseen.Seen(id, region);
        foreach (Snapshot snapshot in (await region.Snapshots.UsableAsync(images.Values.SelectMany(image => image.SnapshotIds()), cancellationToken).ConfigureAwait(false)).Values) yield return snapshot;
        string[] unfinished = [.. ids.Where(id => !images.TryGetValue(id, out Image? image) || !image.IsFinished())];
        if (unfinished.Length == 0) yield break;
        foreach (IGrouping<string, Snapshot> made in await region.Snapshots.MadeForAsync(unfinished, cancellationToken).ConfigureAwait(false))
        {
            unseen.Seen(made.Key, region);
            foreach (Snapshot snapshot in made) yield return snapshot;
        }
    }
}
