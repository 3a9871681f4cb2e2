using System.Text;

namespace AmiTools.Simulator;

/// <summary>The form encoding of query strings and bodies: <c>name=value&amp;…</c>, percent-encoded UTF-8, a plus for a space.</summary>
internal static class FormCodec
{
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string encoded)
    {
        if (encoded.Length == 0)
            return [];
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            pairs.Add(equals < 0 ? new(Decode(part), "") : new(Decode(part[..equals]), Decode(part[(equals + 1)..])));
        }
        return pairs;
    }

    public static string Decode(string text)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
            return text;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[length++] = Convert.ToByte(text.Substring(i + 1, 2), 16);
                i += 2;
            }
            else if (text[i] == '+')
                bytes[length++] = (byte)' ';
            else
            {
                var runes = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                length += Encoding.UTF8.GetBytes(text.AsSpan(i, runes), bytes.AsSpan(length));
                i += runes - 1;
            }
        }
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
