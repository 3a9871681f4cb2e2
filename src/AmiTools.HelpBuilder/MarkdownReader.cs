using System.Text.RegularExpressions;

namespace AmiTools.HelpBuilder;

/// <summary>Takes a page apart into headings and what stands below them.</summary>
internal static partial class MarkdownReader
{
    /// <summary>The sections of a heading level, in order. A heading inside a code block is none.</summary>
    public static IEnumerable<MarkdownSection> Sections(IReadOnlyList<MarkdownLine> lines, int level)
    {
        string marker = new string('#', level) + " ";
        MarkdownSection? current = null;
        bool inCode = false;
        foreach (MarkdownLine line in lines)
        {
            if (line.Text.StartsWith("```", StringComparison.Ordinal)) inCode = !inCode;
            if (!inCode && line.Text.StartsWith(marker, StringComparison.Ordinal))
            {
                if (current is not null) yield return current;
                current = new MarkdownSection(line.Text[marker.Length..].Trim(), line.Number, []);
            }
            else
            {
                current?.Lines.Add(line);
            }
        }
        if (current is not null) yield return current;
    }

    /// <summary>The lines before the first heading of a level.</summary>
    public static IReadOnlyList<MarkdownLine> Before(IReadOnlyList<MarkdownLine> lines, int level) =>
        lines.TakeWhile(line => !line.Text.StartsWith(new string('#', level) + " ", StringComparison.Ordinal)).ToArray();

    /// <summary>The code blocks and the text between them.</summary>
    public static IEnumerable<MarkdownBlock> Blocks(IEnumerable<MarkdownLine> lines)
    {
        List<string> text = [];
        string? language = null;
        foreach (MarkdownLine line in lines)
        {
            bool isFence = line.Text.StartsWith("```", StringComparison.Ordinal);
            if (isFence && language is null)
            {
                if (text.Count > 0) yield return new MarkdownBlock(null, text);
                text = [];
                language = line.Text[3..].Trim();
            }
            else if (isFence)
            {
                yield return new MarkdownBlock(language, text);
                text = [];
                language = null;
            }
            else
            {
                text.Add(line.Text);
            }
        }
        if (text.Count > 0) yield return new MarkdownBlock(null, text);
    }

    /// <summary>The paragraphs of a text, each on one line; the entries of a list are paragraphs of their own. Marks that only a browser shows are taken off.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<string> lines)
    {
        List<string> paragraphs = [];
        string current = "";
        foreach (string line in lines.Append(""))
        {
            bool isEntry = line.StartsWith("- ", StringComparison.Ordinal);
            if ((line.Trim().Length == 0 || isEntry) && current.Length > 0)
            {
                paragraphs.Add(Plain(current));
                current = "";
            }
            current = current.Length == 0 ? line.Trim() : $"{current} {line.Trim()}";
        }
        return paragraphs;
    }

    /// <summary>The text without marks.</summary>
    public static string Plain(string text) => Mark().Replace(Link().Replace(text, "${text}"), "${text}");

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<text>[^`]+)`|\*\*(?<text>[^*]+)\*\*")]
    private static partial Regex Mark();
}

/// <summary>A line, with its number for messages.</summary>
internal sealed record MarkdownLine(int Number, string Text);

/// <summary>A heading and what stands below it.</summary>
internal sealed record MarkdownSection(string Title, int Line, List<MarkdownLine> Lines);

/// <summary>A code block with its language, or text, where the language is null.</summary>
internal sealed record MarkdownBlock(string? Language, IReadOnlyList<string> Lines);
