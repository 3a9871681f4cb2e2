using Amazon.RecycleBin.Model;

namespace AmiTools.Simulator;

/// <summary>The retention rules of the Recycle Bin.</summary>
internal static class RuleOperations
{
    private static readonly Pager s_pager = new(1, 1000);

    public static void Register(OperationTable table)
    {
        table.Add<CreateRuleRequest, CreateRuleResponse>(CreateRule);
        table.Add<GetRuleRequest, GetRuleResponse>(GetRule);
        table.Add<ListRulesRequest, ListRulesResponse>(ListRules);
        table.Add<UpdateRuleRequest, UpdateRuleResponse>(UpdateRule);
        table.Add<DeleteRuleRequest, DeleteRuleResponse>(DeleteRule);
        table.Add<TagResourceRequest, TagResourceResponse>(TagResource);
        table.Add<UntagResourceRequest, UntagResourceResponse>(UntagResource);
        table.Add<ListTagsForResourceRequest, ListTagsForResourceResponse>(ListTags);
    }

    /// <summary>A rule that the caller may act on.</summary>
    public static SimRecycleBinRule Find(Call call, string? identifier)
    {
        var rule = call.Region.RecycleBinRules.Find(identifier ?? "") ?? throw RuleErrors.NotFound(identifier ?? "");
        call.Require($"rbin:{call.Operation}", rule.Arn);
        return rule;
    }

    private static CreateRuleResponse CreateRule(CreateRuleRequest request, Call call)
    {
        var kind = RuleChecks.Kind(request.ResourceType?.Value);
        var days = RuleChecks.Days(request.RetentionPeriod, kind);
        var description = RuleChecks.Description(request.Description);
        RuleChecks.Pairs(call.Region, kind, request.ResourceTags, request.ExcludeResourceTags, null);
        RuleChecks.Tags(request.Tags);
        RuleChecks.Lock(request.LockConfiguration, request.ResourceTags is not { Count: > 0 }, request.ExcludeResourceTags is { Count: > 0 });
        if (call.Region.RecycleBinRules.Count >= call.Account.Quotas.RecycleBinRules)
            throw RuleErrors.QuotaExceeded($"The Region has {call.Account.Quotas.RecycleBinRules} rules already.");
        call.BeforeChange();

        var id = call.Region.Ids.NewText(11);
        SimRecycleBinRule rule = new()
        {
            Id = id,
            OwnerId = call.Account.Id,
            CreatedAt = call.Now,
            Arn = call.Region.Arn("rbin", $"rule/{id}"),
            Retains = kind,
            RetentionDays = days,
            Description = description,
            Status = call.Settings.RecycleBinRuleDelay > TimeSpan.Zero ? "pending" : "available",
            LockState = request.LockConfiguration is null ? null : "locked",
            UnlockDelayDays = request.LockConfiguration?.UnlockDelay?.UnlockDelayValue,
        };
        RuleShapes.Set(rule.ResourceTags, request.ResourceTags);
        RuleShapes.Set(rule.ExcludeResourceTags, request.ExcludeResourceTags);
        rule.Tags.Set((request.Tags ?? []).Select(tag => new KeyValuePair<string, string>(tag.Key!, tag.Value ?? "")));
        call.Region.RecycleBinRules.Add(rule);
        if (rule.Status == "pending")
            call.Simulator.Schedule(call.Now + call.Settings.RecycleBinRuleDelay, _ => rule.Status = "available");
        return new()
        {
            Identifier = rule.Id,
            RuleArn = rule.Arn,
            ResourceType = rule.Retains,
            RetentionPeriod = RuleShapes.Period(rule),
            Description = rule.Description,
            ResourceTags = RuleShapes.Pairs(rule.ResourceTags),
            ExcludeResourceTags = RuleShapes.Pairs(rule.ExcludeResourceTags),
            Status = rule.Status,
            LockState = rule.LockState!,
            LockConfiguration = RuleShapes.Lock(rule),
            Tags = RuleShapes.Tags(call, rule),
        };
    }

    private static GetRuleResponse GetRule(GetRuleRequest request, Call call)
    {
        var rule = Find(call, request.Identifier);
        return new()
        {
            Identifier = rule.Id,
            RuleArn = rule.Arn,
            ResourceType = rule.Retains,
            RetentionPeriod = RuleShapes.Period(rule),
            Description = rule.Description,
            ResourceTags = RuleShapes.Pairs(rule.ResourceTags),
            ExcludeResourceTags = RuleShapes.Pairs(rule.ExcludeResourceTags),
            Status = rule.Status,
            LockState = rule.LockState!,
            LockConfiguration = RuleShapes.Lock(rule),
            LockEndTime = rule.LockEndTime?.UtcDateTime,
        };
    }

