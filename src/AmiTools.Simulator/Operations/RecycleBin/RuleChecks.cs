using System.Text.RegularExpressions;
using Amazon.RecycleBin.Model;

namespace AmiTools.Simulator;

/// <summary>What a rule may say.</summary>
internal static partial class RuleChecks
{
    private const int MostPairs = 50;
    private const int MostExclusions = 5;
    private const int MostRulesWithOnePair = 5;
    private const int MostTags = 200;

    [GeneratedRegex(@"\A[\S ]{0,255}\z")]
    private static partial Regex DescriptionForm();

    public static string Kind(string? resourceType) => resourceType switch
    {
        "EBS_SNAPSHOT" or "EC2_IMAGE" or "EBS_VOLUME" => resourceType,
        null or "" => throw RuleErrors.Invalid("ResourceType is required."),
        _ => throw RuleErrors.Invalid($"The resource type '{resourceType}' is not supported."),
    };

    public static int Days(RetentionPeriod? period, string kind)
    {
        // The service model allows 3,650 days; the service does not.
        var most = kind == "EBS_VOLUME" ? 7 : 365;
        if (period?.RetentionPeriodUnit?.Value != "DAYS")
            throw RuleErrors.Invalid("RetentionPeriodUnit must be DAYS.");
        return period.RetentionPeriodValue is >= 1 and var days && days <= most ? days : throw RuleErrors.Invalid($"RetentionPeriodValue must be from 1 to {most} for {kind}.");
    }

    public static string? Description(string? description) =>
        description is null || DescriptionForm().IsMatch(description) ? description : throw RuleErrors.Invalid("Description must have at most 255 characters and no line breaks.");

    public static void Pairs(SimRegion region, string kind, List<ResourceTag>? tags, List<ResourceTag>? exclusions, SimRecycleBinRule? except)
    {
        if (tags is { Count: > 0 } && exclusions is { Count: > 0 })
            throw RuleErrors.Invalid("ResourceTags and ExcludeResourceTags cannot be given together.");
        if (tags is { Count: > MostPairs })
            throw RuleErrors.Invalid($"A rule takes at most {MostPairs} resource tags.");
        if (exclusions is { Count: > MostExclusions })
            throw RuleErrors.Invalid($"A rule takes at most {MostExclusions} exclusion tags.");
        foreach (var tag in (tags ?? []).Concat(exclusions ?? []))
        {
            if (tag.ResourceTagKey is not { Length: >= 1 and <= 127 })
                throw RuleErrors.Invalid("ResourceTagKey must have 1 to 127 characters.");
            if (tag.ResourceTagValue is { Length: > 256 })
                throw RuleErrors.Invalid("ResourceTagValue must have at most 256 characters.");
        }
        foreach (var tag in tags ?? [])
        {
            if (region.RecycleBinRules.Count(rule => rule != except && rule.Retains == kind && rule.ResourceTags.Any(pair => pair.Key == tag.ResourceTagKey && (pair.Value ?? "") == (tag.ResourceTagValue ?? ""))) >= MostRulesWithOnePair)
                throw RuleErrors.QuotaExceeded($"The tag {tag.ResourceTagKey} is in {MostRulesWithOnePair} rules for {kind} already.");
        }
    }

    public static void Tags(List<Tag>? tags)
    {
        if (tags is { Count: > MostTags })
            throw RuleErrors.Invalid($"A rule takes at most {MostTags} tags.");
        foreach (var tag in tags ?? [])
        {
            if (tag.Key is not { Length: >= 1 and <= 128 } || tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw RuleErrors.Invalid($"The tag key '{tag.Key}' is not valid.");
            if (tag.Value is not { Length: <= 256 })
                throw RuleErrors.Invalid($"The value of the tag '{tag.Key}' is not valid.");
        }
    }

    public static void Lock(LockConfiguration? configuration, bool isRegionLevel, bool hasExclusions)
    {
        if (configuration is null)
            return;
        if (!isRegionLevel || hasExclusions)
            throw RuleErrors.Invalid("Only a rule of the whole Region, without exclusion tags, can be locked.");
        if (configuration.UnlockDelay is not { UnlockDelayValue: >= 7 and <= 30, UnlockDelayUnit.Value: "DAYS" })
            throw RuleErrors.Invalid("UnlockDelayValue must be from 7 to 30 DAYS.");
    }
}
