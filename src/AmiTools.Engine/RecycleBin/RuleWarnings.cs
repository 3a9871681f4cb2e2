using System.Globalization;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>What one finds out too late about the rules of a region.</summary>
internal static class RuleWarnings
{
    /// <summary>From how many days on the cost of keeping is worth a warning.</summary>
    private const int LongRetention = 30;

    /// <summary>The kinds of resource whose rules tell what a rule of that kind means: those for images and for snapshots depend on each other.</summary>
    public static string[] Concerns(string resourceType) => resourceType == RecycleBinResourceType.Volume ? [resourceType] : [RecycleBinResourceType.Image, RecycleBinResourceType.Snapshot];

    /// <summary>What keeping snapshots for so long costs: what the region deletes now, kept for that time. Null for a short time.</summary>
    /// <remarks>Only what lies in the bin already tells how much a region deletes.</remarks>
    public static async Task<string?> CostAsync(RegionSession region, int days, CancellationToken cancellationToken)
    {
        if (days <= LongRetention) return null;
        BinContents bin;
        try
        {
            bin = await BinContents.ReadAsync(region, [RecycleBinResourceType.Snapshot], cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            // An estimate is no reason not to make a rule.
            return $"Snapshots are billed while they lie in the bin. What {days} days cost in {region.Name} cannot be estimated: the bin could not be read ({failure.Operation}: {failure.AwsCode ?? failure.Code}).";
        }

        if (bin.Snapshots.Count == 0) return $"Snapshots are billed while they lie in the bin. What {days} days cost in {region.Name} cannot be estimated yet: its bin holds none.";
        BinSizes sizes = await BinSizes.ReadAsync(bin, cancellationToken).ConfigureAwait(false);
        int known = bin.Snapshots.Values.Count(snapshot => sizes.Of(snapshot) is not null);
        DateTime now = region.Time.GetUtcNow().UtcDateTime;
        decimal gib = bin.Snapshots.Values.Sum(snapshot => sizes.Of(snapshot) ?? 0);
        decimal since = Math.Max(1, (decimal)(now - bin.Snapshots.Values.Min(snapshot => snapshot.RecycleBinEnterTime?.ToUniversalTime() ?? now)).TotalDays);
        string of = known < bin.Snapshots.Count ? $" (the sizes of {bin.Snapshots.Count - known} more are not known)" : "";
        return string.Create(CultureInfo.InvariantCulture, $"Snapshots are billed while they lie in the bin. {region.Name} put {gib:0} GiB into it within {since:0} days{of}; kept for {days} days that is about {StoragePrices.OfSnapshot(null, (int)Math.Ceiling(gib / since * days), null):0.00} USD a month at the most (estimate).");
    }

    /// <summary>Whether images outlive their snapshots in the bin, which makes them unrestorable; null where they do not.</summary>
    /// <param name="changed">The rule that is made or changed, or a rule for snapshots that is removed.</param>
    /// <param name="rules">The rules of its region, as they will be.</param>
    public static string? Unpaired(RecycleBinRule changed, IReadOnlyCollection<RecycleBinRule> rules)
    {
        RecycleBinRule? image = changed.ResourceType switch
        {
            RecycleBinResourceType.Image => changed,
            RecycleBinResourceType.Snapshot => rules.Where(rule => rule.ResourceType == RecycleBinResourceType.Image && rule.IsRegionLevel).MaxBy(rule => rule.RetentionDays),
            _ => null,
        };
        if (image is null) return null;
        // A rule by tags counts only where it goes by those of the images: a snapshot made with an image has its tags, where anybody gave it some.
        int snapshots = rules.Where(rule => rule.ResourceType == RecycleBinResourceType.Snapshot && (rule.IsRegionLevel || RuleRules.SameTags(rule.ResourceTag, image.ResourceTag)))
            .Select(rule => rule.RetentionDays).DefaultIfEmpty(0).Max();
        return snapshots >= image.RetentionDays ? null
            : snapshots == 0 ? $"No rule for the whole region keeps snapshots in {changed.Region}: an image whose snapshots are deleted cannot be restored. Make one for {RecycleBinResourceType.Snapshot} with at least {image.RetentionDays} days."
            : $"Snapshots are kept for {snapshots} days in {changed.Region}, images for {image.RetentionDays}: after {snapshots} days an image whose snapshots were deleted with it cannot be restored any more.";
    }

    /// <summary>Whether the bin no longer takes a kind of resource that it took, or not for as long; null where it does.</summary>
    /// <param name="before">The rule as it was.</param>
    /// <param name="after">The rule as it will be; null where it is removed.</param>
    /// <param name="rules">The rules of its region, as they will be.</param>
    public static string? KeepsLess(RecycleBinRule before, RecycleBinRule? after, IReadOnlyCollection<RecycleBinRule> rules)
    {
        if (after?.RetentionDays >= before.RetentionDays) return null;
        RecycleBinRule[] left = [.. rules.Where(rule => rule.ResourceType == before.ResourceType)];
        return left.Length == 0 ? $"No other rule keeps {before.ResourceType} in {before.Region}: what is deleted from then on is gone for good. What lies in the bin already stays there until its time."
            : after is null ? null : $"What is deleted from then on is kept for {after.RetentionDays} days, not {before.RetentionDays}. What lies in the bin already keeps its time.";
    }
}
