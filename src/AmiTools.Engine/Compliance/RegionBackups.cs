using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Keys;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Compliance;

/// <summary>What one region has that backups are made of, as far as it was read. A failure is kept: it leaves open what it would have told, and stops nothing.</summary>
internal sealed class RegionBackups(RegionSession region)
{
    // A filter takes 200 ids and a page brings 1,000 snapshots: from here on the whole list is likelier to be the shorter way.
    private const int MostLookups = 5;

    private readonly Dictionary<string, Snapshot> _snapshots = new(StringComparer.Ordinal);
    private Dictionary<string, KeyFacts> _keys = new(StringComparer.Ordinal);
    private HashSet<string> _binned = [];

    /// <summary>The region's name.</summary>
    public string Name => region.Name;

    /// <summary>The account's images by id, disabled and deprecated ones included.</summary>
    public IReadOnlyDictionary<string, Image> Images { get; private set; } = new Dictionary<string, Image>();

    /// <summary>Why the images could not be read; null where they were.</summary>
    public AmiException? ImagesUnread { get; private set; }

    /// <summary>Why snapshots could not be read; null where they were.</summary>
    public AmiException? SnapshotsUnread { get; private set; }

    /// <summary>Why the Recycle Bin could not be read, where that was tried.</summary>
    public AmiException? BinUnread { get; private set; }

    /// <summary>The snapshot of that id; null where it is not there, or could not be read.</summary>
    public Snapshot? Snapshot(string id) => _snapshots.GetValueOrDefault(id);

    /// <summary>Whether the snapshot is in the Recycle Bin.</summary>
    public bool IsBinned(string snapshotId) => _binned.Contains(snapshotId);

    /// <summary>What is known of a key of one of the snapshots.</summary>
    public KeyFacts Key(string key) => _keys[key];

    /// <summary>Reads the images.</summary>
    public async Task ReadImagesAsync(CancellationToken cancellationToken)
    {
        try
        {
            List<Image> images = await region.Images.OwnAsync([], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false);
            Images = images.Where(image => image.State?.Value != "deregistered").DistinctBy(image => image.ImageId).ToDictionary(image => image.ImageId!, StringComparer.Ordinal);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            ImagesUnread = failure;
        }
    }

    /// <summary>Reads these snapshots, and where one of them is not among the account's own, whether it is shared with it or in the bin.</summary>
    public async Task ReadSnapshotsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return;
        try
        {
            if (ids.Count <= MostLookups * Query.FilterValues) Add((await region.Snapshots.ByIdAsync(ids, cancellationToken).ConfigureAwait(false)).Values);
            else Add(await region.Snapshots.OwnAsync([], cancellationToken).CollectAsync(cancellationToken).ConfigureAwait(false));
            string[] missing = Missing();
            if (missing.Length == 0) return;
            Add((await region.Snapshots.ForeignAsync(missing, cancellationToken).ConfigureAwait(false)).Values);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            SnapshotsUnread = failure;
            return;
        }

        if (Missing().Length > 0) await ReadBinAsync(cancellationToken).ConfigureAwait(false);

        string[] Missing() => [.. ids.Where(id => !_snapshots.ContainsKey(id))];
    }

    /// <summary>Looks at the keys of the snapshots that were read, each once.</summary>
    public async Task ReadKeysAsync(KeyReader keys, CancellationToken cancellationToken)
    {
        string[] named = [.. _snapshots.Values.Select(snapshot => snapshot.KmsKeyId).OfType<string>().Where(key => key.Length > 0).Distinct()];
        KeyFacts[] facts = await Task.WhenAll(named.Select(key => keys.ReadAsync(region, key, cancellationToken))).ConfigureAwait(false);
        _keys = facts.ToDictionary(key => key.KmsKeyId, StringComparer.Ordinal);
    }

    private async Task ReadBinAsync(CancellationToken cancellationToken)
    {
        try
        {
            _binned = [.. (await BinContents.ReadAsync(region, [RecycleBinResourceType.Snapshot], cancellationToken).ConfigureAwait(false)).Snapshots.Keys];
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            // It decides nothing: a snapshot in the bin is as useless to a launch as one that is gone.
            BinUnread = failure;
        }
    }

    private void Add(IEnumerable<Snapshot> snapshots)
    {
        foreach (Snapshot snapshot in snapshots) _snapshots[snapshot.SnapshotId!] = snapshot;
    }
}
