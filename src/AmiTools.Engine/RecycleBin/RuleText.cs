namespace AmiTools.Engine.RecycleBin;

/// <summary>Rules as messages show them.</summary>
internal static class RuleText
{
    /// <summary>What a rule keeps: <c>every EBS_SNAPSHOT but those with Environment=scratch</c>.</summary>
    public static string Scope(RecycleBinRule rule) =>
        rule.ResourceTag.Count > 0 ? $"{rule.ResourceType} with {Pairs(rule.ResourceTag)}"
        : rule.ExcludeResourceTag.Count > 0 ? $"every {rule.ResourceType} but those with {Pairs(rule.ExcludeResourceTag)}" : $"every {rule.ResourceType}";

    /// <summary>Tags of which one counts.</summary>
    public static string Pairs(IReadOnlyDictionary<string, string> tags) => string.Join(" or ", tags.Select(tag => tag.Value.Length == 0 ? tag.Key : $"{tag.Key}={tag.Value}"));
}
