using System.Globalization;

namespace AmiTools.Engine.Pricing;

/// <summary>The prices that estimates are made of: the module's own dated table, and in its place what a user's list says.</summary>
internal sealed class PriceList
{
    /// <summary>A GiB and month of a snapshot in the standard tier.</summary>
    public const string SnapshotStandard = "SnapshotStandard";

    /// <summary>A GiB and month of an archived snapshot.</summary>
    public const string SnapshotArchive = "SnapshotArchive";

    /// <summary>An hour of a snapshot's fast restore in one zone.</summary>
    public const string FastRestore = "FastSnapshotRestore";

    /// <summary>A GiB from this region to any other.</summary>
    public const string Transfer = "Transfer";

    private const string Home = "us-east-1";

    private readonly Dictionary<(string Item, string Region), decimal> _given = [];

    private PriceList(string title) => Title = title;

    /// <summary>The module's.</summary>
    public static PriceList BuiltIn { get; } = new($"AWS's public list prices of {StoragePrices.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");

    /// <summary>Where the prices come from.</summary>
    public string Title { get; }

    /// <summary>What may stand in a list: these, and the types of volumes.</summary>
    public static IReadOnlyList<string> Items { get; } = [SnapshotStandard, SnapshotArchive, FastRestore, Transfer, .. StoragePrices.VolumeTypes];

    /// <summary>A list of a user's; what it does not have is the module's.</summary>
    public static PriceList Of(string title, IEnumerable<PriceRow> rows)
    {
        PriceList list = new(title);
        foreach (PriceRow row in rows) list._given[(row.Item, row.Region ?? "")] = row.Price;
        return list;
    }

    /// <summary>What keeping something costs; null for an item that no list has.</summary>
    public Price? Of(string item, string region) => Given(item, region) is { } given ? new Price(given, null) : StoragePrices.Find(item) is { } known ? new Price(known, Doubt(region)) : null;

    /// <summary>What a GiB costs from one region to another.</summary>
    public Price OfTransfer(string from, string to) => from == to ? new Price(0, null) : Given(Transfer, from) is { } given ? new Price(given, null) : new Price(TransferPrices.PerGiB(from, to), $"the transfer price is AWS's of {Date(TransferPrices.AsOf)}");

    private decimal? Given(string item, string region) => _given.TryGetValue((item, region), out decimal own) ? own : _given.TryGetValue((item, ""), out decimal everywhere) ? everywhere : null;

    private static string Doubt(string region) => region == Home ? $"the price is AWS's of {Date(StoragePrices.AsOf)}, without discounts" : $"the price is AWS's of {Date(StoragePrices.AsOf)} in {Home}; {region} may cost up to half as much again";

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A price.</summary>
/// <param name="Amount">Dollars, or the currency of the user's list.</param>
/// <param name="Doubt">Why it may be another one; null where a user gave it.</param>
internal readonly record struct Price(decimal Amount, string? Doubt);

/// <summary>A line of a user's price list.</summary>
/// <param name="Item">What is priced.</param>
/// <param name="Region">Where; null for all regions.</param>
/// <param name="Price">The price.</param>
internal sealed record PriceRow(string Item, string? Region, decimal Price);
