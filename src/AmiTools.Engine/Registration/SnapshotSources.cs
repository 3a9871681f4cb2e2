using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.Registration;

/// <summary>The snapshots of one region that images are to be registered from: those that can be used, and why the others cannot.</summary>
internal sealed class SnapshotSources
{
    private readonly RegionSession _region;
    private readonly Dictionary<string, Snapshot> _own;
    private readonly Dictionary<string, Snapshot> _foreign;
    private readonly IReadOnlySet<string> _binned;

    private SnapshotSources(RegionSession region, Dictionary<string, Snapshot> own, Dictionary<string, Snapshot> foreign, IReadOnlySet<string> binned)
    {
        _region = region;
        _own = own;
        _foreign = foreign;
        _binned = binned;
    }

    /// <summary>The caller's own, by id.</summary>
    public IReadOnlyDictionary<string, Snapshot> Own => _own;

    /// <summary>Reads the snapshots of these ids. One that is not seen may have been made a moment ago, and is looked for again for a while.</summary>
    /// <exception cref="AmiException">They could not be read.</exception>
    public static async Task<SnapshotSources> ReadAsync(RegionSession region, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        ResourceReference[] asked = [.. ids.Distinct().Select(id => new ResourceReference(id, region.Name))];
        NamedSnapshots named = await NamedSnapshots.ReadAsync(region.Session, new SessionOptions { Region = [region.Name] }, asked, region.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        if (named.Problems.Count > 0) throw named.Problems[0];
        ILookup<bool, Snapshot> found = named.Found.ToLookup(snapshot => snapshot.IsOwn, snapshot => snapshot.Snapshot);
        IReadOnlySet<string> binned = named.Missing.Count == 0 ? new HashSet<string>() : await BinnedAsync(region, cancellationToken).ConfigureAwait(false);
        return new SnapshotSources(region, ById(found[true]), ById(found[false]), binned);
    }

    /// <summary>Whether the region has the snapshot, in whatever state, or in its bin.</summary>
    public bool Knows(string id) => _own.ContainsKey(id) || _foreign.ContainsKey(id) || _binned.Contains(id);

    /// <summary>Why no image can be registered from the snapshot; null where one can.</summary>
    public AmiException? Problem(ResourceReference given)
    {
        if (_own.TryGetValue(given.Id, out Snapshot? snapshot)) return Unready(given, snapshot);
        if (_foreign.TryGetValue(given.Id, out Snapshot? foreign))
        {
            return new AmiException(AmiErrorCodes.SnapshotNotOwned, AmiErrorKind.Denied, $"{given.Id} in {_region.Name} belongs to {foreign.OwnerAlias ?? foreign.OwnerId}, and AWS registers images only from one's own snapshots.")
            {
                ResourceId = given.Given, Region = _region.Name, Remedy = $"Copy it first, which makes it yours: Copy-EbsSnapshotToRegion -SnapshotId {given.Id} -Region {_region.Name} -DestinationRegion {_region.Name}.",
            };
        }

        return _binned.Contains(given.Id)
            ? NotReady(given, $"{given.Id} lies in the Recycle Bin of {_region.Name}.", $"Bring it back first: Restore-FromRecycleBin -Id {given.Id} -Region {_region.Name}.")
            : ResourceIds.SnapshotNotFound(new ResourceReference(given.Given, _region.Name));
    }

    private AmiException? Unready(ResourceReference given, Snapshot snapshot)
    {
        if (snapshot.StorageTier?.Value == "archive" && snapshot.RestoreExpiryTime is null)
            return NotReady(given, $"{given.Id} in {_region.Name} is archived.", $"Restore it from the archive first, which takes up to 72 hours: Set-EbsSnapshotTier -SnapshotId {given.Id} -Tier standard -Region {_region.Name}.");
        return snapshot.State?.Value switch
        {
            "completed" => null,
            "error" => NotReady(given, $"{given.Id} in {_region.Name} ended in error{(string.IsNullOrEmpty(snapshot.StateMessage) ? "" : $": {snapshot.StateMessage.TrimEnd('.')}")}; nothing can be made of it.", "Take another snapshot of the volume."),
            "pending" => NotReady(given, $"{given.Id} in {_region.Name} is pending ({snapshot.Progress}).", $"Wait for it first: Wait-EbsSnapshot -SnapshotId {given.Id} -Region {_region.Name}."),
            { } state => NotReady(given, $"{given.Id} in {_region.Name} is {state}.", "Wait until it is completed, and run the command again."),
            // An endpoint that tells no state has nothing to say against it.
            null => null,
        };
    }

    private AmiException NotReady(ResourceReference given, string message, string remedy) =>
        new(AmiErrorCodes.SnapshotNotReady, AmiErrorKind.InvalidState, message) { ResourceId = given.Given, Region = _region.Name, Remedy = remedy };

    private static Dictionary<string, Snapshot> ById(IEnumerable<Snapshot> snapshots) => snapshots.ToDictionary(snapshot => snapshot.SnapshotId!, StringComparer.Ordinal);

    // Whoever may not look into the bin is told that there is no such snapshot, which is what all other calls say.
    private static async Task<IReadOnlySet<string>> BinnedAsync(RegionSession region, CancellationToken cancellationToken)
    {
        try
        {
            return (await BinContents.ReadAsync(region, [RecycleBinResourceType.Snapshot], cancellationToken).ConfigureAwait(false)).Snapshots.Keys.ToHashSet(StringComparer.Ordinal);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            return new HashSet<string>();
        }
    }
}
