namespace AmiTools;

/// <summary>For which estate a retention plan is made.</summary>
public sealed class RetentionQuery
{
    /// <summary>Who asks, and in which regions. Copies in regions that are not named are not seen, and belong to no backup of the plan.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The policy.</summary>
    public required RetentionPolicy Policy { get; init; }

    /// <summary>Only images of these names, with wildcards; the others are kept. Empty for all.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>Only images with these tags, values with wildcards, null for any value; the others are kept.</summary>
    public IReadOnlyDictionary<string, string?> Tag { get; init; } = new Dictionary<string, string?>();
}
