using Amazon.RecycleBin.Model;

namespace AmiTools.Simulator;

/// <summary>Locking rules against change, and unlocking them after their delay.</summary>
internal static class RuleLocking
{
    public static void Register(OperationTable table)
    {
        table.Add<LockRuleRequest, LockRuleResponse>(LockRule);
        table.Add<UnlockRuleRequest, UnlockRuleResponse>(UnlockRule);
    }

    /// <exception cref="AwsErrorException">The rule is locked, or not unlocked yet.</exception>
    public static void RequireUnlocked(SimRecycleBinRule rule)
    {
        if (rule.LockState is "locked" or "pending_unlock")
            throw RuleErrors.WrongState($"The rule {rule.Id} is {rule.LockState} and cannot be changed.");
    }

    private static LockRuleResponse LockRule(LockRuleRequest request, Call call)
    {
        var rule = RuleOperations.Find(call, request.Identifier);
        if (request.LockConfiguration is null)
            throw RuleErrors.Invalid("LockConfiguration is required.");
        RuleChecks.Lock(request.LockConfiguration, rule.ResourceTags.Count == 0, rule.ExcludeResourceTags.Count > 0);
        if (rule.LockState == "locked")
            throw RuleErrors.WrongState($"The rule {rule.Id} is locked already.");
        call.BeforeChange();

        rule.LockState = "locked";
        rule.LockEndTime = null;
        rule.UnlockDelayDays = request.LockConfiguration.UnlockDelay!.UnlockDelayValue;
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
            LockState = rule.LockState,
            LockConfiguration = RuleShapes.Lock(rule),
        };
    }

    private static UnlockRuleResponse UnlockRule(UnlockRuleRequest request, Call call)
    {
        var rule = RuleOperations.Find(call, request.Identifier);
        if (rule.LockState != "locked")
            throw RuleErrors.WrongState($"The rule {rule.Id} is not locked.");
        call.BeforeChange();

        var end = call.Now.AddDays(rule.UnlockDelayDays ?? 7);
        rule.LockState = "pending_unlock";
        rule.LockEndTime = end;
        call.Simulator.Schedule(end, _ =>
        {
            // Locked again meanwhile, and perhaps unlocked once more: that has an end of its own.
            if (rule.LockState == "pending_unlock" && rule.LockEndTime == end)
                rule.LockState = "unlocked";
        });
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
            LockState = rule.LockState,
            LockConfiguration = RuleShapes.Lock(rule),
            LockEndTime = rule.LockEndTime?.UtcDateTime,
        };
    }
}
