using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;

namespace AmiTools.Binding;

/// <summary>Objects of this module that were written to a file and read back, which PowerShell makes property bags of.</summary>
internal static class Rebuilt
{
    /// <summary>The object as JSON, with the properties that it has.</summary>
    public static JsonNode? Node(object? value) => Given.Unwrap(value) switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        DateTime date => JsonValue.Create(date.ToUniversalTime()),
        int or long or double or decimal => JsonValue.Create(Convert.ToDecimal(Given.Unwrap(value), System.Globalization.CultureInfo.InvariantCulture)),
        Enum word => JsonValue.Create(word.ToString()),
        IDictionary table => new JsonObject(table.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create($"{entry.Key}", Node(entry.Value)))),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Node)]),
        _ => new JsonObject(PSObject.AsPSObject(value!).Properties.Where(property => property.IsGettable).Select(property => KeyValuePair.Create(property.Name, Node(property.Value)))),
    };
}
