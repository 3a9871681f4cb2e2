using Amazon.RecycleBin.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;
using Image = Amazon.EC2.Model.Image;

namespace AmiTools.Engine.Removal;

/// <summary>What the Recycle Bin of one region would do with resources that are deleted now, from its rules and the resources' tags.</summary>
/// <remarks>
/// Certain only where AWS's documentation is: a rule that is not in force yet, and a tag that a rule names without a value, may or may not hold. Where several rules hold, newer documentation says that the
/// longest counts, older documentation that a rule by tags comes before one of the region: the shorter of the two answers is sure. The first rule of a kind in a region may take half an hour to act; AWS
/// keeps no rule's age, so that only those that this module made are known to be that young.
/// </remarks>
internal sealed class BinCoverage
{
    /// <summary>How long AWS may take until the first rule for a kind of resource in a region acts (EBS user guide).</summary>
    private static readonly TimeSpan s_youth = TimeSpan.FromMinutes(30);

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
    public static BinCoverage Of(string region, DateTime now, IReadOnlyList<AgedRule> images, IReadOnlyList<AgedRule> snapshots) =>
        new(region, now, new Kind(RecycleBinResourceType.Image, images, null), new Kind(RecycleBinResourceType.Snapshot, snapshots, null));

    /// <summary>Whether a resource's tags make a difference.</summary>
    public bool GoesByTags(string resourceType) => _kinds[resourceType].Rules.Any(rule => !IsRegionLevel(rule.Rule) || rule.Rule.ExcludeResourceTags is { Count: > 0 });

    /// <summary>What would happen to an image. Instance-store images never go to the bin, whatever the rules say, and of those that failed AWS promises nothing.</summary>
    public BinForecast Forecast(Image image)
    {
        if (image.RootDeviceType?.Value == "instance-store") return new BinForecast { Verdict = RecycleBinVerdict.No, Because = "the Recycle Bin takes no instance-store images" };
        return image.IsDead()
            ? new BinForecast { Verdict = RecycleBinVerdict.No, NothingIsLost = true, Because = "it failed, and nothing can be launched of it" }
            : Forecast(RecycleBinResourceType.Image, image.Tags.ToDictionary());
    }

    /// <summary>What would happen to a resource.</summary>
    /// <param name="resourceType">What it is: an image or a snapshot, one of <see cref="RecycleBinResourceType"/>.</param>
    /// <param name="tags">Its tags: rules are judged by those that it has when it is deleted.</param>
    public BinForecast Forecast(string resourceType, IReadOnlyDictionary<string, string> tags)
    {
        Kind kind = _kinds[resourceType];
        if (kind.Unread is { } unread)
            return new BinForecast { Verdict = RecycleBinVerdict.Unknown, Because = $"the Recycle Bin's rules of {_region} could not be read ({unread.Operation}: {unread.AwsCode ?? unread.Code})" };

        AgedRule[] sure = [.. kind.Rules.Where(rule => Acts(rule, kind) && Holds(rule.Rule, tags) == true)];
        if (sure.Length > 0)
        {
            AgedRule[] byTag = [.. sure.Where(rule => !IsRegionLevel(rule.Rule))];
            AgedRule keeps = (byTag.Length > 0 ? byTag : sure).MaxBy(rule => Days(rule.Rule))!;
            return new BinForecast { Verdict = RecycleBinVerdict.Yes, Until = _now.AddDays(Days(keeps.Rule)), RuleIdentifier = keeps.Rule.Identifier, RuleCreationTime = keeps.Created };
        }

        if (kind.Rules.FirstOrDefault(rule => Holds(rule.Rule, tags) != false) is { } perhaps)
            return new BinForecast { Verdict = RecycleBinVerdict.Unknown, RuleIdentifier = perhaps.Rule.Identifier, RuleCreationTime = perhaps.Created, Because = Doubt(perhaps, kind) };

        string what = resourceType == RecycleBinResourceType.Image ? "images" : "snapshots";
        return new BinForecast { Verdict = RecycleBinVerdict.No, Because = kind.Rules.Count == 0 ? $"the Recycle Bin of {_region} has no rule for {what}" : $"none of the Recycle Bin's rules of {_region} for {what} covers it" };
    }

    private static async Task<Kind> ReadAsync(RegionSession region, string resourceType, CancellationToken cancellationToken)
    {
        try
        {
            return new Kind(resourceType, await RuleReader.WithAgeAsync(region, resourceType, cancellationToken).ConfigureAwait(false), null);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return new Kind(resourceType, [], failure);
        }
    }

    private bool Acts(AgedRule rule, Kind kind) => !IsPending(rule) && (!IsYoung(rule) || kind.Rules.Any(other => !IsPending(other) && !IsYoung(other)));

    private bool IsYoung(AgedRule rule) => rule.Created is { } created && _now - created < s_youth;

    private string Doubt(AgedRule rule, Kind kind) =>
        IsPending(rule) ? $"rule {rule.Rule.Identifier} is not in force yet"
        : !Acts(rule, kind) ? $"rule {rule.Rule.Identifier} was made at {Times.Minute(rule.Created!.Value)}, and the first rule of a region may take {s_youth.TotalMinutes:0} minutes to act"
        : $"rule {rule.Rule.Identifier} names a tag without a value, and AWS does not say whether that means any value";

    private static bool IsPending(AgedRule rule) => rule.Rule.Status?.Value == "pending";

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

    private sealed record Kind(string ResourceType, IReadOnlyList<AgedRule> Rules, AmiException? Unread);
}
