namespace AmiTools;

/// <summary>What copies of images are to be.</summary>
public sealed class CopyOptions : RegionCopyOptions
{
    /// <summary>The template of the source's own description.</summary>
    public const string DefaultDescription = "{Description}";

    /// <summary>The images to copy.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>
    /// The name's template: <c>{Name}</c>, <c>{ImageId}</c>, <c>{SourceRegion}</c>, <c>{Region}</c>, <c>{Date}</c> (when the source was made, UTC, so that a second run names it the same).
    /// Null: the source's own name; within the source's region, where that is taken, the name with <c>-encrypted</c> or <c>-copy</c> behind it.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>The description's template, with the same placeholders and <c>{Description}</c>.</summary>
    public string Description { get; init; } = DefaultDescription;

    /// <summary>From when on the copies count as deprecated, UTC; null sets no date.</summary>
    public DateTime? DeprecateAt { get; init; }
}
