namespace AmiTools;

/// <summary>How images or snapshots are to be copied to other regions: what both have in common.</summary>
public abstract class RegionCopyOptions
{
    /// <summary>Who asks; its region is the source of what knows none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>Where to: region names and wildcards. The source region itself is allowed by name, to encrypt; a wildcard leaves it out.</summary>
    public required IReadOnlyList<string> DestinationRegion { get; init; }

    /// <summary>Whether the copies are encrypted; null leaves it as the source and the region's own setting have it.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>The key for every region; null for each region's default key.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The key by region, before <see cref="KmsKeyId"/>.</summary>
    public IReadOnlyDictionary<string, string> KmsKeyIdByRegion { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags for the copies; of an image, for its snapshots too.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the source's own tags are put on the copies too; <c>aws:</c> tags never are.</summary>
    public bool CopyTag { get; init; }

    /// <summary>Within which time AWS completes the copy, for a surcharge: 15 minutes to 48 hours in steps of 15 minutes; null for no promise.</summary>
    public TimeSpan? CompletionDuration { get; init; }

    /// <summary>Whether to wait until the copies are there.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(24);
}
