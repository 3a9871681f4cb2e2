using System.Text;
using System.Text.Json;

namespace AmiTools.Simulator;

/// <summary>The members of a JSON body as parameters, so that page tokens and the log see them one by one.</summary>
internal static class JsonMembers
{
    /// <summary>Each member of the object with its value as JSON, texts as they are; what is no object stands whole under the empty name.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0)
            return [];
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return [.. document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value.ToString()))];
        }
        catch (JsonException)
        {
            // Whoever reads the request refuses it; here it only has to be shown.
        }
        return [new("", Encoding.UTF8.GetString(body.Span))];
    }
}
