using System.Globalization;
using AmiTools.Engine.Access;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Snapshots.Tiering;

/// <summary>What a move between the tiers means, what it costs and how long it takes, in words.</summary>
internal sealed class TierWording(EbsSnapshotTierOptions options, DateTime now)
{
    private const string Days = "24 to 72 hours";

    /// <summary>What is done.</summary>
    public string Action(EbsSnapshot snapshot, EbsSnapshotTier tier, bool done) =>
        done ? Leave(tier)
        : options.Archive ? $"Archive it: {Size(snapshot)}{Money(Monthly(snapshot, TierRules.Archive), " a month")}, for {TierRules.MinimumDays} days at the least"
        : options.RestoreDays is not { } days ? tier.RestoreExpiryTime is { } end ? $"Keep it restored for good (was until {Times.Minute(end)})" : $"Restore it for good, in {Days}{Money(Retrieval(snapshot), " once")}"
        : tier.RestoreExpiryTime is { } until ? $"Keep it restored until {Times.Minute(now.AddDays(days))} (was until {Times.Minute(until)})"
        : $"Restore it for {Count.Of(days, "day")}, in {Days}{Money(Retrieval(snapshot), " once")}";

    /// <summary>Whom it throws out; null where nobody.</summary>
    public string? Caution(TierFacts facts, EbsSnapshotTier tier) => options.Archive && facts.SharedWith(tier.SnapshotId) is { Length: > 0 } shared
        ? $"It is shared with {Principals.Show(shared)}, who cannot use it while it is archived."
        : null;

    /// <summary>What one should know beforehand.</summary>
    public IEnumerable<string> Warnings(TierFacts facts, EbsSnapshot snapshot, EbsSnapshotTier tier)
    {
        if (!options.Archive)
        {
            if (options.RestoreDays is null && tier.ArchivalCompleteTime?.AddDays(TierRules.MinimumDays) is { } paid && paid > now)
                yield return $"the archive is billed until {Times.Minute(paid)} all the same{Money(Rest(snapshot, paid), " for the rest")}.";
            yield break;
        }

        yield return $"it cannot be used before it is restored, which takes {Days}{Money(Retrieval(snapshot), " each time")}.";
        if (facts.BesidesOf(snapshot) is var besides and > 0)
            yield return $"it is archived whole ({Size(snapshot)}), and the standard tier bills only what no earlier snapshot has: with {Count.Of(besides, "other snapshot")} of {snapshot.VolumeId} there, archiving saves money only where more than a quarter of it is in no other one.";
        if (facts.UsersOf(tier.SnapshotId, disabled: true) is { Length: > 0 } images) yield return $"{string.Join(", ", images)} cannot be enabled before it is restored for good.";
        if (facts.FastZonesOf(tier.SnapshotId) is { Length: > 0 } zones) yield return $"its fast restore in {string.Join(", ", zones)} is switched off, and does not come back with it.";
        foreach (string unread in facts.Unread(tier.SnapshotId)) yield return unread;
    }

    private string Leave(EbsSnapshotTier tier) => tier switch
    {
        { IsMoving: true } => $"Leave it on its way ({tier.TieringStatus}{(tier.TieringProgress is { } percent ? $", {percent} %" : "")})",
        _ when options.Archive => tier.RestoreExpiryTime is { } end ? $"Leave it archived; it is restored until {Times.Minute(end)} and goes back by itself" : "Leave it archived, as it is",
        { RestoreExpiryTime: { } until } => $"Leave it restored until {Times.Minute(until)}",
        _ => "Leave it in the standard tier, where it can be used",
    };

    private static string Size(EbsSnapshot snapshot) => snapshot.FullSnapshotSizeInBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.#} GiB") : $"up to {snapshot.SizeGiB} GiB";

    private static decimal? Monthly(EbsSnapshot snapshot, string tier) => StoragePrices.OfSnapshot(snapshot.FullSnapshotSizeInBytes, snapshot.SizeGiB, tier);

    private static decimal? Retrieval(EbsSnapshot snapshot) => StoragePrices.OfRetrieval(snapshot.FullSnapshotSizeInBytes, snapshot.SizeGiB);

    private decimal? Rest(EbsSnapshot snapshot, DateTime paid) => Monthly(snapshot, TierRules.Archive) * (decimal)(paid - now).TotalDays / 30;

    private static string Money(decimal? dollars, string what) => dollars is { } sum ? string.Create(CultureInfo.InvariantCulture, $", about {sum:0.00} USD{what} (estimate)") : "";
}
