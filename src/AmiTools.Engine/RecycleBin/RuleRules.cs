using System.Text.RegularExpressions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.RecycleBin;

/// <summary>What AWS takes as a rule; said before any call.</summary>
internal static partial class RuleRules
{
    private const int MaximumPairs = 50;
    private const int MaximumExclusions = 5;
    private const int MaximumKeyLength = 127;

    /// <summary>Everything that AWS would not take.</summary>
    public static IEnumerable<AmiException> Problems(NewRecycleBinRuleOptions options)
    {
        foreach (string type in options.ResourceType.Distinct())
        {
            if (!RecycleBinResourceType.All.Contains(type)) yield return Invalid(AmiErrorCodes.InvalidOption, type, $"'{type}' is no kind of resource that the Recycle Bin takes.", $"Give one of {string.Join(", ", RecycleBinResourceType.All)}.");
            else if (options.RetentionDays < 1 || options.RetentionDays > RecycleBinResourceType.LongestRetention(type))
                yield return Invalid(AmiErrorCodes.InvalidRetention, $"{options.RetentionDays}", $"{options.RetentionDays} days are no retention for {type}: AWS takes 1 to {RecycleBinResourceType.LongestRetention(type)}.", $"Give 1 to {RecycleBinResourceType.LongestRetention(type)} days.");
        }

        if (options.ResourceTag.Count > MaximumPairs) yield return Invalid(AmiErrorCodes.InvalidTag, null, $"{options.ResourceTag.Count} resource tags are too many: a rule takes {MaximumPairs}.", "Make several rules.");
        if (options.ExcludeResourceTag.Count > MaximumExclusions) yield return Invalid(AmiErrorCodes.InvalidTag, null, $"{options.ExcludeResourceTag.Count} exclusion tags are too many: a rule takes {MaximumExclusions}.", $"Give up to {MaximumExclusions}.");
        if (options is { ResourceTag.Count: > 0, ExcludeResourceTag.Count: > 0 }) yield return Invalid(AmiErrorCodes.InvalidOption, null, "A rule goes by tags, or holds for the whole region with exclusions; not both.", "Leave one of the two away.");
        foreach ((string key, string value) in options.ResourceTag.Concat(options.ExcludeResourceTag))
        {
            if (key.Length is 0 or > MaximumKeyLength) yield return Invalid(AmiErrorCodes.InvalidTag, key, $"A rule cannot go by the tag '{key}': a key has 1 to {MaximumKeyLength} characters.", "Give another key.");
            else if (value.Length > TagRules.MaximumValueLength) yield return Invalid(AmiErrorCodes.InvalidTag, key, $"A rule cannot go by the tag '{key}': its value has {value.Length} characters, and AWS takes {TagRules.MaximumValueLength} at the most.", "Give a shorter value.");
        }

        if (options.Description is { } description && !Description().IsMatch(description)) yield return Invalid(AmiErrorCodes.InvalidDescription, description, "A rule's description has up to 255 characters, without line breaks or tabs.", "Give a shorter one, on one line.");
        foreach (AmiException problem in TagRules.Problems(options.Tag)) yield return problem;
    }

    /// <summary>Whether a rule keeps the same for as long.</summary>
    public static bool IsSame(RecycleBinRule rule, string resourceType, NewRecycleBinRuleOptions options) =>
        rule.ResourceType == resourceType && rule.RetentionDays == options.RetentionDays && Same(rule.ResourceTag, options.ResourceTag) && Same(rule.ExcludeResourceTag, options.ExcludeResourceTag);

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out string? value) && value == pair.Value);

    private static AmiException Invalid(string code, string? given, string message, string remedy) => new(code, AmiErrorKind.InvalidInput, message) { ResourceId = given, Remedy = remedy };

    [GeneratedRegex(@"^[\S ]{0,255}$")]
    private static partial Regex Description();
}
