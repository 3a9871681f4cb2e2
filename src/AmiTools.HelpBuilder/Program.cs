using System.Text;
using AmiTools.HelpBuilder;

// Turns the help pages (PlatyPS markdown, schema 2.0.0) into what Get-Help reads: one MAML file for the commands, one text file for each about topic.
if (args is not [string source, string target, string library])
{
    Console.Error.WriteLine("Usage: AmiTools.HelpBuilder <folder of pages> <folder of help> <file name of the module's assembly>");
    return 2;
}

UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
try
{
    Directory.CreateDirectory(target);
    string[] pages = Directory.GetFiles(source, "*.md").Order(StringComparer.Ordinal).ToArray();
    CommandPage[] commands = pages.Where(page => !IsAbout(page)).Select(page => CommandPageReader.Read(page, File.ReadAllText(page))).ToArray();
    MamlWriter.Write(Path.Combine(target, $"{library}-Help.xml"), commands);
    foreach (string about in pages.Where(IsAbout))
        File.WriteAllText(Path.Combine(target, $"{Path.GetFileNameWithoutExtension(about)}.help.txt"), AboutTopic.ToText(File.ReadAllText(about)), utf8);
    return 0;
}
catch (HelpPageException exception)
{
    // The form that MSBuild takes for an error of the file.
    Console.Error.WriteLine($"{exception.Page}({exception.Line}): error HELP001: {exception.Message}");
    return 1;
}

static bool IsAbout(string page) => Path.GetFileName(page).StartsWith("about_", StringComparison.Ordinal);
