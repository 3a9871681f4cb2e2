using System.Globalization;
using System.Text;

namespace AmiTools.Engine.Naming;

/// <summary>A text with placeholders: <c>{InstanceName}-{Date:yyyy-MM-dd}</c>. <c>{{</c> and <c>}}</c> stand for the braces themselves.</summary>
internal sealed class NameTemplate
{
    private readonly List<Part> _parts = [];

    private NameTemplate(string text) => Text = text;

    /// <summary>The template as the user wrote it.</summary>
    public string Text { get; }

    /// <summary>Reads a template that may use these placeholders.</summary>
    /// <exception cref="AmiException"><c>InvalidName</c>: a brace without its partner, or a placeholder that is not one of them.</exception>
    public static NameTemplate Parse(string text, params string[] placeholders)
    {
        NameTemplate template = new(text);
        StringBuilder literal = new();
        for (int at = 0; at < text.Length; at++)
        {
            char current = text[at];
            if (current is '{' or '}' && at + 1 < text.Length && text[at + 1] == current)
            {
                literal.Append(current);
                at++;
            }
            else if (current == '{')
            {
                int end = text.IndexOf('}', at);
                if (end < 0) throw Invalid(text, $"the brace at position {at + 1} is not closed");
                template.Add(ref literal);
                template._parts.Add(Placeholder(text, text[(at + 1)..end], placeholders));
                at = end;
            }
            else if (current == '}')
            {
                throw Invalid(text, $"the brace at position {at + 1} closes nothing");
            }
            else
            {
                literal.Append(current);
            }
        }

        template.Add(ref literal);
        return template;
    }

    /// <summary>Whether the template names the placeholder.</summary>
    public bool Uses(string placeholder) => _parts.Any(part => part.Placeholder == placeholder);

    /// <summary>The texts between the placeholders.</summary>
    public IEnumerable<string> Literals => _parts.Where(part => part.Placeholder is null).Select(part => part.Text);

    /// <summary>The text with a value in the place of each placeholder. The value's function is given the format behind the colon, or null.</summary>
    public string Expand(IReadOnlyDictionary<string, Func<string?, string>> values)
    {
        StringBuilder text = new();
        for (int index = 0; index < _parts.Count; index++)
        {
            Part part = _parts[index];
            string value = part.Placeholder is null ? part.Text : values[part.Placeholder](part.Format);
            if (part.Placeholder is not null && value.Length == 0)
            {
                // An empty value takes one separator with it: "{InstanceName}-{InstanceId}" without a name is no "-i-0abc".
                if (index + 1 < _parts.Count && _parts[index + 1] is { Placeholder: null } next && IsSeparator(next.Text[0])) text.Append(next.Text, 1, _parts[++index].Text.Length - 1);
                else if (index + 1 == _parts.Count && text.Length > 0 && IsSeparator(text[^1])) text.Length--;
                continue;
            }

            text.Append(value);
        }

        return text.ToString();
    }

    /// <summary>A value that is a time: the placeholder's format, or <c>yyyy-MM-dd-HHmm</c>.</summary>
    public Func<string?, string> Date(DateTime utc) => format => Formatted(() => utc.ToString(format ?? "yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture), format);

    /// <summary>A value that is a number: the placeholder's format (<c>000</c>), or plain digits.</summary>
    public Func<string?, string> Number(int number) => format => Formatted(() => number.ToString(format, CultureInfo.InvariantCulture), format);

    private string Formatted(Func<string> format, string? asked)
    {
        try
        {
            return format();
        }
        catch (FormatException failure)
        {
            throw Invalid(Text, $"'{asked}' is not a format", failure);
        }
    }

    private static bool IsSeparator(char character) => character is '-' or '_' or '.' or '/' or ' ';

    private void Add(ref StringBuilder literal)
    {
        if (literal.Length > 0) _parts.Add(new Part(literal.ToString(), null, null));
        literal = new StringBuilder();
    }

    private static Part Placeholder(string text, string inside, string[] placeholders)
    {
        int colon = inside.IndexOf(':');
        string name = colon < 0 ? inside : inside[..colon];
        string known = placeholders.FirstOrDefault(placeholder => placeholder.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Invalid(text, $"'{{{name}}}' is no placeholder; there are {string.Join(", ", placeholders.Select(placeholder => $"{{{placeholder}}}"))}");
        return new Part(inside, known, colon < 0 ? null : inside[(colon + 1)..]);
    }

    private static AmiException Invalid(string text, string reason, Exception? inner = null) =>
        new(AmiErrorCodes.InvalidName, AmiErrorKind.InvalidInput, $"The template '{text}' cannot be used: {reason}.", inner) { ResourceId = text, Remedy = "Write {{ and }} for braces that are meant as such, and a format behind a colon: {Date:yyyy-MM-dd}." };

    private sealed record Part(string Text, string? Placeholder, string? Format);
}
