using System.IO.Enumeration;

namespace AmiTools.Engine.Text;

/// <summary>The wildcards <c>*</c> and <c>?</c> of people, which AWS's filters know too. Names and tag values are case-sensitive in AWS, and the same pattern means the same here.</summary>
internal static class Wildcards
{
    /// <summary>Whether the text fits the pattern.</summary>
    public static bool Match(string pattern, string text, bool ignoreCase = false) => FileSystemName.MatchesSimpleExpression(ForAws(pattern), text, ignoreCase);

    /// <summary>The pattern as AWS takes it: the backslash is an escape to AWS and to .NET alike, and a plain character to people.</summary>
    public static string ForAws(string pattern) => pattern.Replace(@"\", @"\\", StringComparison.Ordinal);
}
