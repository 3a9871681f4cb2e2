using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.RecycleBin;
using Amazon.RecycleBin.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Makes rules.</summary>
internal sealed class RuleRunner(SessionDirectory sessions)
{
    public async IAsyncEnumerable<RecycleBinRule> RunAsync(RecycleBinRulePlan plan, IEngineEvents events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<RecycleBinRuleStep> steps = [.. plan.Steps.Where(step => step.Approved)];
        if (steps.Count == 0) yield break;
        EngineSession session = await sessions.OpenAsync(plan.Options.Session, cancellationToken).ConfigureAwait(false);
        await foreach (RecycleBinRule rule in ParallelStream.RunAsync<RecycleBinRuleStep, RecycleBinRule>(steps, session.Settings.Parallelism, async (step, emit, token) =>
        {
            try
            {
                await emit(step.Existing ?? await MakeAsync(session.In(step.Region), step.ResourceType, plan.Options, token).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                await events.FailAsync(failure).ConfigureAwait(false);
            }
        }, cancellationToken: cancellationToken).ConfigureAwait(false)) yield return rule;
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
        try
        {
            return RuleMapper.Rule(region.Name, await region.CallRecycleBinAsync("CreateRule", null, rbin => rbin.CreateRuleAsync(request, cancellationToken)).ConfigureAwait(false));
        }
        catch (AmiException failure) when (failure.OutcomeIsUnknown())
        {
            // CreateRule has no token: the rule is there, or it is not.
            RecycleBinRule[] rules = await RuleReader.ReadAsync(region, resourceType, cancellationToken).ConfigureAwait(false);
            if (rules.FirstOrDefault(rule => RuleRules.IsSame(rule, resourceType, options)) is { } made) return made;
            throw;
        }
    }
}
