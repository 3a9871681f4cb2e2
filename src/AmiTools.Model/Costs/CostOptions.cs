namespace AmiTools;

/// <summary>What is to be measured.</summary>
public sealed class CostOptions
{
    /// <summary>Who asks, and in which regions.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images; empty for all images and snapshots of the account, with what lies in the Recycle Bin.</summary>
    public IReadOnlyList<ResourceReference> ImageId { get; init; } = [];

    /// <summary>The regions, also as wildcards, that the images might be copied to.</summary>
    public IReadOnlyList<string> DestinationRegion { get; init; } = [];

    /// <summary>Whether the blocks that snapshots of a volume do not share are counted with the EBS direct APIs: a call for each snapshot and 5 GiB of changes, which AWS bills by the thousand.</summary>
    public bool CountBlock { get; init; }

    /// <summary>A file with prices (json or csv: Item, Region, Price), which count in place of the module's; null for the module's.</summary>
    public string? PriceList { get; init; }
}
