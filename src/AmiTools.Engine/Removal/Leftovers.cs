using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Removal;

/// <summary>What is left of images that are not registered: their place in the Recycle Bin, and snapshots that only their descriptions and tags still lead to.</summary>
internal sealed class Leftovers
{
    private Leftovers(BinContents? bin, ILookup<string, Snapshot> snapshots)
    {
        Bin = bin;
        Snapshots = snapshots;
    }

    /// <summary>The Recycle Bin; null where it was not asked, or the endpoint has none.</summary>
    public BinContents? Bin { get; }

    /// <summary>Existing snapshots that were made for the images, or that a removal marked as theirs, by image.</summary>
    public ILookup<string, Snapshot> Snapshots { get; }

    /// <summary>Nothing is left.</summary>
    public static Leftovers None { get; } = new(null, Enumerable.Empty<Snapshot>().ToLookup(_ => ""));

    /// <summary>Looks for what is left.</summary>
    /// <param name="region">Where.</param>
    /// <param name="gone">Images that are not registered.</param>
    /// <param name="unfinished">Images that are registered and may not list all of their snapshots, because they are still being made or failed.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<Leftovers> ReadAsync(RegionSession region, IReadOnlyCollection<string> gone, IReadOnlyCollection<string> unfinished, CancellationToken cancellationToken)
    {
        if (gone.Count + unfinished.Count == 0) return None;
        Task<BinContents?> bin = gone.Count == 0 ? Task.FromResult<BinContents?>(null) : BinAsync(region, cancellationToken);
        ILookup<string, Snapshot> described = await region.Snapshots.MadeForAsync(gone.Concat(unfinished), cancellationToken).ConfigureAwait(false);
        ILookup<string, Snapshot> marked = await MarkedAsync(region, gone, cancellationToken).ConfigureAwait(false);
        ILookup<string, Snapshot> both = gone.Concat(unfinished)
            .SelectMany(image => described[image].Concat(marked[image]).DistinctBy(snapshot => snapshot.SnapshotId).Select(snapshot => (image, snapshot)))
            .ToLookup(pair => pair.image, pair => pair.snapshot, StringComparer.Ordinal);
        return new Leftovers(await bin.ConfigureAwait(false), both);
    }

    private static async Task<ILookup<string, Snapshot>> MarkedAsync(RegionSession region, IReadOnlyCollection<string> images, CancellationToken cancellationToken)
    {
        List<(string Image, Snapshot Snapshot)> found = [];
        foreach (string[] batch in images.Chunk(Query.FilterValues))
        {
            List<Snapshot> snapshots = await region.Snapshots.OwnAsync([Query.Filter("tag-key", batch.Select(image => AmiToolsTags.SnapshotOf + image))], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false);
            found.AddRange(snapshots.SelectMany(snapshot => SnapshotFacts.TaggedFor(snapshot).Where(tag => batch.Contains(tag.ImageId)).Select(tag => (tag.ImageId, snapshot))));
        }

        return found.ToLookup(pair => pair.Image, pair => pair.Snapshot, StringComparer.Ordinal);
    }

    private static async Task<BinContents?> BinAsync(RegionSession region, CancellationToken cancellationToken)
    {
        try
        {
            return await BinContents.ReadAsync(region, [RecycleBinResourceType.Image], cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            // What is left of the images can be finished all the same; only whether they can be restored stays unknown.
            return null;
        }
    }
}
