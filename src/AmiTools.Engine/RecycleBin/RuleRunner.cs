using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.RecycleBin;
using Amazon.RecycleBin.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Makes rules.</summary>
internal sealed class RuleRunner(SessionDirectory sessions)
{
    private const int Tries = 3;
    private const string AgainRemedy = "Run the command again: it finds what was made, and makes it where it was not.";

    public async IAsyncEnumerable<RecycleBinRule> RunAsync(RecycleBinRulePlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (plan.Approved().Length == 0) yield break;
        EngineSession session = await sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        ReceiptBook receipts = new(session, plan.Options.Session);
        await foreach (RecycleBinRule rule in plan.RunAsync(session, events, step => (step.ResourceType, step.Region),
            async (step, token) => step.Existing ?? await MakeAsync(session.In(step.Region), step, plan.Options, receipts, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)) yield return rule;
    }

    private static async Task<RecycleBinRule> MakeAsync(RegionSession region, RecycleBinRuleStep step, NewRecycleBinRuleOptions options, ReceiptBook receipts, CancellationToken cancellationToken)
    {
        AmiChangeReceipt receipt = await receipts.NewCreationAsync(region.Name, "", step.Action, cancellationToken).ConfigureAwait(false);
        return RuleMapper.Copy(await receipts.CreateAsync(receipt, () => MakeAsync(region, step.ResourceType, options, cancellationToken), rule => rule.Identifier).ConfigureAwait(false), receipt: receipt);
    }

    private static async Task<RecycleBinRule> MakeAsync(RegionSession region, string resourceType, NewRecycleBinRuleOptions options, CancellationToken cancellationToken)
    {
        CreateRuleRequest request = new()
        {
            ResourceType = resourceType,
            RetentionPeriod = new RetentionPeriod { RetentionPeriodValue = options.RetentionDays, RetentionPeriodUnit = RetentionPeriodUnit.DAYS },
            Description = options.Description,
            ResourceTags = RuleMapper.ToResourceTags(options.ResourceTag),
            ExcludeResourceTags = RuleMapper.ToResourceTags(options.ExcludeResourceTag),
            // AWS keeps no time of birth, and a rule that is minutes old does not act yet.
            Tags = [.. options.Tag.Select(tag => new Tag { Key = tag.Key, Value = tag.Value }), new Tag { Key = AmiToolsTags.Created, Value = region.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) }],
        };
        for (int attempts = 1; ; attempts++)
        {
            try
            {
                RecycleBinRule created = RuleMapper.Rule(region.Name, await region.CallRecycleBinAsync("CreateRule", resourceType, rbin => rbin.CreateRuleAsync(request, cancellationToken)).ConfigureAwait(false));
                if (created.Identifier.Length > 0) return created;
                // An answer without a rule in it: it was made, and only its listing tells which it is.
                return await LookAsync(region, resourceType, options, cancellationToken).ConfigureAwait(false)
                    ?? throw new AmiException(AmiErrorCodes.InvalidAnswer, AmiErrorKind.InvalidAnswer, $"CreateRule for {resourceType} in {region.Name} answered without a rule, and none can be seen.") { ResourceId = resourceType, Region = region.Name, Operation = "CreateRule", Remedy = AgainRemedy };
            }
            catch (AmiException failure) when (failure.OutcomeIsUnknown())
            {
                // CreateRule has no token: the rule is there, or it is not.
                if (await OpenOutcome.LookAsync(failure, resourceType, () => LookAsync(region, resourceType, options, cancellationToken)).ConfigureAwait(false) is { } made) return made;
                if (attempts == Tries)
                {
                    throw failure.As(AmiErrorCodes.OutcomeUnknown, failure.Kind, $"CreateRule for {resourceType} in {region.Name} broke off {Tries} times, and no such rule can be seen: {failure.Message}", resourceType, AgainRemedy);
                }
            }
        }
    }

    private static Task<RecycleBinRule?> LookAsync(RegionSession region, string resourceType, NewRecycleBinRuleOptions options, CancellationToken cancellationToken) =>
        Patience.UntilAsync(region.Time, region.Settings.NamedResourceWindow, async token =>
            (await RuleReader.ReadAsync(region, resourceType, token).ConfigureAwait(false)).FirstOrDefault(rule => RuleRules.IsSame(rule, resourceType, options)), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken);
}
