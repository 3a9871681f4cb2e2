using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Changes rules. Each change is one call, and a call whose answer was lost is settled by reading the rule.</summary>
internal sealed class RuleChangeRunner(EngineSession session, RecycleBinRuleChangePlan plan, IEngineEvents events)
{
    private readonly RuleChange _change = RuleChange.Of(plan.Options);
    private readonly ReceiptBook _receipts = new(session, plan.Options.Session);

    public IAsyncEnumerable<RecycleBinRule> RunAsync(CancellationToken cancellationToken) => plan.RunAsync(session, events, step => (step.Rule.Identifier, step.Rule.Region),
        async (step, token) => step.Changes ? await ChangeAsync(step, token).ConfigureAwait(false) : step.Rule, cancellationToken);

    private async Task<RecycleBinRule> ChangeAsync(RecycleBinRuleChangeStep step, CancellationToken cancellationToken)
    {
        RecycleBinRule changed = step.Rule;
        AmiChangeReceipt receipt = _receipts.New(AmiChangeKind.Rule, changed.Region, changed.AccountId, changed.Identifier, "", step.Action, new AmiFormerState { Rule = step.Rule });
        await _receipts.ChangeAsync(receipt, async () => changed = await SettleAsync(session.In(step.Rule.Region), step.Rule, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return RuleMapper.Copy(changed, receipt: receipt);
    }

    private async Task<RecycleBinRule> SettleAsync(RegionSession region, RecycleBinRule rule, CancellationToken cancellationToken)
    {
        try
        {
            return await _change.RunAsync(region, rule, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.OutcomeIsUnknown())
        {
            // A second try that AWS refuses because the first one was carried out looks like a failure, and is none.
            RecycleBinRule? now = await OpenOutcome.LookAsync(failure, rule.Identifier, () => RuleReader.OneAsync(region, rule.Identifier, cancellationToken)).ConfigureAwait(false);
            if (!_change.IsDone(now)) throw;
            return now ?? rule;
        }
    }
}
