using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>What one look at one region says of the things that are to come back. Everything is read for all of them at a time.</summary>
internal sealed class RegionRestores
{
    private const string NothingToDo = "Nothing to restore: it is there";

    private readonly RegionSession _region;
    private readonly Dictionary<RestoreItem, Doubt> _doubts = [];
    private readonly Dictionary<RestoreItem, List<string>> _remaining = [];
    private readonly List<RestoreStep> _steps = [];
    private readonly List<AmiException> _problems = [];

    private RegionRestores(RegionSession region) => _region = region;

    /// <summary>What can be restored here, and what is here already.</summary>
    public IReadOnlyList<RestoreStep> Steps => _steps;

    /// <summary>What cannot be.</summary>
    public IReadOnlyList<AmiException> Problems => _problems;

    /// <summary>The items of which this region has something to say, or could not say.</summary>
    public HashSet<RestoreItem> Settled { get; } = [];

    /// <summary>The snapshots that are left of an image which is neither in the bin nor there.</summary>
    public IReadOnlyCollection<string> Remaining(RestoreItem item) => _remaining.TryGetValue(item, out List<string>? snapshots) ? snapshots : [];

    /// <summary>What this look says of an item that was deleted a moment ago, so that another look may say better; null where nothing is in doubt.</summary>
    public Doubt? DoubtOf(RestoreItem item) => _doubts.GetValueOrDefault(item);

