using Amazon.RecycleBin.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Reads the rules of one region.</summary>
internal static class RuleReader
{
    /// <summary>The rules for one kind of resource, with their own tags: one more call for each.</summary>
    public static async Task<RecycleBinRule[]> ReadAsync(RegionSession region, string resourceType, CancellationToken cancellationToken)
    {
        GetRuleResponse[] rules = await DescribeAsync(region, resourceType, cancellationToken).ConfigureAwait(false);
        return await Task.WhenAll(rules.Select(rule => WithTagsAsync(region, rule, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>The rules for one kind of resource. A listing does not tell the tags that a rule goes by: one more call for each.</summary>
    public static async Task<GetRuleResponse[]> DescribeAsync(RegionSession region, string resourceType, CancellationToken cancellationToken)
    {
        List<RuleSummary> listed = await Pages.AllAsync(region, "ListRules", async token =>
        {
            ListRulesRequest request = new() { ResourceType = resourceType, MaxResults = 1000, NextToken = token };
            ListRulesResponse page = await region.CallRecycleBinAsync("ListRules", null, rbin => rbin.ListRulesAsync(request, cancellationToken)).ConfigureAwait(false);
            return (page.Rules, page.NextToken);
        }).ConfigureAwait(false);
        GetRuleResponse?[] rules = await Task.WhenAll(listed.Select(rule => rule.Identifier).OfType<string>().Select(identifier => DescribeOneAsync(region, identifier, cancellationToken))).ConfigureAwait(false);
        return [.. rules.OfType<GetRuleResponse>()];
    }

    /// <summary>The rules for one kind of resource as AWS shows them, each with its age as far as its own tags tell.</summary>
    public static async Task<AgedRule[]> WithAgeAsync(RegionSession region, string resourceType, CancellationToken cancellationToken)
    {
        GetRuleResponse[] rules = await DescribeAsync(region, resourceType, cancellationToken).ConfigureAwait(false);
        return await Task.WhenAll(rules.Select(async rule => new AgedRule(rule, (await WithTagsAsync(region, rule, cancellationToken).ConfigureAwait(false)).CreationTime))).ConfigureAwait(false);
    }

    /// <summary>One rule with its own tags; null where there is none of that identifier.</summary>
    public static async Task<RecycleBinRule?> OneAsync(RegionSession region, string identifier, CancellationToken cancellationToken) =>
        await DescribeOneAsync(region, identifier, cancellationToken).ConfigureAwait(false) is { } rule ? await WithTagsAsync(region, rule, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>One rule as AWS shows it; null where there is none of that identifier.</summary>
    public static async Task<GetRuleResponse?> DescribeOneAsync(RegionSession region, string identifier, CancellationToken cancellationToken)
    {
        try
        {
            return await region.CallRecycleBinAsync("GetRule", identifier, rbin => rbin.GetRuleAsync(new GetRuleRequest { Identifier = identifier }, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.IsNotFound())
        {
            // Deleted between the listing and now, or never there.
            return null;
        }
    }

    private static async Task<RecycleBinRule> WithTagsAsync(RegionSession region, GetRuleResponse rule, CancellationToken cancellationToken)
    {
        try
        {
            ListTagsForResourceResponse tags = await region.CallRecycleBinAsync("ListTagsForResource", rule.Identifier, rbin => rbin.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = rule.RuleArn }, cancellationToken)).ConfigureAwait(false);
            return RuleMapper.Rule(region.Name, rule, tags.Tags ?? []);
        }
        catch (AmiException failure) when (failure.Kind == AmiErrorKind.Denied || failure.IsNotFound())
        {
            // What it keeps is known; its own tags, and with them its age, are not. Or it was deleted a moment ago.
            return RuleMapper.Rule(region.Name, rule, null);
        }
    }
}

/// <summary>A rule and its age.</summary>
/// <param name="Rule">The rule as AWS shows it.</param>
/// <param name="Created">When it was made, UTC, by the module's own tag; null where nothing tells.</param>
internal sealed record AgedRule(GetRuleResponse Rule, DateTime? Created);
