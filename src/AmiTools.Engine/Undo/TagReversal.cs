using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Undo;

/// <summary>Tags that a resource had and has no longer. Tags that came since stay: somebody put them on.</summary>
internal static class TagReversal
{
    // AWS keeps tags that begin so to itself.
    private const string Reserved = "aws:";

    /// <summary>What has to be put on again; null for nothing.</summary>
    public static Reversal? Find(RegionSession region, string id, IReadOnlyDictionary<string, string>? wanted, IReadOnlyDictionary<string, string> current)
    {
        Dictionary<string, string> missing = (wanted ?? new Dictionary<string, string>())
            .Where(tag => !tag.Key.StartsWith(Reserved, StringComparison.Ordinal) && (!current.TryGetValue(tag.Key, out string? value) || value != tag.Value))
            .ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        if (missing.Count == 0) return null;
        string words = missing.Count == 1 ? $"the tag {missing.Keys.Single()}" : $"{missing.Count} tags ({string.Join(", ", missing.Keys.Order(StringComparer.Ordinal))})";
        return new Reversal(words, AmiChangeKind.Tags, new AmiFormerState { Tags = current }, token => region.Tags.AddAsync(new Dictionary<string, Dictionary<string, string>> { [id] = missing }, token));
    }
}
