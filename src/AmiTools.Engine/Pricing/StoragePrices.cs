namespace AmiTools.Engine.Pricing;

/// <summary>What keeping data in EBS costs a month, from AWS's public list prices of us-east-1. Every figure made of it is an estimate, and is called one: other regions cost up to half as much again.</summary>
internal static class StoragePrices
{
    /// <summary>When the list was last compared with AWS's pages.</summary>
    public static readonly DateOnly AsOf = new(2026, 11, 21);

    private const decimal Standard = 0.05m;
    private const decimal Archive = 0.0125m;
    private const decimal Retrieval = 0.03m;
    private const decimal FastRestoreHour = 0.75m;
    private const decimal BytesPerGiB = 1024m * 1024m * 1024m;

    /// <summary>US dollars a GiB and month for the storage alone; provisioned operations and throughput come on top.</summary>
    private static readonly Dictionary<string, decimal> s_volumes = new(StringComparer.Ordinal)
    {
        ["gp3"] = 0.08m, ["gp2"] = 0.10m, ["io1"] = 0.125m, ["io2"] = 0.125m, ["st1"] = 0.045m, ["sc1"] = 0.015m, ["standard"] = 0.05m,
    };

    /// <summary>The types of volumes that the list has.</summary>
    public static IReadOnlyCollection<string> VolumeTypes => s_volumes.Keys;

    /// <summary>The price of one of a price list's items; null for one that the list does not have.</summary>
    public static decimal? Find(string item) => item switch
    {
        PriceList.SnapshotStandard => Standard,
        PriceList.SnapshotArchive => Archive,
        PriceList.FastRestore => FastRestoreHour,
        _ => s_volumes.TryGetValue(item, out decimal price) ? price : null,
    };

    /// <summary>What a snapshot costs at the most: as if it shared no block with another one. Null where its size is not known.</summary>
    /// <param name="fullBytes">How much its volume held, where AWS tells.</param>
    /// <param name="volumeGiB">How big its volume was.</param>
    /// <param name="tier">AWS's word for where it is kept.</param>
    public static decimal? OfSnapshot(long? fullBytes, int? volumeGiB, string? tier) => Gib(fullBytes, volumeGiB) is { } size ? Round(size * (tier == "archive" ? Archive : Standard)) : null;

    /// <summary>What restoring a snapshot from the archive costs, once. Null where its size is not known.</summary>
    /// <param name="fullBytes">How much its volume held, where AWS tells.</param>
    /// <param name="volumeGiB">How big its volume was.</param>
    public static decimal? OfRetrieval(long? fullBytes, int? volumeGiB) => Gib(fullBytes, volumeGiB) is { } size ? Round(size * Retrieval) : null;

    /// <summary>What a volume costs; null where its size is not known or the list does not have its type.</summary>
    public static decimal? OfVolume(int? sizeGiB, string? type) => sizeGiB is { } size && type is not null && s_volumes.TryGetValue(type, out decimal price) ? Round(size * price) : null;

    private static decimal? Gib(long? fullBytes, int? volumeGiB) => fullBytes is { } bytes ? bytes / BytesPerGiB : volumeGiB;

    private static decimal Round(decimal dollars) => decimal.Round(dollars, 2, MidpointRounding.AwayFromZero);
}