    private static ListRulesResponse ListRules(ListRulesRequest request, Call call)
    {
        var kind = RuleChecks.Kind(request.ResourceType?.Value);
        var page = s_pager.Take(call, request.MaxResults, request.NextToken, call.Region.RecycleBinRules.After, rule =>
            rule.Retains == kind
            && (request.LockState is null || request.LockState.Value == rule.LockState)
            && (request.ResourceTags ?? []).All(tag => Has(rule.ResourceTags, tag))
            && (request.ExcludeResourceTags ?? []).All(tag => Has(rule.ExcludeResourceTags, tag)));
        return new()
        {
            NextToken = page.NextToken,
            Rules =
            [
                .. page.Items.Select(rule => new RuleSummary
                {
                    Identifier = rule.Id,
                    Description = rule.Description,
                    RetentionPeriod = RuleShapes.Period(rule),
                    LockState = rule.LockState!,
                    RuleArn = rule.Arn,
                }),
            ],
        };
    }

    private static UpdateRuleResponse UpdateRule(UpdateRuleRequest request, Call call)
    {
        var rule = Find(call, request.Identifier);
        RuleLocking.RequireUnlocked(rule);
        if (request.ResourceType is { } type && type.Value != rule.Retains)
            throw RuleErrors.Invalid("The resource type of a rule cannot be changed.");
        var days = request.RetentionPeriod is { } period ? RuleChecks.Days(period, rule.Retains) : rule.RetentionDays;
        var description = request.Description is { } given ? RuleChecks.Description(given) : rule.Description;
        RuleChecks.Pairs(call.Region, rule.Retains, request.ResourceTags, request.ExcludeResourceTags, rule);
        if (request.ResourceTags is { Count: > 0 } && rule.LockState is not null)
            throw RuleErrors.Invalid("A rule that has a lock configuration holds for the whole Region.");
        call.BeforeChange();

        rule.RetentionDays = days;
        rule.Description = description;
        if (request.ResourceTags is not null)
            RuleShapes.Set(rule.ResourceTags, request.ResourceTags);
        if (request.ExcludeResourceTags is not null)
            RuleShapes.Set(rule.ExcludeResourceTags, request.ExcludeResourceTags);
        return new()
        {
            Identifier = rule.Id,
            RuleArn = rule.Arn,
            ResourceType = rule.Retains,
            RetentionPeriod = RuleShapes.Period(rule),
            Description = rule.Description,
            ResourceTags = RuleShapes.Pairs(rule.ResourceTags),
            ExcludeResourceTags = RuleShapes.Pairs(rule.ExcludeResourceTags),
            Status = rule.Status,
            LockState = rule.LockState!,
            LockEndTime = rule.LockEndTime?.UtcDateTime,
        };
    }

    private static DeleteRuleResponse DeleteRule(DeleteRuleRequest request, Call call)
    {
        var rule = Find(call, request.Identifier);
        RuleLocking.RequireUnlocked(rule);
        call.BeforeChange();
        call.Region.RecycleBinRules.Remove(rule);
        return new();
    }

    private static TagResourceResponse TagResource(TagResourceRequest request, Call call)
    {
        var rule = OfArn(call, request.ResourceArn);
        RuleChecks.Tags(request.Tags);
        call.BeforeChange();
        call.ChangeTags(rule, tags => tags.Set((request.Tags ?? []).Select(tag => new KeyValuePair<string, string>(tag.Key!, tag.Value ?? ""))));
        return new();
    }

    private static UntagResourceResponse UntagResource(UntagResourceRequest request, Call call)
    {
        var rule = OfArn(call, request.ResourceArn);
        call.BeforeChange();
        call.ChangeTags(rule, tags => (request.TagKeys ?? []).ForEach(key => tags[key] = null));
        return new();
    }

    private static ListTagsForResourceResponse ListTags(ListTagsForResourceRequest request, Call call) => new() { Tags = RuleShapes.Tags(call, OfArn(call, request.ResourceArn)) };

    private static SimRecycleBinRule OfArn(Call call, string? arn)
    {
        var rule = call.Region.RecycleBinRules.FirstOrDefault(rule => rule.Arn == arn) ?? throw RuleErrors.NotFound(arn ?? "");
        call.Require($"rbin:{call.Operation}", rule.Arn);
        return rule;
    }

    private static bool Has(List<KeyValuePair<string, string?>> pairs, ResourceTag wanted) =>
        pairs.Any(pair => pair.Key == wanted.ResourceTagKey && (wanted.ResourceTagValue is null || wanted.ResourceTagValue == (pair.Value ?? "")));
}
