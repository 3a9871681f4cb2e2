using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Finds out what new rules would mean where they are made.</summary>
internal sealed class RulePlanner(SessionDirectory sessions)
{
    public async Task<RecycleBinRulePlan> PlanAsync(NewRecycleBinRuleOptions options, IEngineEvents events, CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. RuleRules.Problems(options)];
        if (problems.Count > 0) return new RecycleBinRulePlan { Options = options, Problems = problems };

        EngineSession session = await sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        List<string> regions = await BinRegions.ResolveAsync(session, options.Session, [], events, cancellationToken).ConfigureAwait(false);
        List<RecycleBinRuleStep>[] steps = await Task.WhenAll(regions.Select(async region =>
        {
            try
            {
                return await RegionAsync(session.In(region), options, cancellationToken).ConfigureAwait(false);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                // Without knowing the rules that are there, a second one of the same content could be made.
                lock (problems) problems.Add(failure);
                return [];
            }
        })).ConfigureAwait(false);
        return new RecycleBinRulePlan { Options = options, Steps = [.. steps.SelectMany(step => step)], Problems = problems };
    }

    private static async Task<List<RecycleBinRuleStep>> RegionAsync(RegionSession region, NewRecycleBinRuleOptions options, CancellationToken cancellationToken)
    {
        string[] types = [.. options.ResourceType.Distinct()];
        string[] read = [.. types.SelectMany(RuleWarnings.Concerns).Distinct()];
        RecycleBinRule[] rules = [.. (await Task.WhenAll(read.Select(type => RuleReader.ReadAsync(region, type, cancellationToken))).ConfigureAwait(false)).SelectMany(found => found)];
        string? cost = types.Contains(RecycleBinResourceType.Snapshot) ? await RuleWarnings.CostAsync(region, options.RetentionDays, cancellationToken).ConfigureAwait(false) : null;
        RecycleBinRule[] made = [.. types.Select(type => NewRule(region.Name, type, options))];
        RecycleBinRule[] after = [.. rules, .. made];

        return [.. made.Select(rule =>
        {
            string type = rule.ResourceType;
            RecycleBinRule? existing = rules.FirstOrDefault(other => RuleRules.IsSame(other, type, options));
            return new RecycleBinRuleStep
            {
                Region = region.Name, ResourceType = type, Existing = existing is null ? null : RuleMapper.AsExisting(existing),
                Target = $"Recycle Bin ({region.Name})",
                Action = existing is null ? $"Keep {RuleText.Scope(rule)} for {Count.Of(options.RetentionDays, "day")} after deletion" : $"Nothing to do: rule {existing.Identifier} says the same",
                Warnings = existing is null ? [.. Warnings(rule, rules, after, cost)] : [],
            };
        })];
    }

    private static RecycleBinRule NewRule(string region, string type, NewRecycleBinRuleOptions options) => new()
    {
        Region = region, AccountId = "", Identifier = "", ResourceType = type, RetentionDays = options.RetentionDays, ResourceTag = options.ResourceTag, ExcludeResourceTag = options.ExcludeResourceTag,
    };

    private static IEnumerable<string> Warnings(RecycleBinRule rule, RecycleBinRule[] before, RecycleBinRule[] after, string? cost)
    {
        if (before.All(other => other.ResourceType != rule.ResourceType)) yield return $"This is the first rule for {rule.ResourceType} in {rule.Region}: it can take AWS up to half an hour to act on it.";
        if (rule.ResourceType == RecycleBinResourceType.Snapshot && cost is not null) yield return cost;
        if (RuleWarnings.Unpaired(rule, after) is { } unpaired) yield return unpaired;
    }
}