    /// <summary>Reads the bin, and what else tells of the items.</summary>
    public static async Task<RegionRestores> LookAsync(RegionSession region, IReadOnlyList<RestoreItem> items, CancellationToken cancellationToken)
    {
        RegionRestores look = new(region);
        if (items.Count == 0) return look;
        try
        {
            ILookup<string, RestoreItem> byKind = items.ToLookup(item => RestorePlanner.Kind(item.Reference)!);
            string[] kinds = [.. byKind.Select(kind => kind.Key)];
            BinContents bin = await BinContents.ReadAsync(region, kinds.Contains(RecycleBinResourceType.Image) ? [.. kinds, RecycleBinResourceType.Snapshot] : kinds, cancellationToken).ConfigureAwait(false);
            await look.ImagesAsync(bin, [.. byKind[RecycleBinResourceType.Image]], cancellationToken).ConfigureAwait(false);
            await look.SnapshotsAsync(bin, [.. byKind[RecycleBinResourceType.Snapshot]], cancellationToken).ConfigureAwait(false);
            await look.VolumesAsync(bin, [.. byKind[RecycleBinResourceType.Volume]], cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            // Not read is not the same as not there.
            look._problems.Add(failure);
            look.Settled.UnionWith(items);
        }

        return look;
    }

    private async Task ImagesAsync(BinContents bin, IReadOnlyList<RestoreItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0) return;
        Dictionary<string, Image> there = await _region.Images.ByIdAsync(items.Select(item => item.Reference.Id).Where(id => !bin.Images.ContainsKey(id)), cancellationToken).ConfigureAwait(false);
        // Whoever removed an image knows its snapshots for sure. Only of the others the snapshots are asked.
        string[] unknown = [.. items.Where(item => item.SnapshotIds.Count == 0 && !there.ContainsKey(item.Reference.Id)).Select(item => item.Reference.Id)];
        BinnedImageSnapshots found = await BinnedImageSnapshots.FindAsync(bin, unknown, cancellationToken).ConfigureAwait(false);
        IEnumerable<string> named = items.SelectMany(item => item.SnapshotIds).Concat(there.Values.SelectMany(image => image.SnapshotIds())).Where(id => !bin.Snapshots.ContainsKey(id));
        Dictionary<string, Snapshot> outside = await _region.Snapshots.ByIdAsync(named, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> holders = (await _region.Images.OwnByNameAsync(items.Select(item => bin.Images.GetValueOrDefault(item.Reference.Id)?.Name).Where(name => !string.IsNullOrEmpty(name))!, cancellationToken).ConfigureAwait(false))
            .GroupBy(image => image.Name!, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().ImageId!, StringComparer.Ordinal);

        foreach (RestoreItem item in items)
        {
            string id = item.Reference.Id;
            ImageRecycleBinInfo? binned = bin.Images.GetValueOrDefault(id);
            Image? image = there.GetValueOrDefault(id);
            string[] known = item.SnapshotIds.Count > 0 ? [.. item.SnapshotIds.Distinct()] : image is not null ? [.. image.SnapshotIds()] : [.. found[id].Select(snapshot => snapshot.SnapshotId)];
            string[] gone = [.. known.Where(snapshot => !bin.Snapshots.ContainsKey(snapshot) && !outside.ContainsKey(snapshot) && found[id].All(other => other.SnapshotId != snapshot))];
            string[] remaining = [.. known.Except(gone)];
            if (binned is null && image is null)
            {
                _remaining[item] = [.. remaining];
                continue;
            }

            RestoreStep step = Step(id, binned, image?.Name, [.. remaining.Select(snapshot => bin.Snapshots.TryGetValue(snapshot, out SnapshotRecycleBinInfo? info) ? BinnedImageSnapshots.InBin(info) : BinnedImageSnapshots.Outside(snapshot))], found.MarksUnread);
            AmiException? failure = gone.Length > 0 ? RestoreFailures.SnapshotGone(id, _region.Name, gone, remaining)
                : binned is not null && holders.TryGetValue(binned.Name ?? "", out string? holder) ? RestoreFailures.NameTaken(id, binned.Name!, _region.Name, holder) : null;
            // Its snapshots may be in the bin, and not in the bin's list yet.
            bool isDoubtful = binned?.RecycleBinEnterTime?.ToUniversalTime() > _region.Time.GetUtcNow().UtcDateTime - _region.Settings.VisibilityWindow && (known.Length == 0 || gone.Length > 0);
            if (isDoubtful) _doubts[item] = new Doubt(step, failure);
            else Settle(item, step, failure);
        }
    }

    private async Task SnapshotsAsync(BinContents bin, IReadOnlyList<RestoreItem> items, CancellationToken cancellationToken)
    {
        Dictionary<string, Snapshot> there = await _region.Snapshots.ByIdAsync(items.Select(item => item.Reference.Id).Where(id => !bin.Snapshots.ContainsKey(id)), cancellationToken).ConfigureAwait(false);
        Single(RecycleBinResourceType.Snapshot, items, id => bin.Snapshots.GetValueOrDefault(id)?.RecycleBinExitTime, there.ContainsKey);
    }

    private async Task VolumesAsync(BinContents bin, IReadOnlyList<RestoreItem> items, CancellationToken cancellationToken)
    {
        Dictionary<string, Volume> there = await _region.VolumesAsync(items.Select(item => item.Reference.Id).Where(id => !bin.Volumes.ContainsKey(id)), cancellationToken).ConfigureAwait(false);
        Single(RecycleBinResourceType.Volume, items, id => bin.Volumes.GetValueOrDefault(id)?.RecycleBinExitTime, there.ContainsKey);
    }

    private void Single(string kind, IReadOnlyList<RestoreItem> items, Func<string, DateTime?> exitTime, Func<string, bool> isThere)
    {
        foreach (RestoreItem item in items)
        {
            string id = item.Reference.Id;
            DateTime? exit = exitTime(id)?.ToUniversalTime();
            if (exit is null && !isThere(id)) continue;
            Settle(item, new RestoreStep
            {
                Id = id, Region = _region.Name, ResourceType = kind, IsInBin = exit is not null, ExitTime = exit,
                Target = $"{id} ({_region.Name})", Action = exit is not null ? "Restore from the Recycle Bin" : NothingToDo,
            }, null);
        }
    }

    private void Settle(RestoreItem item, RestoreStep step, AmiException? failure)
    {
        Settled.Add(item);
        if (failure is not null) _problems.Add(failure);
        else _steps.Add(step);
    }

    private RestoreStep Step(string id, ImageRecycleBinInfo? binned, string? name, List<RecycleBinSnapshot> snapshots, AmiException? marksUnread)
    {
        int inBin = snapshots.Count(snapshot => snapshot.IsInBin);
        string with = inBin switch { 0 => "", 1 => " with 1 snapshot", _ => $" with {inBin} snapshots" };
        string unread = marksUnread is null ? "" : $" ({marksUnread.Operation}: {marksUnread.AwsCode ?? marksUnread.Code})";
        return new RestoreStep
        {
            Id = id, Region = _region.Name, ResourceType = RecycleBinResourceType.Image, Name = binned?.Name ?? name ?? "", IsInBin = binned is not null, Snapshots = snapshots,
            ExitTime = binned?.RecycleBinExitTime?.ToUniversalTime(),
            Target = $"{id} ({_region.Name})",
            Action = binned is not null ? $"Restore from the Recycle Bin{with}" : inBin > 0 ? $"Restore its snapshots from the Recycle Bin ({inBin})" : NothingToDo,
            Warnings = binned is not null && snapshots.Count == 0 ? [$"Which snapshots belong to {id} cannot be found out while it is in the bin{unread}; it is restored as it is, and verified afterwards."] : [],
        };
    }
}

/// <summary>What a look says that another one may put right.</summary>
/// <param name="Step">What would be done.</param>
/// <param name="Failure">Why it cannot be; null where it can, and only too little is known.</param>
internal sealed record Doubt(RestoreStep Step, AmiException? Failure);
