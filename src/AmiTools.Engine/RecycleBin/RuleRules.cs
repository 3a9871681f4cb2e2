using System.Text.RegularExpressions;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.RecycleBin;

/// <summary>What AWS takes as a rule; said before any call.</summary>
internal static partial class RuleRules
{
    private const int MaximumPairs = 50;
    private const int MaximumExclusions = 5;
    private const int MaximumKeyLength = 127;
    private const int ShortestUnlockDelay = 7;
    private const int LongestUnlockDelay = 30;

    private static readonly Dictionary<string, string> s_noTags = [];

    /// <summary>Everything that AWS would not take of a new rule.</summary>
    public static IEnumerable<AmiException> Problems(NewRecycleBinRuleOptions options)
    {
        foreach (string type in options.ResourceType.Distinct())
        {
            if (!RecycleBinResourceType.All.Contains(type)) yield return Invalid(AmiErrorCodes.InvalidOption, type, $"'{type}' is no kind of resource that the Recycle Bin takes.", $"Give one of {string.Join(", ", RecycleBinResourceType.All)}.");
            else if (Retention(type, options.RetentionDays) is { } problem) yield return problem;
        }

        foreach (AmiException problem in Contents(options.Description, options.ResourceTag, options.ExcludeResourceTag)) yield return problem;
        if (options is { ResourceTag.Count: > 0, ExcludeResourceTag.Count: > 0 }) yield return Invalid(AmiErrorCodes.InvalidOption, null, "A rule goes by tags, or holds for the whole region with exclusions; not both.", "Leave one of the two away.");
        foreach (AmiException problem in TagRules.Problems(options.Tag)) yield return problem;
    }

    /// <summary>Everything that AWS would not take of a rule's description and tags.</summary>
    public static IEnumerable<AmiException> Contents(string? description, IReadOnlyDictionary<string, string>? resourceTags, IReadOnlyDictionary<string, string>? exclusions)
    {
        if (resourceTags?.Count > MaximumPairs) yield return Invalid(AmiErrorCodes.InvalidTag, null, $"{resourceTags.Count} resource tags are too many: a rule takes {MaximumPairs}.", "Make several rules.");
        if (exclusions?.Count > MaximumExclusions) yield return Invalid(AmiErrorCodes.InvalidTag, null, $"{exclusions.Count} exclusion tags are too many: a rule takes {MaximumExclusions}.", $"Give up to {MaximumExclusions}.");
        foreach ((string key, string value) in (resourceTags ?? s_noTags).Concat(exclusions ?? s_noTags))
        {
            if (key.Length is 0 or > MaximumKeyLength) yield return Invalid(AmiErrorCodes.InvalidTag, key, $"A rule cannot go by the tag '{key}': a key has 1 to {MaximumKeyLength} characters.", "Give another key.");
            else if (value.Length > TagRules.MaximumValueLength) yield return Invalid(AmiErrorCodes.InvalidTag, key, $"A rule cannot go by the tag '{key}': its value has {value.Length} characters, and AWS takes {TagRules.MaximumValueLength} at the most.", "Give a shorter value.");
        }

        if (description is not null && !Description().IsMatch(description)) yield return Invalid(AmiErrorCodes.InvalidDescription, description, "A rule's description has up to 255 characters, without line breaks or tabs.", "Give a shorter one, on one line.");
    }

    /// <summary>Why so many days are none for that kind; null where they are.</summary>
    public static AmiException? Retention(string resourceType, int days) => days >= 1 && days <= RecycleBinResourceType.LongestRetention(resourceType) ? null
        : Invalid(AmiErrorCodes.InvalidRetention, $"{days}", $"{days} days are no retention for {resourceType}: AWS takes 1 to {RecycleBinResourceType.LongestRetention(resourceType)}.", $"Give 1 to {RecycleBinResourceType.LongestRetention(resourceType)} days.");

    /// <summary>Why so many days are no delay of an unlocking; null where they are.</summary>
    public static AmiException? UnlockDelay(int days) => days is >= ShortestUnlockDelay and <= LongestUnlockDelay ? null
        : Invalid(AmiErrorCodes.InvalidOption, $"{days}", $"{days} days are no delay of an unlocking: AWS takes {ShortestUnlockDelay} to {LongestUnlockDelay}.", $"Give {ShortestUnlockDelay} to {LongestUnlockDelay} days.");

    /// <summary>Not the identifier of a rule; null where it can be one.</summary>
    public static AmiException? Identifier(ResourceReference given) => IdentifierForm().IsMatch(given.Id) ? null
        : given.Id.Length == 0 ? ResourceIds.Nothing(AmiErrorCodes.InvalidRuleIdentifier, "the identifier of a Recycle Bin rule")
        : Invalid(AmiErrorCodes.InvalidRuleIdentifier, given.Given, $"'{given.Given}' is not the identifier of a Recycle Bin rule.", "An identifier is 11 letters and digits; Get-RecycleBinRule shows them.");

    /// <summary>No such rule.</summary>
    public static AmiException NotFound(ResourceReference rule, IEnumerable<string> regions) => new(AmiErrorCodes.RuleNotFound, AmiErrorKind.NotFound, $"There is no Recycle Bin rule '{rule.Id}' in {string.Join(", ", regions)}.")
    {
        ResourceId = rule.Given, Region = rule.Region, Remedy = "Get-RecycleBinRule -Region * lists the rules of all regions.",
    };

    /// <summary>Whether a rule keeps the same for as long.</summary>
    public static bool IsSame(RecycleBinRule rule, string resourceType, NewRecycleBinRuleOptions options) =>
        rule.ResourceType == resourceType && rule.RetentionDays == options.RetentionDays && SameTags(rule.ResourceTag, options.ResourceTag) && SameTags(rule.ExcludeResourceTag, options.ExcludeResourceTag);

    /// <summary>Whether two rules go by the same tags.</summary>
    public static bool SameTags(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out string? value) && value == pair.Value);

    private static AmiException Invalid(string code, string? given, string message, string remedy) => new(code, AmiErrorKind.InvalidInput, message) { ResourceId = given, Remedy = remedy };

    [GeneratedRegex(@"^[\S ]{0,255}$")]
    private static partial Regex Description();

    [GeneratedRegex("^[0-9a-zA-Z]{11}$")]
    private static partial Regex IdentifierForm();
}
