using AmiTools.Engine.Flow;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Removal;

/// <summary>Asks the Recycle Bin what it holds of images and snapshots that were just removed, for many of them at a time.</summary>
internal sealed class BinLook
{
    private readonly Dictionary<string, DateTime?> _exits = new(StringComparer.Ordinal);

    /// <summary>Why the bin could not be read; null where it was.</summary>
    public AmiException? Unread { get; private set; }

    /// <summary>Reads it for images that were removed with their snapshots.</summary>
    /// <param name="region">Where.</param>
    /// <param name="removed">What was removed.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static Task<BinLook> ReadAsync(RegionSession region, IReadOnlyCollection<RemovedImage> removed, CancellationToken cancellationToken) =>
        // What no rule covers is not there. Whatever the rules leave open is looked up.
        ReadAsync(region, removed.Where(image => image.Step.Image is not null && image.Step.Bin.Verdict != RecycleBinVerdict.No).Select(image => image.Step.ImageId),
            removed.SelectMany(image => image.Step.Snapshots.Where(snapshot => image.Fates[snapshot.Snapshot.SnapshotId].Outcome is SnapshotOutcome.Deleted or SnapshotOutcome.AlreadyGone
                && snapshot.Bin?.Verdict != RecycleBinVerdict.No)).Select(snapshot => snapshot.Snapshot.SnapshotId), cancellationToken);

    /// <summary>Reads it. What should be there and is not listed yet is asked for again for a short while.</summary>
    /// <param name="region">Where.</param>
    /// <param name="imageIds">Images that should be there.</param>
    /// <param name="snapshotIds">Snapshots that should be there.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<BinLook> ReadAsync(RegionSession region, IEnumerable<string> imageIds, IEnumerable<string> snapshotIds, CancellationToken cancellationToken)
    {
        BinLook look = new();
        HashSet<string> images = [.. imageIds];
        HashSet<string> snapshots = [.. snapshotIds];
        if (images.Count + snapshots.Count == 0) return look;
        try
        {
            await Patience.UntilAsync(region.Time, region.Settings.NamedResourceWindow, async token =>
            {
                images.RemoveWhere(look._exits.ContainsKey);
                snapshots.RemoveWhere(look._exits.ContainsKey);
                string[] kinds = [.. images.Count > 0 ? [RecycleBinResourceType.Image] : Array.Empty<string>(), .. snapshots.Count > 0 ? [RecycleBinResourceType.Snapshot] : Array.Empty<string>()];
                BinContents bin = await BinContents.ReadAsync(region, kinds, token).ConfigureAwait(false);
                foreach (string id in images.Where(bin.Images.ContainsKey)) look._exits[id] = bin.Images[id].RecycleBinExitTime?.ToUniversalTime();
                foreach (string id in snapshots.Where(bin.Snapshots.ContainsKey)) look._exits[id] = bin.Snapshots[id].RecycleBinExitTime?.ToUniversalTime();
                return images.Concat(snapshots).All(look._exits.ContainsKey) ? look : null;
            }, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            look.Unread = failure;
        }

        return look;
    }

    /// <summary>What the bin said of an image or a snapshot.</summary>
    /// <param name="id">Which.</param>
    /// <param name="forecast">What the rules had said; null where nothing had been said.</param>
    public BinForecast Of(string id, BinForecast? forecast)
    {
        if (_exits.TryGetValue(id, out DateTime? exit)) return new BinForecast { Verdict = RecycleBinVerdict.Yes, Until = exit, RuleIdentifier = forecast?.RuleIdentifier };
        if (forecast?.Verdict == RecycleBinVerdict.No) return forecast;
        return Unread is not null
            ? new BinForecast { Verdict = RecycleBinVerdict.Unknown, Because = $"the Recycle Bin could not be read ({Unread.Operation}: {Unread.AwsCode ?? Unread.Code})" }
            : new BinForecast { Verdict = RecycleBinVerdict.Unknown, Because = $"the Recycle Bin does not list {id} yet" };
    }
}
