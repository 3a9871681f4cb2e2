using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AmiTools.Aws.Tests.Differential;

internal static class Json
{
    /// <summary>Text that is the same for values that are: members in order of their names, numbers by value.</summary>
    public static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject obj => "{" + string.Join(",", obj.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{JsonSerializer.Serialize(m.Key)}:{Canonical(m.Value)}")) + "}",
        JsonArray array => "[" + string.Join(",", array.Select(Canonical)) + "]",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => Number(value),
        _ => node.ToJsonString(),
    };

    private static string Number(JsonValue value)
    {
        var text = value.ToJsonString();
        // Beyond 2^53 a double would make different whole numbers equal.
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole.ToString(CultureInfo.InvariantCulture)
            : double.Parse(text, CultureInfo.InvariantCulture) is var number && number == Math.Floor(number) && Math.Abs(number) < 1e15
                ? ((long)number).ToString(CultureInfo.InvariantCulture)
                : number.ToString("R", CultureInfo.InvariantCulture);
    }
}
