using System.Collections.Concurrent;
using Amazon.EC2.Model;
using AmiTools.Engine.Access;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots.Tiering;

/// <summary>What moving the snapshots of one region would touch. What stops a move must be known; what only is worth a warning may stay unknown, and that is told.</summary>
internal sealed class TierFacts
{
    private Dictionary<string, SnapshotTierStatus> _tiers = [];
    private IReadOnlySet<string> _disabledBefore = new HashSet<string>();
    private ILookup<string, Image> _users = Array.Empty<Image>().ToLookup(_ => "");
    private ILookup<string, string> _fast = Array.Empty<string>().ToLookup(_ => "");
    private ILookup<string, string> _ofVolume = Array.Empty<string>().ToLookup(_ => "");
    private readonly ConcurrentDictionary<string, string[]> _sharedWith = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _unread = new(StringComparer.Ordinal);

    /// <summary>The last way of the snapshot between the tiers; null where it went none.</summary>
    public SnapshotTierStatus? TierOf(string id) => _tiers.GetValueOrDefault(id);

    /// <summary>The images that use the snapshot: those that are disabled, or will be before it is moved; or the others.</summary>
    public string[] UsersOf(string id, bool disabled) => [.. _users[id].Where(image => (image.State?.Value == ImageStates.Disabled || _disabledBefore.Contains(image.ImageId!)) == disabled).Select(image => image.ImageId!).Order(StringComparer.Ordinal)];

    /// <summary>The zones in which it is restored fast.</summary>
    public string[] FastZonesOf(string id) => [.. _fast[id].Order(StringComparer.Ordinal)];

    /// <summary>How many other snapshots of its volume are not archived.</summary>
    public int BesidesOf(EbsSnapshot snapshot) => snapshot.VolumeId is { } volume ? _ofVolume[volume].Count(id => id != snapshot.SnapshotId) : 0;

    /// <summary>Who may make volumes of it besides its owner; nobody where that could not be read.</summary>
    public string[] SharedWith(string id) => _sharedWith.GetValueOrDefault(id, []);

    /// <summary>What could not be read of it, as parts of sentences.</summary>
    public IEnumerable<string> Unread(string id) => new[] { id, "" }.Select(_unread.GetValueOrDefault).OfType<string>();

    /// <summary>Reads them.</summary>
    /// <param name="region">Where.</param>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="archive">Whether they are archived. Restoring them touches nothing else.</param>
    /// <param name="disabledBefore">Images that will be disabled before the snapshots are moved.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <exception cref="AmiException">Where they are, or which images use them, could not be read.</exception>
    public static async Task<TierFacts> ReadAsync(RegionSession region, IReadOnlyCollection<EbsSnapshot> snapshots, bool archive, IReadOnlySet<string> disabledBefore, CancellationToken cancellationToken)
    {
        string[] ids = [.. snapshots.Select(snapshot => snapshot.SnapshotId)];
        TierFacts facts = new() { _disabledBefore = disabledBefore, _tiers = await TierReader.ReadAsync(region, ids, cancellationToken).ConfigureAwait(false) };
        if (!archive) return facts;
        facts._users = await UsersAsync(region, ids, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(
            facts.TryAsync("", "whether its volume has other snapshots", async () => facts._ofVolume = await OfVolumesAsync(region, snapshots, cancellationToken).ConfigureAwait(false)),
            facts.TryAsync("", "whether fast restore is switched on", async () => facts._fast = await TierReader.FastZonesAsync(region, ids, cancellationToken).ConfigureAwait(false)),
            Parallel.ForEachAsync(snapshots, new ParallelOptions { MaxDegreeOfParallelism = region.Settings.Parallelism, CancellationToken = cancellationToken }, async (snapshot, token) =>
                await facts.TryAsync(snapshot.SnapshotId, "with whom it is shared", async () =>
                    facts._sharedWith[snapshot.SnapshotId] = await Permissions.OfSnapshotAsync(region, snapshot.SnapshotId, snapshot.AccountId, token).ConfigureAwait(false)).ConfigureAwait(false))).ConfigureAwait(false);
        return facts;
    }

    private static async Task<ILookup<string, Image>> UsersAsync(RegionSession region, string[] ids, CancellationToken cancellationToken)
    {
        List<(string Snapshot, Image Image)> users = [];
        foreach (string[] batch in ids.Chunk(Query.FilterValues))
        {
            await foreach (Image image in region.Images.OwnAsync([Query.Filter("block-device-mapping.snapshot-id", batch)], cancellationToken).ConfigureAwait(false))
                users.AddRange(image.SnapshotIds().Select(snapshot => (snapshot, image)));
        }

        return users.Distinct().ToLookup(user => user.Snapshot, user => user.Image, StringComparer.Ordinal);
    }

    private static async Task<ILookup<string, string>> OfVolumesAsync(RegionSession region, IEnumerable<EbsSnapshot> snapshots, CancellationToken cancellationToken)
    {
        List<Snapshot> found = [];
        foreach (string[] batch in snapshots.Select(snapshot => snapshot.VolumeId).OfType<string>().Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Snapshot snapshot in region.Snapshots.OwnAsync([Query.Filter("volume-id", batch)], cancellationToken).ConfigureAwait(false)) found.Add(snapshot);
        }

        return found.Where(snapshot => snapshot.StorageTier?.Value != TierRules.Archive).ToLookup(snapshot => snapshot.VolumeId!, snapshot => snapshot.SnapshotId!, StringComparer.Ordinal);
    }

    private async Task TryAsync(string id, string what, Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            string text = $"{what} could not be read: {failure.Message}";
            _unread.AddOrUpdate(id, text, (_, earlier) => $"{earlier} And {text}");
        }
    }
}
