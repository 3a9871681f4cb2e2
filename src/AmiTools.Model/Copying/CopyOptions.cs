namespace AmiTools;

/// <summary>What a copy is to be.</summary>
public sealed class CopyOptions
{
    /// <summary>The template of the source's own description.</summary>
    public const string DefaultDescription = "{Description}";

    /// <summary>Who asks; its region is the source of images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images to copy.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>Where to: region names and wildcards. The source region itself is allowed by name, to encrypt; a wildcard leaves it out.</summary>
    public required IReadOnlyList<string> DestinationRegion { get; init; }

    /// <summary>
    /// The name's template: <c>{Name}</c>, <c>{ImageId}</c>, <c>{SourceRegion}</c>, <c>{Region}</c>, <c>{Date}</c> (when the source was made, UTC, so that a second run names it the same).
    /// Null: the source's own name; within the source's region, where that is taken, the name with <c>-encrypted</c> or <c>-copy</c> behind it.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The description's template, with the same placeholders and <c>{Description}</c>.</summary>
    public string Description { get; init; } = DefaultDescription;

    /// <summary>Whether the copies are encrypted; null leaves it as the source and the region's own setting have it.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>The key for every region; null for each region's default key.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The key by region, before <see cref="KmsKeyId"/>.</summary>
    public IReadOnlyDictionary<string, string> KmsKeyIdByRegion { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags for the copies and their snapshots.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the image's own tags are put on the copies and their snapshots too; <c>aws:</c> tags never are.</summary>
    public bool CopyTag { get; init; }

    /// <summary>Within which time AWS completes the copy, for a surcharge: 15 minutes to 48 hours in steps of 15 minutes; null for no promise.</summary>
    public TimeSpan? CompletionDuration { get; init; }

    /// <summary>From when on the copies count as deprecated, UTC; null sets no date.</summary>
    public DateTime? DeprecateAt { get; init; }

    /// <summary>Whether to wait until the copies are available.</summary>
    public bool Wait { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(24);
}
