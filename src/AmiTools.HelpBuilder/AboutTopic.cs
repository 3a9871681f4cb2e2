using System.Text;

namespace AmiTools.HelpBuilder;

/// <summary>Turns an about page into the text that <c>Get-Help about_...</c> shows: 80 columns, headings in capitals, code and tables as they are.</summary>
internal static class AboutTopic
{
    private const int Width = 80;
    private const string Indent = "    ";

    public static string ToText(string markdown)
    {
        StringBuilder text = new();
        MarkdownLine[] lines = markdown.ReplaceLineEndings("\n").Split('\n').Select((line, index) => new MarkdownLine(index + 1, line)).ToArray();
        foreach (MarkdownBlock block in MarkdownReader.Blocks(lines))
        {
            if (block.Language is null) AppendText(text, block.Lines);
            else AppendVerbatim(text, block.Lines);
        }
        return text.ToString().Trim('\n') + "\n";
    }

    private static void AppendText(StringBuilder text, IReadOnlyList<string> lines)
    {
        List<string> pending = [];
        foreach (string line in lines)
        {
            if (line.StartsWith('#') || line.StartsWith('|'))
            {
                Flush(text, pending);
                if (line.StartsWith('#')) text.Append(line.StartsWith("# ", StringComparison.Ordinal) ? line.TrimStart('#', ' ') : line.TrimStart('#', ' ').ToUpperInvariant()).Append("\n\n");
                else text.Append(Indent).Append(MarkdownReader.Plain(line)).Append('\n');
            }
            else
            {
                pending.Add(line);
            }
        }
        Flush(text, pending);
    }

    private static void AppendVerbatim(StringBuilder text, IReadOnlyList<string> lines)
    {
        foreach (string line in lines) text.Append(Indent).Append(Indent).Append(line).Append('\n');
        text.Append('\n');
    }

    private static void Flush(StringBuilder text, List<string> pending)
    {
        if (text.Length > 0 && pending.Count > 0 && text.ToString(text.Length - 1, 1) == "\n" && !text.ToString().EndsWith("\n\n", StringComparison.Ordinal)) text.Append('\n');
        foreach (string paragraph in MarkdownReader.Paragraphs(pending)) AppendWrapped(text, paragraph);
        pending.Clear();
    }

    private static void AppendWrapped(StringBuilder text, string paragraph)
    {
        string hanging = paragraph.StartsWith("- ", StringComparison.Ordinal) ? Indent + "  " : Indent;
        string line = Indent;
        foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length > Width && line.Trim().Length > 0)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = hanging;
            }
            line += word + " ";
        }
        text.Append(line.TrimEnd()).Append("\n\n");
    }
}
