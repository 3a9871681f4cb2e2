using Amazon.RecycleBin.Model;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Removal;

/// <summary>What the Recycle Bin of one region would do with resources that are deleted now, from its rules and the resources' tags.</summary>
/// <remarks>
/// Certain only where AWS's documentation is: a rule that is not in force yet, and a tag that a rule names without a value, may or may not hold. Where several rules hold, newer documentation says that the
/// longest counts, older documentation that a rule by tags comes before one of the region: the shorter of the two answers is sure.
/// </remarks>
internal sealed class BinCoverage
{
    private readonly string _region;
    private readonly DateTime _now;
    private readonly Dictionary<string, Kind> _kinds;

    private BinCoverage(string region, DateTime now, params Kind[] kinds)
    {
        _region = region;
        _now = now;
        _kinds = kinds.ToDictionary(kind => kind.ResourceType, StringComparer.Ordinal);
    }

    /// <summary>Reads the rules for images and snapshots. Rules that cannot be read make every forecast of their kind unknown.</summary>
    public static async Task<BinCoverage> ReadAsync(RegionSession region, CancellationToken cancellationToken) =>
        new(region.Name, region.Time.GetUtcNow().UtcDateTime, await Task.WhenAll(ReadAsync(region, RecycleBinResourceType.Image, cancellationToken), ReadAsync(region, RecycleBinResourceType.Snapshot, cancellationToken)).ConfigureAwait(false));

    /// <summary>The coverage that these rules give.</summary>
    public static BinCoverage Of(string region, DateTime now, IReadOnlyList<GetRuleResponse> images, IReadOnlyList<GetRuleResponse> snapshots) =>
        new(region, now, new Kind(RecycleBinResourceType.Image, images, null), new Kind(RecycleBinResourceType.Snapshot, snapshots, null));

    /// <summary>What would happen to a resource.</summary>
    /// <param name="resourceType">What it is: an image or a snapshot, one of <see cref="RecycleBinResourceType"/>.</param>
    /// <param name="tags">Its tags: rules are judged by those that it has when it is deleted.</param>
    public BinForecast Forecast(string resourceType, IReadOnlyDictionary<string, string> tags)
    {
        Kind kind = _kinds[resourceType];
        if (kind.Unread is { } unread)
            return new BinForecast { Verdict = RecycleBinVerdict.Unknown, Because = $"the Recycle Bin's rules of {_region} could not be read ({unread.Operation}: {unread.AwsCode ?? unread.Code})" };

        GetRuleResponse[] sure = [.. kind.Rules.Where(rule => rule.Status?.Value != "pending" && Holds(rule, tags) == true)];
        if (sure.Length > 0)
        {
            GetRuleResponse[] byTag = [.. sure.Where(rule => !IsRegionLevel(rule))];
            GetRuleResponse keeps = (byTag.Length > 0 ? byTag : sure).MaxBy(Days)!;
            return new BinForecast { Verdict = RecycleBinVerdict.Yes, Until = _now.AddDays(Days(keeps)), RuleIdentifier = keeps.Identifier };
        }

        if (kind.Rules.FirstOrDefault(rule => Holds(rule, tags) != false) is { } perhaps)
        {
            return new BinForecast
            {
                Verdict = RecycleBinVerdict.Unknown,
                RuleIdentifier = perhaps.Identifier,
                Because = perhaps.Status?.Value == "pending" ? $"rule {perhaps.Identifier} is not in force yet" : $"rule {perhaps.Identifier} names a tag without a value, and AWS does not say whether that means any value",
            };
        }

        string what = resourceType == RecycleBinResourceType.Image ? "images" : "snapshots";
        return new BinForecast { Verdict = RecycleBinVerdict.No, Because = kind.Rules.Count == 0 ? $"the Recycle Bin of {_region} has no rule for {what}" : $"none of the Recycle Bin's rules of {_region} for {what} covers it" };
    }

    private static async Task<Kind> ReadAsync(RegionSession region, string resourceType, CancellationToken cancellationToken)
    {
        try
        {
            return new Kind(resourceType, await RuleReader.DescribeAsync(region, resourceType, cancellationToken).ConfigureAwait(false), null);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return new Kind(resourceType, [], failure);
        }
    }

    private static int Days(GetRuleResponse rule) => rule.RetentionPeriod?.RetentionPeriodValue ?? 0;

    private static bool IsRegionLevel(GetRuleResponse rule) => rule.ResourceTags is not { Count: > 0 };

    /// <summary>Whether the rule holds for the tags; null where AWS does not say.</summary>
    private static bool? Holds(GetRuleResponse rule, IReadOnlyDictionary<string, string> tags) => IsRegionLevel(rule) ? !Any(rule.ExcludeResourceTags ?? [], tags) : Any(rule.ResourceTags!, tags);

    private static bool? Any(List<ResourceTag> wanted, IReadOnlyDictionary<string, string> tags)
    {
        bool perhaps = false;
        foreach (ResourceTag pair in wanted)
        {
            if (pair.ResourceTagKey is null || !tags.TryGetValue(pair.ResourceTagKey, out string? actual)) continue;
            if (actual == (pair.ResourceTagValue ?? "")) return true;
            perhaps |= string.IsNullOrEmpty(pair.ResourceTagValue);
        }

        return perhaps ? null : false;
    }

    private sealed record Kind(string ResourceType, IReadOnlyList<GetRuleResponse> Rules, AmiException? Unread);
}
