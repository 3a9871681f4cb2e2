namespace AmiTools;

/// <summary>Which rules of the Recycle Bin are to be changed; what is done to them, the derived types say.</summary>
public abstract class RecycleBinRuleChangeOptions
{
    /// <summary>Who asks; its regions are searched for rules that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The rules, by identifier or ARN.</summary>
    public required IReadOnlyList<ResourceReference> Identifier { get; init; }
}

/// <summary>Changes what rules say. What is null stays as it is.</summary>
public sealed class SetRecycleBinRuleOptions : RecycleBinRuleChangeOptions
{
    /// <summary>For how many days, 1 to 365; volumes 1 to 7.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>The description, up to 255 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Tags of which one must be on the resource, 1 to 50, in place of those that the rule has; only for rules that go by tags. An empty value stands for any.</summary>
    public IReadOnlyDictionary<string, string>? ResourceTag { get; init; }

    /// <summary>Tags that keep a resource from the rule, up to 5, in place of those that the rule has; only for rules of the whole region. An empty set takes all exclusions away.</summary>
    public IReadOnlyDictionary<string, string>? ExcludeResourceTag { get; init; }
}

/// <summary>Removes rules. What lies in the bin already stays there until its own time.</summary>
public sealed class RemoveRecycleBinRuleOptions : RecycleBinRuleChangeOptions;

/// <summary>Locks rules against change and removal.</summary>
public sealed class LockRecycleBinRuleOptions : RecycleBinRuleChangeOptions
{
    /// <summary>How many days after its unlocking a rule can be changed again, 7 to 30.</summary>
    public required int UnlockDelayDays { get; init; }
}

/// <summary>Begins to unlock rules; they can be changed when their delay is over.</summary>
public sealed class UnlockRecycleBinRuleOptions : RecycleBinRuleChangeOptions;

/// <summary>What changing rules would do.</summary>
public sealed class RecycleBinRuleChangePlan : Plan<RecycleBinRuleChangeStep>
{
    /// <summary>What was asked for.</summary>
    public required RecycleBinRuleChangeOptions Options { get; init; }
}

/// <summary>One rule that is changed, or removed.</summary>
public sealed class RecycleBinRuleChangeStep : PlanStep
{
    /// <summary>The rule as it is.</summary>
    public required RecycleBinRule Rule { get; init; }

    /// <summary>The rule as it will be; null where it is removed.</summary>
    public required RecycleBinRule? Outcome { get; init; }

    /// <summary>Whether anything is done. False where the rule is as it was asked for already.</summary>
    public bool Changes => !ReferenceEquals(Rule, Outcome);
}
