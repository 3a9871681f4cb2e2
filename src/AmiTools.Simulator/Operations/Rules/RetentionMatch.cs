namespace AmiTools.Simulator;

/// <summary>Which Recycle Bin rule decides over a resource that is being deleted.</summary>
internal static class RetentionMatch
{
    /// <summary>The days that the resource stays in the bin; null when no rule catches it.</summary>
    /// <param name="rules">The rules for its type in its region that are in force.</param>
    /// <param name="tags">The tags that it carries at the moment of deletion.</param>
    /// <param name="tagRulesFirst">Whether a rule for tags beats a longer one for the region; otherwise the longest wins.</param>
    public static int? Days(IEnumerable<SimRecycleBinRule> rules, SimTags tags, bool tagRulesFirst)
    {
        List<SimRecycleBinRule> matching = [.. rules.Where(rule => Catches(rule, tags))];
        if (matching.Count == 0)
            return null;
        List<SimRecycleBinRule> byTag = [.. matching.Where(rule => rule.ResourceTags.Count > 0)];
        return (tagRulesFirst && byTag.Count > 0 ? byTag : matching).Max(rule => rule.RetentionDays);
    }

    /// <summary>Whether a rule is for a resource with these tags: any of its tags is enough, and any of its exclusions.</summary>
    public static bool Catches(SimRecycleBinRule rule, SimTags tags) =>
        rule.ResourceTags.Count > 0
            ? rule.ResourceTags.Any(pair => Has(tags, pair))
            : !rule.ExcludeResourceTags.Any(pair => Has(tags, pair));

    private static bool Has(SimTags tags, KeyValuePair<string, string?> pair) => tags[pair.Key] is { } value && value == (pair.Value ?? "");
}
