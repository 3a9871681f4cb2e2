using System.Globalization;
using System.Text.Json;

namespace AmiTools.Engine.Pricing;

/// <summary>Reads a user's price list: a json array of objects, or csv with a head line. Each has an Item, a Price, and a Region where it is that of one.</summary>
internal sealed class PriceFile(string path)
{
    private const string Form = "Item (SnapshotStandard, SnapshotArchive, FastSnapshotRestore, Transfer, or a volume type such as gp3), Region (empty for all) and Price (a number with a point)";

    private static readonly JsonSerializerOptions s_json = new() { PropertyNameCaseInsensitive = true, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowReadingFromString };

    private readonly List<string> _problems = [];

    /// <summary>The list.</summary>
    /// <exception cref="AmiException"><c>InvalidPriceList</c>: with everything that is wrong with it.</exception>
    public PriceList Read()
    {
        string text = Text().Trim();
        PriceRow[] rows = [.. text.StartsWith('[') ? Json(text) : Csv(text)];
        if (rows.Length == 0 && _problems.Count == 0) _problems.Add("it has no price");
        return _problems.Count == 0 ? PriceList.Of($"the price list {Path.GetFileName(path)}", rows) : throw Invalid(string.Join("; ", _problems), null);
    }

    private string Text()
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Invalid(exception.Message.TrimEnd('.'), exception);
        }
    }

    private IEnumerable<PriceRow> Json(string text)
    {
        Line?[] lines;
        try
        {
            lines = JsonSerializer.Deserialize<Line?[]>(text, s_json) ?? [];
        }
        catch (JsonException exception)
        {
            throw Invalid(exception.Message.TrimEnd('.'), exception);
        }

        return lines.Select((line, index) => Row(line?.Item, line?.Region, line?.Price, $"entry {index + 1}")).OfType<PriceRow>();
    }

    private IEnumerable<PriceRow> Csv(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.Trim())];
        string[] head = Cells(lines[0]);
        int item = Column("Item"), region = Column("Region"), price = Column("Price");
        if (item < 0 || price < 0)
        {
            _problems.Add("its first line does not name the columns Item and Price");
            return [];
        }

        return lines.Skip(1).Select((line, index) => (Cells: Cells(line), Number: index + 2)).Where(line => line.Cells.Any(cell => cell.Length > 0)).Select(line =>
        {
            string? Cell(int column) => column >= 0 && column < line.Cells.Length ? line.Cells[column] : null;
            return Row(Cell(item), Cell(region), decimal.TryParse(Cell(price), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal amount) ? amount : null, $"line {line.Number}");
        }).OfType<PriceRow>();

        int Column(string name) => Array.FindIndex(head, cell => cell.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private PriceRow? Row(string? item, string? region, decimal? price, string where)
    {
        string? known = PriceList.Items.FirstOrDefault(name => name.Equals(item, StringComparison.OrdinalIgnoreCase));
        if (known is null) _problems.Add($"{where}: there is no item '{item}'");
        if (price is not >= 0) _problems.Add($"{where}: it has no price");
        return known is null || price is not >= 0 ? null : new PriceRow(known, string.IsNullOrWhiteSpace(region) || region == "*" ? null : region.ToLowerInvariant(), price.Value);
    }

    private static string[] Cells(string line) => [.. line.Split(',').Select(cell => cell.Trim().Trim('"'))];

    private AmiException Invalid(string why, Exception? cause) => new(AmiErrorCodes.InvalidPriceList, AmiErrorKind.InvalidInput, $"{path} is not a price list: {why}.", cause) { ResourceId = path, Remedy = $"Give json or csv with {Form}.", StopsEverything = true };

    private sealed class Line
    {
        public string? Item { get; init; }

        public string? Region { get; init; }

        public decimal? Price { get; init; }
    }
}
