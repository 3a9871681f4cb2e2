using Amazon.RecycleBin;
using Amazon.RecycleBin.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Locks a rule, so that whoever wants to change or remove it has to unlock it days before.</summary>
internal sealed class RuleLocking(int unlockDelayDays) : RuleChange
{
    public override IEnumerable<AmiException> Problems() => RuleRules.UnlockDelay(unlockDelayDays) is { } problem ? [problem] : [];

    public override AmiException? Refuse(RecycleBinRule rule, DateTime now) =>
        !rule.IsRegionLevel ? NotLockable(rule, "it goes by tags")
        : rule.ExcludeResourceTag.Count > 0 ? NotLockable(rule, "it has exclusion tags")
        : rule.LockState == RuleLockState.Locked && !IsDone(rule) ? Refusal(rule, AmiErrorCodes.RuleLocked, AmiErrorKind.InvalidState,
            $"Rule {rule.Identifier} in {rule.Region} is locked already{(rule.UnlockDelayDays is { } days ? $" with a delay of {days} days" : "")}, and AWS takes another delay only when an unlocked rule is locked, or one that is being unlocked.",
            $"Unlock-RecycleBinRule {rule.Identifier} -Region {rule.Region}, and then lock it again with the new delay.")
        : null;

    public override RecycleBinRule? Apply(RecycleBinRule rule, DateTime now) => IsDone(rule) ? rule : RuleMapper.WithLock(rule, RuleLockState.Locked, unlockDelayDays, null);

    public override string Describe(RecycleBinRule rule, RecycleBinRule? outcome) =>
        ReferenceEquals(rule, outcome) ? $"Leave it locked with a delay of {unlockDelayDays} days"
        : $"{(rule.LockState == RuleLockState.PendingUnlock ? "End its unlocking and lock it again" : "Lock it")}: nobody can change or remove it until {unlockDelayDays} days after its unlocking";

    public override async Task<RecycleBinRule> RunAsync(RegionSession region, RecycleBinRule rule, CancellationToken cancellationToken)
    {
        LockRuleRequest request = new()
        {
            Identifier = rule.Identifier, LockConfiguration = new LockConfiguration { UnlockDelay = new UnlockDelay { UnlockDelayValue = unlockDelayDays, UnlockDelayUnit = UnlockDelayUnit.DAYS } },
        };
        LockRuleResponse answer = await region.CallRecycleBinAsync("LockRule", rule.Identifier, rbin => rbin.LockRuleAsync(request, cancellationToken)).ConfigureAwait(false);
        return RuleMapper.WithLock(rule, answer.LockState?.Value ?? RuleLockState.Locked, answer.LockConfiguration?.UnlockDelay?.UnlockDelayValue ?? unlockDelayDays, null);
    }

    public override bool IsDone(RecycleBinRule? now) => now?.LockState == RuleLockState.Locked && now.UnlockDelayDays == unlockDelayDays;

    private static AmiException NotLockable(RecycleBinRule rule, string why) => Refusal(rule, AmiErrorCodes.RuleNotLockable, AmiErrorKind.InvalidState,
        $"Rule {rule.Identifier} in {rule.Region} cannot be locked: {why}, and AWS locks only rules that hold for a whole region, without exclusions.", $"Make a rule for every {rule.ResourceType} with New-RecycleBinRule, and lock that.");
}
