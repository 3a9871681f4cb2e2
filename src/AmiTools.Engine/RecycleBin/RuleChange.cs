using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.RecycleBin;

/// <summary>One way of changing rules.</summary>
internal abstract class RuleChange
{
    /// <summary>The way that the options mean.</summary>
    public static RuleChange Of(RecycleBinRuleChangeOptions options) => options switch
    {
        SetRecycleBinRuleOptions set => new RuleUpdate(set),
        LockRecycleBinRuleOptions locking => new RuleLocking(locking.UnlockDelayDays),
        UnlockRecycleBinRuleOptions => new RuleUnlocking(),
        RemoveRecycleBinRuleOptions => new RuleRemoval(),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options, null),
    };

    /// <summary>Whether the bin may keep less, or for longer: the other rules of the region are worth a look then.</summary>
    public virtual bool ChangesKeeping => false;

    /// <summary>What AWS would not take, whatever the rule; found before any call.</summary>
    public virtual IEnumerable<AmiException> Problems() => [];

    /// <summary>Why this rule cannot be changed so; null where it can.</summary>
    public abstract AmiException? Refuse(RecycleBinRule rule, DateTime now);

    /// <summary>The rule as it will be: null where it will be gone, the rule itself where there is nothing to do.</summary>
    public abstract RecycleBinRule? Apply(RecycleBinRule rule, DateTime now);

    /// <summary>What is done, as a part of a sentence.</summary>
    public abstract string Describe(RecycleBinRule rule, RecycleBinRule? outcome);

    /// <summary>Changes the rule, and returns it as it is then.</summary>
    public abstract Task<RecycleBinRule> RunAsync(RegionSession region, RecycleBinRule rule, CancellationToken cancellationToken);

    /// <summary>Whether a rule that was read after a call whose answer was lost is as the call was to make it.</summary>
    public abstract bool IsDone(RecycleBinRule? now);

    /// <summary>The refusal of a rule that is locked; null where it is not.</summary>
    protected static AmiException? RefuseLocked(RecycleBinRule rule, DateTime now) => rule switch
    {
        { LockState: RuleLockState.Locked } => Refusal(rule, AmiErrorCodes.RuleLocked, AmiErrorKind.InvalidState, $"Rule {rule.Identifier} in {rule.Region} is locked, and AWS lets nobody change or remove it.",
            rule.UnlockDelayDays is { } days ? $"Unlock-RecycleBinRule {rule.Identifier} -Region {rule.Region}, and it can be changed {days} days later: from {Times.Minute(now.AddDays(days))} on, if that is done now." : $"Unlock-RecycleBinRule {rule.Identifier} -Region {rule.Region}; that takes effect after the rule's delay."),
        { LockState: RuleLockState.PendingUnlock, LockEndTime: var end } when end is null || end > now => Refusal(rule, AmiErrorCodes.RuleLocked, AmiErrorKind.InvalidState,
            $"Rule {rule.Identifier} in {rule.Region} is being unlocked, and AWS lets nobody change or remove it until {(end is { } time ? Times.Minute(time) : "that is done")}.", "Try again then."),
        _ => null,
    };

    /// <summary>A refusal of one rule.</summary>
    protected static AmiException Refusal(RecycleBinRule rule, string code, AmiErrorKind kind, string message, string remedy) => new(code, kind, message) { ResourceId = rule.Identifier, Region = rule.Region, Remedy = remedy };
}

/// <summary>AWS's words for the lock of a rule.</summary>
internal static class RuleLockState
{
    public const string Locked = "locked";
    public const string PendingUnlock = "pending_unlock";
}
