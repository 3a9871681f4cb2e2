using System.Globalization;
using System.Text.Json;
using AmiTools.Aws.Protocol;

namespace AmiTools.Simulator.Codecs;

/// <summary>Fills a request object from the members of a JSON object that was entered.</summary>
internal delegate void JsonFill<T>(ref Utf8JsonReader json, T value);

/// <summary>A request of the protocol <c>rest-json</c> while it is read.</summary>
internal sealed class RestRequest(WireRequest request, IReadOnlyDictionary<string, string> labels)
{
    private readonly List<string> _missing = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Required members that were asked for and are not there.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Names in the query string that nothing has read, without those of a signature.</summary>
    public IReadOnlyList<string> Unknown =>
        [.. request.Query.Select(pair => pair.Key).Where(name => !_read.Contains(name) && !name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)).Distinct()];

    public string? Label(string name) => labels.GetValueOrDefault(name);

    public string? QueryString(string name) => QueryStrings(name)?[0];

    public int? QueryInteger(string name) => QueryString(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        var text => throw new RequestFormatException(name, text, "a whole number"),
    };

    public List<string>? QueryStrings(string name)
    {
        _read.Add(name);
        var values = request.Query.Where(pair => pair.Key == name).Select(pair => pair.Value).ToList();
        return values.Count == 0 ? null : values;
    }

    public void Body<T>(T value, JsonFill<T> fill)
    {
        var body = request.Body.ToArray();
        if (body.Length == 0)
            return;
        var json = new Utf8JsonReader(JsonBody.WithoutMark(body), JsonBody.Options);
        json.Read();
        if (json.EnterObject())
            fill(ref json, value);
        while (json.Read())
        {
        }
    }

    /// <summary>Notes a required member that did not come.</summary>
    public void Require(string name, object? value)
    {
        if (value is null)
            _missing.Add(name);
    }
}
