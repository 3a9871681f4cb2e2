using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>What users may write as tags, and tags given at birth.</summary>
internal static class Tagging
{
    private const int MostPerResource = 50;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>Tags that only AWS sets.</summary>
    public static bool IsReserved(string key) => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The tags that a request gives to new resources of a kind, checked.</summary>
    /// <param name="call">The call; whoever tags at birth must also be allowed to tag.</param>
    /// <param name="specifications">As the request has them.</param>
    /// <param name="kinds">The kinds that the operation makes; others are refused.</param>
    /// <returns>The tags of each kind; empty for those without.</returns>
    public static ILookup<string, KeyValuePair<string, string>> AtBirth(Call call, List<TagSpecification>? specifications, params string[] kinds)
    {
        foreach (var specification in specifications ?? [])
        {
            var kind = specification.ResourceType?.Value;
            if (!kinds.Contains(Required.Text(kind, "TagSpecification.ResourceType")))
                throw Errors.InvalidParameterValue($"'{kind}' is not a valid taggable resource type for this operation.");
            if (specification.Tags is not { Count: > 0 })
                throw Errors.InvalidParameterValue("Tag specification must have at least one tag");
        }
        if (specifications is { Count: > 0 })
            call.Require("ec2:CreateTags");
        var tags = (specifications ?? []).SelectMany(specification => Read(specification.Tags).Select(tag => (Kind: specification.ResourceType!.Value, Tag: tag))).ToList();
        foreach (var group in tags.GroupBy(tag => tag.Kind))
            Check([.. group.Select(tag => tag.Tag)]);
        return tags.ToLookup(tag => tag.Kind, tag => tag.Tag);
    }

    /// <summary>Tags as a request has them; one without a value has an empty one.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(List<Tag>? tags) =>
        (tags ?? []).Select(tag => new KeyValuePair<string, string>(tag.Key ?? "", tag.Value ?? ""));

    /// <summary>Refuses tags that no resource may have.</summary>
    public static void Check(IReadOnlyCollection<KeyValuePair<string, string>> tags)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.Length == 0)
                throw Errors.InvalidParameterValue("Tag key cannot be null or empty.");
            if (key.Length > LongestKey)
                throw Errors.InvalidParameterValue($"Tag key exceeds the maximum length of {LongestKey} characters");
            if (value.Length > LongestValue)
                throw Errors.InvalidParameterValue($"Tag value exceeds the maximum length of {LongestValue} characters");
            if (IsReserved(key))
                throw Errors.InvalidParameterValue($"Value ( {key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use");
            if (!seen.Add(key))
                throw Errors.InvalidParameterValue($"Duplicate tag key '{key}' specified.");
        }
        CheckCount(seen.Count);
    }

    /// <summary>Refuses tags that would be too many together with those that the resource has.</summary>
    public static void CheckRoom(SimTags present, IReadOnlyCollection<KeyValuePair<string, string>> added) =>
        CheckCount(present.Count(tag => !IsReserved(tag.Key)) + added.Count(tag => !present.Has(tag.Key)));

    /// <summary>Tags as answers have them; null (left out) where there are none.</summary>
    public static List<Tag>? Show(Call call, SimResource resource) =>
        call.TagsOf(resource) is { Count: > 0 } tags ? [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] : null;

    private static void CheckCount(int count)
    {
        if (count > MostPerResource)
            throw new AwsErrorException("TagLimitExceeded", $"The maximum number of tags per resource is {MostPerResource}.");
    }
}
