using Amazon.RecycleBin.Model;

namespace AmiTools.Simulator;

/// <summary>Rules as answers show them.</summary>
internal static class RuleShapes
{
    public static RetentionPeriod Period(SimRecycleBinRule rule) => new() { RetentionPeriodValue = rule.RetentionDays, RetentionPeriodUnit = "DAYS" };

    public static List<ResourceTag> Pairs(List<KeyValuePair<string, string?>> pairs) =>
        [.. pairs.Select(pair => new ResourceTag { ResourceTagKey = pair.Key, ResourceTagValue = pair.Value })];

    public static LockConfiguration? Lock(SimRecycleBinRule rule) =>
        rule.UnlockDelayDays is { } days ? new() { UnlockDelay = new() { UnlockDelayValue = days, UnlockDelayUnit = "DAYS" } } : null;

    public static List<Tag> Tags(Call call, SimRecycleBinRule rule) => [.. call.TagsOf(rule).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];

    public static void Set(List<KeyValuePair<string, string?>> pairs, List<ResourceTag>? from)
    {
        pairs.Clear();
        pairs.AddRange((from ?? []).Select(tag => new KeyValuePair<string, string?>(tag.ResourceTagKey!, tag.ResourceTagValue)));
    }
}
