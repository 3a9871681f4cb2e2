using Amazon.EC2.Model;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>AWS's bin entries as the module's.</summary>
internal sealed class BinItems
{
    private readonly BinSizes _sizes;
    private readonly RegionSession _region;
    private readonly string _account;
    private readonly DateTime _now;

    private BinItems(RegionSession region, BinSizes sizes, string account)
    {
        _region = region;
        _sizes = sizes;
        _account = account;
        _now = region.Time.GetUtcNow().UtcDateTime;
    }

    /// <summary>The items of these kinds in the region's bin.</summary>
    public static async Task<IEnumerable<RecycleBinItem>> ReadAsync(RegionSession region, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken)
    {
        bool images = kinds.Contains(RecycleBinResourceType.Image);
        // Whether an image can come back depends on its snapshots: they are read for it too.
        BinContents bin = await BinContents.ReadAsync(region, images ? [.. kinds, RecycleBinResourceType.Snapshot] : kinds, cancellationToken).ConfigureAwait(false);
        BinnedImageSnapshots snapshots = await BinnedImageSnapshots.FindAsync(bin, [.. bin.Images.Keys], cancellationToken).ConfigureAwait(false);
        BinItems items = new(region, await BinSizes.ReadAsync(bin, cancellationToken).ConfigureAwait(false), await region.Session.AccountIdAsync(cancellationToken).ConfigureAwait(false));
        return bin.Images.Values.Select(image => items.Image(image, snapshots, bin))
            .Concat(kinds.Contains(RecycleBinResourceType.Snapshot) ? bin.Snapshots.Values.Select(items.Snapshot) : [])
            .Concat(bin.Volumes.Values.Select(items.Volume));
    }

    private RecycleBinItem Image(ImageRecycleBinInfo image, BinnedImageSnapshots known, BinContents bin)
    {
        DateTime exit = Utc(image.RecycleBinExitTime);
        IReadOnlyList<RecycleBinSnapshot> snapshots = known[image.ImageId!];
        (RecycleBinVerdict verdict, string because) = Judge(exit, snapshots, known.MarksUnread);
        int?[] sizes = [.. snapshots.Where(snapshot => snapshot.IsInBin).Select(snapshot => _sizes.Of(bin.Snapshots[snapshot.SnapshotId]))];
        return new RecycleBinItem
        {
            Region = _region.Name, AccountId = _account, Id = image.ImageId!, ResourceType = RecycleBinResourceType.Image,
            Name = image.Name ?? "", Description = image.Description ?? "",
            EnterTime = Utc(image.RecycleBinEnterTime), ExitTime = exit, TimeLeft = Left(exit),
            Snapshots = snapshots, Restorable = verdict, Because = because,
            SizeGiB = sizes.Length > 0 && sizes.All(size => size is not null) ? sizes.Sum() : null,
            // An image itself lies there for nothing; its snapshots are items of their own.
            EstimatedMonthlyCost = 0,
        };
    }

    private RecycleBinItem Snapshot(SnapshotRecycleBinInfo snapshot)
    {
        DateTime exit = Utc(snapshot.RecycleBinExitTime);
        int? size = _sizes.Of(snapshot);
        return new RecycleBinItem
        {
            Region = _region.Name, AccountId = _account, Id = snapshot.SnapshotId!, ResourceType = RecycleBinResourceType.Snapshot, Description = snapshot.Description ?? "",
            EnterTime = Utc(snapshot.RecycleBinEnterTime), ExitTime = exit, TimeLeft = Left(exit),
            Restorable = exit > _now ? RecycleBinVerdict.Yes : RecycleBinVerdict.No, Because = exit > _now ? "in the bin" : "its time in the bin is over",
            SizeGiB = size, EstimatedMonthlyCost = StoragePrices.OfSnapshot(null, size, null),
        };
    }

    private RecycleBinItem Volume(VolumeRecycleBinInfo volume)
    {
        DateTime exit = Utc(volume.RecycleBinExitTime);
        return new RecycleBinItem
        {
            Region = _region.Name, AccountId = _account, Id = volume.VolumeId!, ResourceType = RecycleBinResourceType.Volume,
            EnterTime = Utc(volume.RecycleBinEnterTime), ExitTime = exit, TimeLeft = Left(exit),
            Restorable = exit > _now ? RecycleBinVerdict.Yes : RecycleBinVerdict.No, Because = exit > _now ? "in the bin" : "its time in the bin is over",
            SizeGiB = volume.Size, EstimatedMonthlyCost = StoragePrices.OfVolume(volume.Size, volume.VolumeType?.Value),
        };
    }

    private (RecycleBinVerdict Verdict, string Because) Judge(DateTime exit, IReadOnlyList<RecycleBinSnapshot> snapshots, AmiException? marksUnread)
    {
        if (exit <= _now) return (RecycleBinVerdict.No, "its time in the bin is over");
        if (snapshots.Count == 0)
        {
            return (RecycleBinVerdict.Unknown, marksUnread is null
                ? "no snapshot's description or mark names it, and AWS does not list a binned image's snapshots"
                : $"no snapshot's description names it, and the marks on snapshots could not be read ({marksUnread.Operation}: {marksUnread.AwsCode ?? marksUnread.Code})");
        }

        int inBin = snapshots.Count(snapshot => snapshot.IsInBin);
        string where = inBin == 0 ? "not deleted" : inBin == snapshots.Count ? "in the bin too" : $"{inBin} of them in the bin";
        string text = $"{snapshots.Count} snapshot{(snapshots.Count == 1 ? "" : "s")} known, {where}";
        DateTime? first = snapshots.Min(snapshot => snapshot.ExitTime);
        return (RecycleBinVerdict.Yes, first < exit ? $"{text}; only until {first:yyyy-MM-dd HH:mm} UTC, when the first of them goes for good" : text);
    }

    private TimeSpan Left(DateTime exit) => exit > _now ? exit - _now : TimeSpan.Zero;

    private static DateTime Utc(DateTime? time) => time?.ToUniversalTime() ?? default;
}
