namespace AmiTools.HelpBuilder;

/// <summary>A help page that cannot be read.</summary>
internal sealed class HelpPageException(string page, int line, string message) : Exception(message)
{
    public string Page { get; } = page;

    public int Line { get; } = line;
}
