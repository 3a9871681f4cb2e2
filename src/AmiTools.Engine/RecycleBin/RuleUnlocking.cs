using Amazon.RecycleBin.Model;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Begins to unlock a rule. One that never was locked, or is being unlocked, is left alone.</summary>
internal sealed class RuleUnlocking : RuleChange
{
    public override AmiException? Refuse(RecycleBinRule rule, DateTime now) => null;

    public override RecycleBinRule? Apply(RecycleBinRule rule, DateTime now) =>
        IsDone(rule) ? rule : RuleMapper.WithLock(rule, RuleLockState.PendingUnlock, rule.UnlockDelayDays, rule.UnlockDelayDays is { } days ? now.AddDays(days) : null);

    public override string Describe(RecycleBinRule rule, RecycleBinRule? outcome) =>
        !ReferenceEquals(rule, outcome) ? $"Unlock it: from {(outcome?.LockEndTime is { } end ? Times.Minute(end) : "the end of its delay")} on it can be changed and removed"
        : rule is { LockState: RuleLockState.PendingUnlock, LockEndTime: { } time } ? $"Leave it as it is: it is unlocked from {Times.Minute(time)} on" : "Leave it unlocked";

    public override async Task<RecycleBinRule> RunAsync(RegionSession region, RecycleBinRule rule, CancellationToken cancellationToken)
    {
        UnlockRuleResponse answer = await region.CallRecycleBinAsync("UnlockRule", rule.Identifier, rbin => rbin.UnlockRuleAsync(new UnlockRuleRequest { Identifier = rule.Identifier }, cancellationToken)).ConfigureAwait(false);
        return RuleMapper.WithLock(rule, answer.LockState?.Value ?? RuleLockState.PendingUnlock, rule.UnlockDelayDays, answer.LockEndTime?.ToUniversalTime());
    }

    public override bool IsDone(RecycleBinRule? now) => now is not null && now.LockState != RuleLockState.Locked;
}
