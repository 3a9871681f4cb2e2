using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Finds out what changing rules would mean, and which of them AWS lets nobody change.</summary>
internal sealed class RuleChangePlanner(EngineSession session, RecycleBinRuleChangeOptions options)
{
    private readonly RuleChange _change = RuleChange.Of(options);

    public async Task<RecycleBinRuleChangePlan> PlanAsync(CancellationToken cancellationToken)
    {
        AmiException[] invalid = [.. _change.Problems()];
        if (invalid.Length > 0) return new RecycleBinRuleChangePlan { Options = options, Problems = [.. invalid, .. options.Identifier.Select(RuleRules.Identifier).OfType<AmiException>()] };

        NamedRules named = await NamedRules.ReadAsync(session, options.Session, options.Identifier, cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [.. named.Problems];
        DateTime now = session.Environment.Time.GetUtcNow().UtcDateTime;
        List<(NamedRule Named, RecycleBinRule? Outcome)> changes = [];
        foreach (NamedRule rule in named.Found)
        {
            if (_change.Refuse(rule.Rule, now) is { } refused) problems.Add(refused.As(refused.Code, refused.Kind, refused.Message, rule.Reference.Given));
            else changes.Add((rule, _change.Apply(rule.Rule, now)));
        }

        RecycleBinRuleChangeStep[][] steps = await Task.WhenAll(changes.GroupBy(change => change.Named.Region).Select(region => StepsAsync(region.Key, [.. region], cancellationToken))).ConfigureAwait(false);
        return new RecycleBinRuleChangePlan { Options = options, Steps = [.. steps.SelectMany(step => step)], Problems = problems };
    }

    private async Task<RecycleBinRuleChangeStep[]> StepsAsync(RegionSession region, (NamedRule Named, RecycleBinRule? Outcome)[] changes, CancellationToken cancellationToken)
    {
        Dictionary<string, List<string>> warnings = await WarningsAsync(region, changes, cancellationToken).ConfigureAwait(false);
        return [.. changes.Select(change => new RecycleBinRuleChangeStep
        {
            Rule = change.Named.Rule, Outcome = change.Outcome,
            Target = $"Recycle Bin rule {change.Named.Rule.Identifier} ({region.Name})",
            Action = _change.Describe(change.Named.Rule, change.Outcome),
            Warnings = warnings.GetValueOrDefault(change.Named.Rule.Identifier) ?? [],
        })];
    }

    /// <summary>What the changes mean for the region as a whole. They are looked at together: two rules of the same kind that go at a time leave nothing.</summary>
    private async Task<Dictionary<string, List<string>>> WarningsAsync(RegionSession region, (NamedRule Named, RecycleBinRule? Outcome)[] changes, CancellationToken cancellationToken)
    {
        (RecycleBinRule Before, RecycleBinRule? After)[] real = [.. changes.Select(change => (Before: change.Named.Rule, After: change.Outcome)).Where(change => !ReferenceEquals(change.Before, change.After))];
        Dictionary<string, List<string>> warnings = real.ToDictionary(change => change.Before.Identifier, _ => new List<string>(), StringComparer.Ordinal);
        if (!_change.ChangesKeeping || real.Length == 0) return warnings;
        try
        {
            RecycleBinRule[][] read = await Task.WhenAll(real.SelectMany(change => RuleWarnings.Concerns(change.Before.ResourceType)).Distinct().Select(kind => RuleReader.ReadAsync(region, kind, cancellationToken))).ConfigureAwait(false);
            RecycleBinRule[] rules = [.. read.SelectMany(rule => rule).Where(rule => !warnings.ContainsKey(rule.Identifier)), .. real.Select(change => change.After).OfType<RecycleBinRule>()];
            foreach ((RecycleBinRule before, RecycleBinRule? after) in real) warnings[before.Identifier].AddRange(await OfAsync(region, before, after, rules, cancellationToken).ConfigureAwait(false));
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            foreach (List<string> unknown in warnings.Values) unknown.Add($"What the other rules of {region.Name} keep, and what keeping costs, could not be read: {failure.Message}");
        }

        return warnings;
    }

    private static async Task<List<string>> OfAsync(RegionSession region, RecycleBinRule before, RecycleBinRule? after, RecycleBinRule[] rules, CancellationToken cancellationToken)
    {
        List<string?> warnings = [RuleWarnings.KeepsLess(before, after, rules)];
        if (after is not null || before.ResourceType == RecycleBinResourceType.Snapshot) warnings.Add(RuleWarnings.Unpaired(after ?? before, rules));
        if (after is { ResourceType: RecycleBinResourceType.Snapshot } && after.RetentionDays > before.RetentionDays) warnings.Add(await RuleWarnings.CostAsync(region, after.RetentionDays, cancellationToken).ConfigureAwait(false));
        return [.. warnings.OfType<string>()];
    }
}
