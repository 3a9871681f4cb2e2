namespace AmiTools.Simulator;

/// <summary>A pattern of EC2's filters: <c>*</c> is any number of characters, <c>?</c> is one, a backslash takes the meaning from the next character.</summary>
internal sealed class Wildcard
{
    private readonly Part[] _parts;
    private readonly string? _literal;

    private Wildcard(Part[] parts)
    {
        _parts = parts;
        if (parts.All(part => part.Kind == Kind.Character))
            _literal = new([.. parts.Select(part => part.Character)]);
    }

    private enum Kind
    {
        Character,
        One,
        Any,
    }

    /// <summary>The text that alone matches; null where there is a wildcard.</summary>
    public string? Literal => _literal;

    public static Wildcard Parse(string pattern)
    {
        var parts = new List<Part>(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            parts.Add(c switch
            {
                '*' => new(Kind.Any, c),
                '?' => new(Kind.One, c),
                '\\' when i + 1 < pattern.Length && pattern[i + 1] is '*' or '?' or '\\' => new(Kind.Character, pattern[++i]),
                _ => new(Kind.Character, c),
            });
        }
        return new([.. parts]);
    }

    public bool Matches(string text)
    {
        if (_literal is not null)
            return text == _literal;
        int t = 0, p = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < _parts.Length && _parts[p].Kind == Kind.Any)
            {
                star = p++;
                mark = t;
            }
            else if (p < _parts.Length && (_parts[p].Kind == Kind.One || _parts[p].Character == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
                return false;
        }
        while (p < _parts.Length && _parts[p].Kind == Kind.Any)
            p++;
        return p == _parts.Length;
    }

    private readonly record struct Part(Kind Kind, char Character);
}
