using System.Text;

namespace AmiTools.Simulator;

/// <summary>An HTTP request, read to its end and still in its wire form.</summary>
internal sealed class WireRequest
{
    private IReadOnlyList<KeyValuePair<string, string>>? _query;
    private IReadOnlyList<KeyValuePair<string, string>>? _form;

    /// <summary><c>GET</c>, <c>POST</c>, ...</summary>
    public required string Method { get; init; }

    /// <summary>The path, still percent-encoded: an ARN in it has encoded slashes.</summary>
    public required string RawPath { get; init; }

    /// <summary>What follows the question mark, still encoded; empty where nothing does.</summary>
    public required string RawQuery { get; init; }

    /// <summary>Headers by name, whatever their case; of several values the first.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body; empty where there is none.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The parameters of the query string, decoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => _query ??= FormCodec.Parse(RawQuery);

    /// <summary>The parameters of query string and form together, decoded; a body that is no form has none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form => _form ??= ReadForm();

    /// <summary>A header's value; null where it is absent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>A parameter's first value in <see cref="Form"/>; null where it is absent.</summary>
    public string? Parameter(string name)
    {
        foreach (var (key, value) in Form)
        {
            if (key == name)
                return value;
        }
        return null;
    }

    private IReadOnlyList<KeyValuePair<string, string>> ReadForm()
    {
        var contentType = Header("Content-Type") ?? "";
        // Some clients send the form without naming it.
        var isForm = Body.Length > 0 && (contentType.Length == 0 || contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase));
        return isForm ? [.. Query, .. FormCodec.Parse(Charset(contentType).GetString(Body.Span))] : Query;
    }

    private static Encoding Charset(string contentType)
    {
        const string Marker = "charset=";
        var at = contentType.IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return Encoding.UTF8;
        var name = contentType[(at + Marker.Length)..].Split(';')[0].Trim(' ', '"');
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            // Everything that AWS's clients send is UTF-8, whatever else they call it.
            return Encoding.UTF8;
        }
    }
}
