using Amazon.RecycleBin.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Removes a rule.</summary>
internal sealed class RuleRemoval : RuleChange
{
    public override bool ChangesKeeping => true;

    public override AmiException? Refuse(RecycleBinRule rule, DateTime now) => RefuseLocked(rule, now);

    public override RecycleBinRule? Apply(RecycleBinRule rule, DateTime now) => null;

    public override string Describe(RecycleBinRule rule, RecycleBinRule? outcome) => $"Remove the rule that keeps {RuleText.Scope(rule)} for {Count.Of(rule.RetentionDays, "day")}";

    public override async Task<RecycleBinRule> RunAsync(RegionSession region, RecycleBinRule rule, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallRecycleBinAsync("DeleteRule", rule.Identifier, rbin => rbin.DeleteRuleAsync(new DeleteRuleRequest { Identifier = rule.Identifier }, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.IsNotFound())
        {
            // It was there when the plan was made: whoever removed it since, it is gone, as it was to be.
        }

        return rule;
    }

    public override bool IsDone(RecycleBinRule? now) => now is null;
}
