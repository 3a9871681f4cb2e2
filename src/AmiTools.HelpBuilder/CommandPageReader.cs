namespace AmiTools.HelpBuilder;

/// <summary>Reads the page of a command. What is missing or not in its place is an error: half a help page is worse than a build that says so.</summary>
internal sealed class CommandPageReader
{
    private static readonly string[] s_facts = ["Type", "Parameter Sets", "Aliases", "Required", "Position", "Default value", "Accept pipeline input", "Accept wildcard characters"];

    private readonly string _page;
    private readonly IReadOnlyList<MarkdownLine> _lines;
    private readonly Dictionary<string, MarkdownSection> _sections;

    private CommandPageReader(string page, string text)
    {
        _page = page;
        _lines = text.ReplaceLineEndings("\n").Split('\n').Select((line, index) => new MarkdownLine(index + 1, line)).ToArray();
        _sections = MarkdownReader.Sections(_lines, 2).ToDictionary(section => section.Title.ToUpperInvariant());
    }

    public static CommandPage Read(string page, string text) => new CommandPageReader(page, text).Read();

    private CommandPage Read()
    {
        MarkdownSection title = MarkdownReader.Sections(_lines, 1).FirstOrDefault() ?? throw Wrong(1, "The page has no title.");
        return new CommandPage
        {
            Name = title.Title.Contains('-') ? title.Title : throw Wrong(title.Line, $"'{title.Title}' is not the name of a command."),
            Synopsis = Text("SYNOPSIS") is [var synopsis] ? synopsis : throw Wrong(Section("SYNOPSIS").Line, "The synopsis is not one paragraph."),
            Description = Text("DESCRIPTION"),
            ParameterSets = MarkdownReader.Sections(Section("SYNTAX").Lines, 3).Select(set => set.Title.Replace(" (Default)", "")).ToArray() is { Length: > 0 } sets ? sets : ["(All)"],
            Examples = MarkdownReader.Sections(Section("EXAMPLES").Lines, 3).Select(Example).ToArray(),
            Parameters = MarkdownReader.Sections(Section("PARAMETERS").Lines, 3).Where(parameter => parameter.Title != "CommonParameters").Select(Parameter).ToArray(),
            Inputs = Types("INPUTS"),
            Outputs = Types("OUTPUTS"),
            Notes = _sections.ContainsKey("NOTES") ? Text("NOTES") : [],
            Links = Section("RELATED LINKS").Lines.Where(line => line.Text.Trim().Length > 0).Select(Link).ToArray(),
        };
    }

    private HelpExample Example(MarkdownSection section)
    {
        MarkdownBlock[] blocks = MarkdownReader.Blocks(section.Lines).ToArray();
        string[] code = blocks.Where(block => block.Language is not null).Select(block => string.Join('\n', block.Lines)).ToArray();
        if (code.Length == 0) throw Wrong(section.Line, "The example shows nothing that could be typed.");
        return new HelpExample(section.Title, string.Join("\n\n", code), MarkdownReader.Paragraphs(blocks.Where(block => block.Language is null).SelectMany(block => block.Lines.Append(""))));
    }

    private HelpParameter Parameter(MarkdownSection section)
    {
        if (section.Title is not ['-', .. var name]) throw Wrong(section.Line, $"'{section.Title}' is not the name of a parameter.");
        MarkdownBlock[] blocks = MarkdownReader.Blocks(section.Lines).ToArray();
        IReadOnlyList<string> description = MarkdownReader.Paragraphs(blocks.Where(block => block.Language is null).SelectMany(block => block.Lines.Append("")));
        MarkdownBlock table = blocks.FirstOrDefault(block => block.Language == "yaml") ?? throw Wrong(section.Line, $"-{name} has no table.");
        Dictionary<string, string> facts = table.Lines.Where(line => line.Contains(':')).Select(line => line.Split(':', 2)).ToDictionary(fact => fact[0].Trim(), fact => fact[1].Trim());
        foreach (string fact in s_facts)
        {
            if (!facts.ContainsKey(fact)) throw Wrong(section.Line, $"The table of -{name} lacks '{fact}'.");
        }
        return description.Count > 0 ? new HelpParameter(name, description, facts) : throw Wrong(section.Line, $"-{name} is not described.");
    }

    private HelpType[] Types(string title) =>
        MarkdownReader.Sections(Section(title).Lines, 3).Select(type => new HelpType(MarkdownReader.Plain(type.Title), MarkdownReader.Paragraphs(type.Lines.Select(line => line.Text)))).ToArray();

    private HelpLink Link(MarkdownLine line)
    {
        string text = line.Text.Trim();
        int middle = text.IndexOf("](", StringComparison.Ordinal);
        return text.StartsWith('[') && middle > 0 && text.EndsWith(')') ? new HelpLink(text[1..middle], text[(middle + 2)..^1]) : throw Wrong(line.Number, "A related link is [text](address), the address may be empty.");
    }

    private IReadOnlyList<string> Text(string title) => MarkdownReader.Paragraphs(Section(title).Lines.Select(line => line.Text));

    private MarkdownSection Section(string title) => _sections.TryGetValue(title, out MarkdownSection? section) ? section : throw Wrong(1, $"The page has no section {title}.");

    private HelpPageException Wrong(int line, string message) => new(_page, line, message);
}
