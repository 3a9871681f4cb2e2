using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots.Locking;

namespace AmiTools.Engine.Removal;

/// <summary>Everything that decides whether snapshots may be deleted, read for many of them at a time. What could not be read is kept as such.</summary>
internal sealed class SnapshotFacts
{
    private readonly RegionSession _region;
    private readonly Dictionary<string, Snapshot> _snapshots;
    private readonly Dictionary<string, OtherImage> _others = new(StringComparer.Ordinal);
    private ILookup<string, string> _users = Enumerable.Empty<string>().ToLookup(id => id);
    private Dictionary<string, LockedSnapshotsInfo> _locks = [];

    private SnapshotFacts(RegionSession region, IEnumerable<Snapshot> known)
    {
        _region = region;
        _snapshots = known.ToDictionary(snapshot => snapshot.SnapshotId!, StringComparer.Ordinal);
    }

    /// <summary>Why the snapshots themselves are not known; null where they are.</summary>
    public AmiException? Unread { get; private set; }

    /// <summary>Why it is not known which images use the snapshots; null where it is.</summary>
    public AmiException? UsersUnread { get; private set; }

    /// <summary>Why it is not known which snapshots are locked; null where it is.</summary>
    public AmiException? LocksUnread { get; private set; }

    /// <summary>What could not be read, each with what it was to tell.</summary>
    public IEnumerable<(string Subject, AmiException Failure)> Gaps()
    {
        if (Unread is not null) yield return ("what its snapshots are", Unread);
        if (UsersUnread is not null) yield return ("which other images need its snapshots", UsersUnread);
        if (LocksUnread is not null) yield return ("which of its snapshots are locked", LocksUnread);
    }

    /// <summary>Reads what is known of the snapshots themselves: enough for an image whose snapshots stay.</summary>
    /// <param name="region">Where.</param>
    /// <param name="ids">The snapshots that images name.</param>
    /// <param name="known">Snapshots that are read already.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<SnapshotFacts> DescribeAsync(RegionSession region, IReadOnlyCollection<string> ids, IReadOnlyCollection<Snapshot> known, CancellationToken cancellationToken)
    {
        SnapshotFacts facts = new(region, known);
        facts.Unread = await TryAsync(async () =>
        {
            foreach ((string id, Snapshot snapshot) in await region.Snapshots.ByIdAsync(ids.Where(id => !facts._snapshots.ContainsKey(id)), cancellationToken).ConfigureAwait(false)) facts._snapshots[id] = snapshot;
        }).ConfigureAwait(false);
        return facts;
    }

    /// <summary>Reads what else decides whether they may be deleted: the images that use them, the images that need them although nothing lists that, and locks.</summary>
    public async Task ReadNeedsAsync(CancellationToken cancellationToken)
    {
        Task<AmiException?> locks = TryAsync(async () => _locks = await LockReader.ReadAsync(_region, _snapshots.Keys, cancellationToken).ConfigureAwait(false));
        UsersUnread = await TryAsync(async () =>
        {
            _users = await _region.Images.UsersOfAsync(_snapshots.Keys, cancellationToken).ConfigureAwait(false);
            await ReadOthersAsync(cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        LocksUnread = await locks.ConfigureAwait(false);
    }

    /// <summary>The snapshot; null where it is not there, or not known.</summary>
    public Snapshot? this[string id] => _snapshots.GetValueOrDefault(id);

    /// <summary>The registered images that use the snapshot.</summary>
    public IEnumerable<string> UsersOf(string id) => _users[id];

    /// <summary>The lock that keeps the snapshot from being deleted; null where none does.</summary>
    public LockedSnapshotsInfo? LockOf(string id) => _locks.TryGetValue(id, out LockedSnapshotsInfo? held) && held.LockState?.Value != "expired" ? held : null;

    /// <summary>Images that are made of the snapshot by its description or its tags, that do not list it, and that are still there or can come back.</summary>
    public IEnumerable<OtherImage> NeededBy(string id, string exceptImage) =>
        NamedBy(id).Where(image => image != exceptImage && !_users[id].Contains(image)).Select(image => _others.GetValueOrDefault(image)).OfType<OtherImage>();

    /// <summary>Whether AWS's own description of the snapshot names the image, which nobody can change afterwards.</summary>
    public bool IsDescribedFor(string id, string imageId) => DescribedFor(id) == imageId;

    /// <summary>The images that tags of this module name on a snapshot, with the device that they make of it.</summary>
    public static IEnumerable<(string ImageId, string Device)> TaggedFor(Snapshot snapshot) => snapshot.Tags.ToDictionary()
        .Where(tag => tag.Key.StartsWith(AmiToolsTags.SnapshotOf, StringComparison.Ordinal)).Select(tag => (tag.Key[AmiToolsTags.SnapshotOf.Length..], tag.Value));

    private IEnumerable<string> NamedBy(string id)
    {
        if (this[id] is not { } snapshot) return [];
        IEnumerable<string> tagged = TaggedFor(snapshot).Select(tag => tag.ImageId);
        return DescribedFor(id) is { } described ? tagged.Append(described).Distinct() : tagged;
    }

    private string? DescribedFor(string id) => this[id] is { } snapshot ? SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId).ImageId : null;

    private async Task ReadOthersAsync(CancellationToken cancellationToken)
    {
        // An image that uses the snapshot by its mapping is known already. What is left are images whose mapping is not there to be read: in the Recycle Bin, or still being made.
        string[] named = [.. _snapshots.Keys.SelectMany(id => NamedBy(id).Where(image => !_users[id].Contains(image))).Distinct()];
        if (named.Length == 0) return;
        foreach (string image in (await _region.Images.OwnByIdAsync(named, cancellationToken).ConfigureAwait(false)).Keys) _others[image] = new OtherImage(image, null);
        string[] absent = [.. named.Where(image => !_others.ContainsKey(image))];
        if (absent.Length == 0) return;
        BinContents bin = await BinContents.ReadAsync(_region, [RecycleBinResourceType.Image], cancellationToken).ConfigureAwait(false);
        foreach (string image in absent.Where(bin.Images.ContainsKey)) _others[image] = new OtherImage(image, bin.Images[image].RecycleBinExitTime?.ToUniversalTime() ?? DateTime.MaxValue);
    }

    private static async Task<AmiException?> TryAsync(Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
            return null;
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return failure;
        }
    }
}

/// <summary>An image that needs a snapshot although its mapping cannot be read.</summary>
/// <param name="ImageId">The image.</param>
/// <param name="BinnedUntil">When it leaves the Recycle Bin for good; null for one that is registered.</param>
internal sealed record OtherImage(string ImageId, DateTime? BinnedUntil);
