using Amazon.RecycleBin;
using Amazon.RecycleBin.Model;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Changes what a rule says.</summary>
internal sealed class RuleUpdate(SetRecycleBinRuleOptions options) : RuleChange
{
    public override bool ChangesKeeping => options.RetentionDays is not null;

    public override IEnumerable<AmiException> Problems()
    {
        if (options is { RetentionDays: null, Description: null, ResourceTag: null, ExcludeResourceTag: null }) yield return Invalid("Nothing was given to change.", "Give -RetentionDays, -Description, -ResourceTag or -ExcludeResourceTag.");
        if (options is { ResourceTag: not null, ExcludeResourceTag: not null }) yield return Invalid("A rule goes by tags, or holds for the whole region with exclusions; not both.", "Leave one of the two away.");
        if (options.ResourceTag is { Count: 0 }) yield return Invalid("A rule that goes by tags needs one: without, it would hold for the whole region, which AWS does not make of it.", "Give a tag, or remove the rule and make one for the region with New-RecycleBinRule.");
        foreach (AmiException problem in RuleRules.Contents(options.Description, options.ResourceTag, options.ExcludeResourceTag)) yield return problem;
    }

    public override AmiException? Refuse(RecycleBinRule rule, DateTime now) =>
        RefuseLocked(rule, now)
        ?? (options.RetentionDays is { } days && RuleRules.Retention(rule.ResourceType, days) is { } wrong ? Refusal(rule, wrong.Code, wrong.Kind, $"Rule {rule.Identifier} in {rule.Region}: {wrong.Message}", wrong.Remedy!) : null)
        ?? (options.ResourceTag is not null && rule.IsRegionLevel ? Refusal(rule, AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput,
            $"Rule {rule.Identifier} holds for the whole of {rule.Region}, and AWS makes no rule by tags of it.", "Make a rule by tags with New-RecycleBinRule -ResourceTag.") : null)
        ?? (options.ExcludeResourceTag is not null && !rule.IsRegionLevel ? Refusal(rule, AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput,
            $"Rule {rule.Identifier} in {rule.Region} goes by tags, and only a rule of a whole region has exclusions.", "Give -ResourceTag for this rule.") : null);

    public override RecycleBinRule? Apply(RecycleBinRule rule, DateTime now) => IsDone(rule) ? rule : RuleMapper.Copy(rule, options.RetentionDays, options.Description, options.ResourceTag, options.ExcludeResourceTag);

    public override string Describe(RecycleBinRule rule, RecycleBinRule? outcome)
    {
        if (outcome is null || ReferenceEquals(rule, outcome)) return "Leave it as it is";
        List<string> parts = [];
        if (outcome.RetentionDays != rule.RetentionDays) parts.Add($"keep {RuleText.Scope(outcome)} for {Count.Of(outcome.RetentionDays, "day")} (was {rule.RetentionDays})");
        else if (!RuleRules.SameTags(rule.ResourceTag, outcome.ResourceTag) || !RuleRules.SameTags(rule.ExcludeResourceTag, outcome.ExcludeResourceTag)) parts.Add($"keep {RuleText.Scope(outcome)} (was {RuleText.Scope(rule)})");
        if (outcome.Description != rule.Description) parts.Add($"describe it as '{outcome.Description}'");
        string text = string.Join(", ", parts);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}";
    }

    public override async Task<RecycleBinRule> RunAsync(RegionSession region, RecycleBinRule rule, CancellationToken cancellationToken)
    {
        // Nothing is left to what AWS makes of a part that is not sent: everything is, read anew, because a key can stand in a rule with several values and the model shows them together.
        GetRuleResponse now = await RuleReader.DescribeOneAsync(region, rule.Identifier, cancellationToken).ConfigureAwait(false) ?? throw RuleRules.NotFound(new ResourceReference(rule.Identifier, rule.Region), [rule.Region]);
        UpdateRuleRequest request = new()
        {
            Identifier = rule.Identifier,
            RetentionPeriod = new RetentionPeriod { RetentionPeriodValue = options.RetentionDays ?? now.RetentionPeriod?.RetentionPeriodValue ?? rule.RetentionDays, RetentionPeriodUnit = RetentionPeriodUnit.DAYS },
            Description = options.Description ?? (string.IsNullOrEmpty(now.Description) ? null : now.Description),
            ResourceTags = rule.IsRegionLevel ? null : options.ResourceTag is { } tags ? RuleMapper.ToResourceTags(tags) : now.ResourceTags,
            ExcludeResourceTags = !rule.IsRegionLevel ? null : options.ExcludeResourceTag is { } excluded ? RuleMapper.ToResourceTags(excluded) ?? [] : now.ExcludeResourceTags is { Count: > 0 } kept ? kept : null,
        };
        UpdateRuleResponse answer = await region.CallRecycleBinAsync("UpdateRule", rule.Identifier, rbin => rbin.UpdateRuleAsync(request, cancellationToken)).ConfigureAwait(false);
        return RuleMapper.Rule(region.Name, answer, rule);
    }

    public override bool IsDone(RecycleBinRule? now) => now is not null
        && (options.RetentionDays is null || options.RetentionDays == now.RetentionDays)
        && (options.Description is null || options.Description == now.Description)
        && (options.ResourceTag is null || RuleRules.SameTags(options.ResourceTag, now.ResourceTag))
        && (options.ExcludeResourceTag is null || RuleRules.SameTags(options.ExcludeResourceTag, now.ExcludeResourceTag));

    private static AmiException Invalid(string message, string remedy) => new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message) { Remedy = remedy };
}
