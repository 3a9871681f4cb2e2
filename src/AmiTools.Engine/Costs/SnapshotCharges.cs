using Amazon.EC2.Model;
using AmiTools.Engine.Pricing;

namespace AmiTools.Engine.Costs;

/// <summary>What each snapshot of a region costs, between the most and the least that it can be.</summary>
/// <remarks>
/// AWS bills the blocks that a snapshot does not share with an earlier one of its volume; a listing tells only what the whole volume held. Where the blocks were not counted, the most is all of that, and
/// the least what it holds more than any earlier one of the volume: that much is new for certain.
/// </remarks>
internal sealed class SnapshotCharges
{
    private const decimal BytesPerGiB = 1024m * 1024m * 1024m;

    private readonly Dictionary<string, SnapshotCharge> _charges = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, BlockCount> _counts;
    private readonly PriceList _prices;
    private readonly string _region;
    private readonly bool _isAll;

    /// <summary>Works them out. Nothing is called.</summary>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="isAll">Whether they are all of the region: only then it is known which one is a volume's first.</param>
    /// <param name="counts">The blocks that were counted.</param>
    /// <param name="region">The region.</param>
    /// <param name="prices">The prices.</param>
    public SnapshotCharges(IEnumerable<Snapshot> snapshots, bool isAll, IReadOnlyDictionary<string, BlockCount> counts, string region, PriceList prices)
    {
        (_counts, _prices, _region, _isAll) = (counts, prices, region, isAll);
        foreach (Snapshot[] lineage in SnapshotLineages.Of(snapshots))
        {
            decimal most = 0;
            foreach (Snapshot snapshot in lineage)
            {
                decimal held = Held(snapshot) ?? 0;
                bool isCopy = SnapshotLineages.IsCopy(snapshot);
                _charges[snapshot.SnapshotId!] = Charge(snapshot, isAll && !isCopy ? Math.Max(0, held - most) : 0, isCopy);
                if (!SnapshotLineages.IsArchived(snapshot)) most = Math.Max(most, held);
            }
        }
    }

    /// <summary>The charge of that snapshot; null for one that was not read.</summary>
    public SnapshotCharge? Of(string snapshotId) => _charges.GetValueOrDefault(snapshotId);

    /// <summary>What the volume held, in GiB; null where AWS does not tell.</summary>
    public static decimal? Held(Snapshot snapshot) => snapshot.FullSnapshotSizeInBytes is { } bytes and > 0 ? bytes / BytesPerGiB : null;

    private SnapshotCharge Charge(Snapshot snapshot, decimal leastGiB, bool isCopy)
    {
        bool isArchived = SnapshotLineages.IsArchived(snapshot);
        Price tier = _prices.Of(isArchived ? PriceList.SnapshotArchive : PriceList.SnapshotStandard, _region)!.Value;
        Price standard = _prices.Of(PriceList.SnapshotStandard, _region)!.Value;
        BlockCount count = _counts.GetValueOrDefault(snapshot.SnapshotId!);
        if (count.GiB is { } own) return new SnapshotCharge(own, own * tier.Amount, own * tier.Amount, [.. new[] { tier.Doubt, count.Doubt }.OfType<string>()]);
        decimal? stored = Held(snapshot) ?? snapshot.VolumeSize;
        bool isTwice = isArchived && snapshot.RestoreExpiryTime is not null;
        decimal perGiB = tier.Amount + (isTwice ? standard.Amount : 0);
        List<string> because = [.. new[] { tier.Doubt, count.Doubt }.OfType<string>()];
        if (Held(snapshot) is null) because.Add(snapshot.State?.Value == "pending" ? "what is not completed is counted with its volume's size" : "AWS does not tell what the volume held: its size is counted");
        if (isTwice) because.Add("a snapshot restored from the archive for a time is billed in both tiers");
        if (!isArchived) because.Add(isCopy ? "AWS does not tell what a copied snapshot shares with other copies" : "which blocks snapshots of a volume share was not counted (-CountBlock counts them)");
        return new SnapshotCharge(stored, stored * perGiB, isArchived ? (Held(snapshot) ?? 0) * perGiB : leastGiB * perGiB, because);
    }
}

/// <summary>What a snapshot costs a month.</summary>
/// <param name="StoredGiB">What is stored of it at the most; null where nothing tells.</param>
/// <param name="Most">The most that it costs; null where nothing tells.</param>
/// <param name="Least">The least.</param>
/// <param name="Because">Why that is an estimate.</param>
internal sealed record SnapshotCharge(decimal? StoredGiB, decimal? Most, decimal Least, IReadOnlyList<string> Because);
