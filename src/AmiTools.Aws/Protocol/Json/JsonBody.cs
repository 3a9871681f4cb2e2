namespace AmiTools.Aws.Protocol;

/// <summary>How JSON bodies are taken.</summary>
internal static class JsonBody
{
    /// <summary>Deeper than any answer of a service here by far.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    /// <summary>Leaves a byte order mark out, which the reader does not take.</summary>
    public static ReadOnlySpan<byte> WithoutMark(byte[] body) => body is [0xEF, 0xBB, 0xBF, ..] ? body.AsSpan(3) : body;

    /// <summary>Whether a body is the beginning of a document and lacks the end.</summary>
    public static bool IsIncomplete(byte[] body)
    {
        var json = new Utf8JsonReader(WithoutMark(body), isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            while (json.Read())
            {
            }
        }
        catch (JsonException)
        {
            return false;
        }
        // The depth counts from within: right behind an opening bracket it is still 0.
        return json.CurrentDepth > 0 || json.TokenType is JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray;
    }
}
