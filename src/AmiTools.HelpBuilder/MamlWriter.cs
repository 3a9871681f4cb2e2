using System.Xml.Linq;

namespace AmiTools.HelpBuilder;

/// <summary>Writes the pages of commands in the form that Get-Help reads.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace s_msh = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static void Write(string path, IEnumerable<CommandPage> pages)
    {
        XElement root = new(s_msh + "helpItems", new XAttribute("schema", "maml"), pages.Select(Command));
        using StreamWriter writer = new(path, append: false) { NewLine = "\n" };
        new XDocument(root).Save(writer);
    }

    private static XElement Command(CommandPage page) => new(
        s_command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", s_maml), new XAttribute(XNamespace.Xmlns + "command", s_command), new XAttribute(XNamespace.Xmlns + "dev", s_dev),
        new XElement(
            s_command + "details",
            new XElement(s_command + "name", page.Name),
            new XElement(s_command + "verb", page.Verb),
            new XElement(s_command + "noun", page.Noun),
            new XElement(s_maml + "description", Paragraph(page.Synopsis))),
        new XElement(s_maml + "description", page.Description.Select(Paragraph)),
        new XElement(s_command + "syntax", page.ParameterSets.Select(set => Syntax(page, set))),
        new XElement(s_command + "parameters", page.Parameters.OrderBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase).Select(parameter => Parameter(parameter, inSyntax: false))),
        new XElement(s_command + "inputTypes", page.Inputs.Select(type => Type("inputType", type))),
        new XElement(s_command + "returnValues", page.Outputs.Select(type => Type("returnValue", type))),
        new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", page.Notes.Select(Paragraph))),
        new XElement(s_command + "examples", page.Examples.Select(Example)),
        new XElement(s_command + "relatedLinks", page.Links.Select(Link)));

    /// <summary>Positional parameters come first, then the required ones, then the rest in alphabetical order: as Get-Command shows it.</summary>
    private static XElement Syntax(CommandPage page, string set) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", page.Name),
        page.Parameters.Where(parameter => parameter.IsIn(set))
            .OrderBy(parameter => parameter.Position == "named" ? 1 : 0).ThenBy(parameter => parameter.Position, StringComparer.Ordinal)
            .ThenBy(parameter => parameter.IsRequired ? 0 : 1).ThenBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
            .Select(parameter => Parameter(parameter, inSyntax: true)));

    private static XElement Parameter(HelpParameter parameter, bool inSyntax) => new(
        s_command + "parameter",
        new XAttribute("required", parameter.IsRequired ? "true" : "false"),
        new XAttribute("variableLength", "true"),
        new XAttribute("globbing", parameter.Globs ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position", parameter.Position),
        new XAttribute("aliases", parameter.Aliases.Length > 0 ? parameter.Aliases : "none"),
        new XElement(s_maml + "name", parameter.Name),
        new XElement(s_maml + "description", parameter.Description.Select(Paragraph)),
        inSyntax && parameter.IsSwitch ? null : new XElement(s_command + "parameterValue", new XAttribute("required", parameter.IsSwitch ? "false" : "true"), new XAttribute("variableLength", "false"), parameter.Type),
        new XElement(s_dev + "type", new XElement(s_maml + "name", parameter.Type), new XElement(s_maml + "uri")),
        new XElement(s_dev + "defaultValue", parameter.Default));

    private static XElement Type(string kind, HelpType type) => new(
        s_command + kind,
        new XElement(s_dev + "type", new XElement(s_maml + "name", type.Name)),
        new XElement(s_maml + "description", type.Description.Select(Paragraph)));

    private static XElement Example(HelpExample example) => new(
        s_command + "example",
        new XElement(s_maml + "title", $"-- {example.Title} --"),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", example.Remarks.Select(Paragraph)));

    private static XElement Link(HelpLink link) => new(
        s_maml + "navigationLink",
        new XElement(s_maml + "linkText", link.Text),
        new XElement(s_maml + "uri", link.Address));

    private static XElement Paragraph(string text) => new(s_maml + "para", text);
}
