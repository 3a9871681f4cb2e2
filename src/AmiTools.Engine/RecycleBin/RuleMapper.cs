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
        Make(region, rule.Identifier, rule.RuleArn, rule.ResourceType?.Value, rule.Description, rule.RetentionPeriod, rule.ResourceTags, rule.ExcludeResourceTags, rule.Status?.Value, rule.LockState?.Value, rule.LockConfiguration, rule.LockEndTime, Own(tags));

    /// <summary>A rule as it was made.</summary>
    public static RecycleBinRule Rule(string region, CreateRuleResponse rule) =>
        Make(region, rule.Identifier, rule.RuleArn, rule.ResourceType?.Value, rule.Description, rule.RetentionPeriod, rule.ResourceTags, rule.ExcludeResourceTags, rule.Status?.Value, rule.LockState?.Value, rule.LockConfiguration, null, Own(rule.Tags ?? []));

    /// <summary>A rule as it was changed; what the answer does not tell is as before.</summary>
    public static RecycleBinRule Rule(string region, UpdateRuleResponse rule, RecycleBinRule before) =>
        WithLock(Make(region, rule.Identifier, before.RuleArn, before.ResourceType, rule.Description, rule.RetentionPeriod, rule.ResourceTags, rule.ExcludeResourceTags, rule.Status?.Value, rule.LockState?.Value, null, null, before.TagsAreKnown ? before.Tags : null),
            before.LockState, before.UnlockDelayDays, before.LockEndTime);

    /// <summary>The rule, as one that was there before.</summary>
    public static RecycleBinRule AsExisting(RecycleBinRule rule) => Copy(rule, alreadyExisted: true);

    /// <summary>The rule with other contents; what is null stays.</summary>
    public static RecycleBinRule Copy(RecycleBinRule rule, int? retentionDays = null, string? description = null, IReadOnlyDictionary<string, string>? resourceTag = null, IReadOnlyDictionary<string, string>? excludeResourceTag = null,
        bool alreadyExisted = false, AmiChangeReceipt? receipt = null) =>
        Copy(rule, rule.LockState, rule.UnlockDelayDays, rule.LockEndTime, retentionDays, description, resourceTag, excludeResourceTag, alreadyExisted, receipt);

    /// <summary>The rule with another lock.</summary>
    public static RecycleBinRule WithLock(RecycleBinRule rule, string? lockState, int? unlockDelayDays, DateTime? lockEndTime) => Copy(rule, lockState, unlockDelayDays, lockEndTime);

    /// <summary>Tags that a rule goes by, as AWS takes them.</summary>
    public static List<ResourceTag>? ToResourceTags(IReadOnlyDictionary<string, string> tags) =>
        tags.Count == 0 ? null : [.. tags.Select(tag => new ResourceTag { ResourceTagKey = tag.Key, ResourceTagValue = tag.Value })];

    private static RecycleBinRule Make(string region, string? identifier, string? arn, string? resourceType, string? description, RetentionPeriod? retention,
        List<ResourceTag>? resourceTags, List<ResourceTag>? excluded, string? status, string? lockState, LockConfiguration? lockConfiguration, DateTime? lockEnd, IReadOnlyDictionary<string, string>? own)
    {
        return new RecycleBinRule
        {
            Region = region,
            // arn:aws:rbin:eu-west-1:111122223333:rule/abc
            AccountId = arn?.Split(':') is [_, _, _, _, var account, ..] ? account : "",
            Identifier = identifier ?? "", RuleArn = arn ?? "", ResourceType = resourceType ?? "", Description = description ?? "", RetentionDays = retention?.RetentionPeriodValue ?? 0,
            ResourceTag = Pairs(resourceTags), ExcludeResourceTag = Pairs(excluded), Status = status ?? "", LockState = string.IsNullOrEmpty(lockState) ? null : lockState,
            UnlockDelayDays = lockConfiguration?.UnlockDelay?.UnlockDelayValue, LockEndTime = lockEnd?.ToUniversalTime(),
            CreationTime = own?.GetValueOrDefault(AmiToolsTags.Created) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time.UtcDateTime : null,
            Tags = own ?? new Dictionary<string, string>(), TagsAreKnown = own is not null,
        };
    }

    private static RecycleBinRule Copy(RecycleBinRule rule, string? lockState, int? unlockDelayDays, DateTime? lockEndTime, int? retentionDays = null, string? description = null,
        IReadOnlyDictionary<string, string>? resourceTag = null, IReadOnlyDictionary<string, string>? excludeResourceTag = null, bool alreadyExisted = false, AmiChangeReceipt? receipt = null) => new()
    {
        Region = rule.Region, AccountId = rule.AccountId, Identifier = rule.Identifier, RuleArn = rule.RuleArn, ResourceType = rule.ResourceType, Description = description ?? rule.Description,
        RetentionDays = retentionDays ?? rule.RetentionDays, ResourceTag = resourceTag ?? rule.ResourceTag, ExcludeResourceTag = excludeResourceTag ?? rule.ExcludeResourceTag, Status = rule.Status,
        LockState = lockState, UnlockDelayDays = unlockDelayDays, LockEndTime = lockEndTime, CreationTime = rule.CreationTime, Tags = rule.Tags, TagsAreKnown = rule.TagsAreKnown, AlreadyExisted = alreadyExisted, Receipt = receipt,
    };

    private static Dictionary<string, string>? Own(List<Tag>? tags) => tags?.Where(tag => tag.Key is not null).ToDictionary(tag => tag.Key!, tag => tag.Value ?? "", StringComparer.Ordinal);

    // One key may stand there with several values: they are shown together.
    private static Dictionary<string, string> Pairs(List<ResourceTag>? tags) =>
        (tags ?? []).Where(tag => tag.ResourceTagKey is not null).GroupBy(tag => tag.ResourceTagKey!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => string.Join(", ", group.Select(tag => tag.ResourceTagValue ?? "")), StringComparer.Ordinal);
}
