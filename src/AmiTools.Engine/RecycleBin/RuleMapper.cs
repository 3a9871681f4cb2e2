using System.Globalization;
using Amazon.RecycleBin.Model;

namespace AmiTools.Engine.RecycleBin;

/// <summary>AWS's rules as the module's.</summary>
internal static class RuleMapper
{
    /// <summary>A rule as it was read.</summary>
    /// <param name="region">Where.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="tags">Its own tags; null where they could not be read.</param>
    public static RecycleBinRule Rule(string region, GetRuleResponse rule, List<Tag>? tags) =>
        Make(region, rule.Identifier, rule.RuleArn, rule.ResourceType?.Value, rule.Description, rule.RetentionPeriod, rule.ResourceTags, rule.ExcludeResourceTags, rule.Status?.Value, rule.LockState?.Value, rule.LockEndTime, tags);

    /// <summary>A rule as it was made.</summary>
    public static RecycleBinRule Rule(string region, CreateRuleResponse rule) =>
        Make(region, rule.Identifier, rule.RuleArn, rule.ResourceType?.Value, rule.Description, rule.RetentionPeriod, rule.ResourceTags, rule.ExcludeResourceTags, rule.Status?.Value, rule.LockState?.Value, null, rule.Tags ?? []);

    /// <summary>The rule, as one that was there before.</summary>
    public static RecycleBinRule AsExisting(RecycleBinRule rule) => new()
    {
        Region = rule.Region, AccountId = rule.AccountId, Identifier = rule.Identifier, RuleArn = rule.RuleArn, ResourceType = rule.ResourceType, Description = rule.Description, RetentionDays = rule.RetentionDays,
        ResourceTag = rule.ResourceTag, ExcludeResourceTag = rule.ExcludeResourceTag, Status = rule.Status, LockState = rule.LockState, LockEndTime = rule.LockEndTime, CreationTime = rule.CreationTime, Tags = rule.Tags, TagsAreKnown = rule.TagsAreKnown,
        AlreadyExisted = true,
    };

    /// <summary>Tags that a rule goes by, as AWS takes them.</summary>
    public static List<ResourceTag>? ToResourceTags(IReadOnlyDictionary<string, string> tags) =>
        tags.Count == 0 ? null : [.. tags.Select(tag => new ResourceTag { ResourceTagKey = tag.Key, ResourceTagValue = tag.Value })];

    private static RecycleBinRule Make(string region, string? identifier, string? arn, string? resourceType, string? description, RetentionPeriod? retention,
        List<ResourceTag>? resourceTags, List<ResourceTag>? excluded, string? status, string? lockState, DateTime? lockEnd, List<Tag>? tags)
    {
        Dictionary<string, string> own = (tags ?? []).Where(tag => tag.Key is not null).ToDictionary(tag => tag.Key!, tag => tag.Value ?? "", StringComparer.Ordinal);
        return new RecycleBinRule
        {
            Region = region,
            // arn:aws:rbin:eu-west-1:111122223333:rule/abc
            AccountId = arn?.Split(':') is [_, _, _, _, var account, ..] ? account : "",
            Identifier = identifier ?? "", RuleArn = arn ?? "", ResourceType = resourceType ?? "", Description = description ?? "", RetentionDays = retention?.RetentionPeriodValue ?? 0,
            ResourceTag = Pairs(resourceTags), ExcludeResourceTag = Pairs(excluded), Status = status ?? "", LockState = string.IsNullOrEmpty(lockState) ? null : lockState, LockEndTime = lockEnd?.ToUniversalTime(),
            CreationTime = own.TryGetValue(AmiToolsTags.Created, out string? text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time.UtcDateTime : null,
            Tags = own, TagsAreKnown = tags is not null,
        };
    }

    // One key may stand there with several values: they are shown together.
    private static Dictionary<string, string> Pairs(List<ResourceTag>? tags) =>
        (tags ?? []).Where(tag => tag.ResourceTagKey is not null).GroupBy(tag => tag.ResourceTagKey!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => string.Join(", ", group.Select(tag => tag.ResourceTagValue ?? "")), StringComparer.Ordinal);
}
