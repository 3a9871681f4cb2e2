namespace AmiTools.Engine.Tags;

/// <summary>What AWS takes as tags, and how sets of them are put together.</summary>
internal static class TagRules
{
    /// <summary>The most tags of one resource; AWS's own do not count.</summary>
    public const int MaximumTags = 50;

    /// <summary>The longest value, in characters.</summary>
    public const int MaximumValueLength = 256;

    // The documentation says 128 and EC2's model 127; the smaller one is sure to be taken.
    private const int MaximumKeyLength = 127;
    private const string Reserved = "aws:";

    /// <summary>Everything that AWS would not take of the tags that a user gave. Empty where all is well.</summary>
    public static IEnumerable<AmiException> Problems(IReadOnlyDictionary<string, string> given)
    {
        foreach ((string key, string value) in given)
        {
            string? reason = key.Length == 0 ? "a key cannot be empty"
                : key.Length > MaximumKeyLength ? $"the key has {key.Length} characters, and AWS takes {MaximumKeyLength} at the most"
                : IsReserved(key) ? $"keys that begin with '{Reserved}' belong to AWS"
                : IsOwn(key) ? $"keys that begin with '{AmiToolsTags.Prefix}' belong to this module"
                : value.Length > MaximumValueLength ? $"the value has {value.Length} characters, and AWS takes {MaximumValueLength} at the most"
                : null;
            if (reason is not null) yield return Invalid(key, $"The tag '{key}' cannot be set: {reason}.", "Give the tag another key or a shorter value.");
        }

        if (given.Count > MaximumTags) yield return TooMany(given.Count, "");
    }

    /// <summary>The failure of more tags than a resource can have.</summary>
    public static AmiException TooMany(int count, string of) =>
        Invalid(null, $"{count} tags{of} are too many: AWS takes {MaximumTags} on one resource.", "Give fewer tags, or leave -CopyTag away.");

    /// <summary>The tags of a resource that may be put on another one: neither AWS's nor the module's own.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Copyable(IReadOnlyDictionary<string, string> tags) => tags.Where(tag => !IsReserved(tag.Key) && !IsOwn(tag.Key));

    /// <summary>One set of several; where two name a key, the later one wins.</summary>
    public static Dictionary<string, string> Merge(params IEnumerable<KeyValuePair<string, string>>[] sets)
    {
        Dictionary<string, string> merged = new(StringComparer.Ordinal);
        foreach ((string key, string value) in sets.SelectMany(set => set)) merged[key] = value;
        return merged;
    }

    /// <summary>The wanted tags that a resource lacks. One whose value differs is not missing: somebody changed it.</summary>
    public static Dictionary<string, string> Missing(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> there) =>
        wanted.Where(tag => !there.ContainsKey(tag.Key)).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);

    /// <summary>Whether the key is one of AWS's own, which do not count towards <see cref="MaximumTags"/>.</summary>
    public static bool IsReserved(string key) => key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase);

    private static bool IsOwn(string key) => key.StartsWith(AmiToolsTags.Prefix, StringComparison.OrdinalIgnoreCase);

    private static AmiException Invalid(string? key, string message, string remedy) => new(AmiErrorCodes.InvalidTag, AmiErrorKind.InvalidInput, message) { ResourceId = key, Remedy = remedy };
}
