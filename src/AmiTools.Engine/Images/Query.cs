using Amazon.EC2.Model;

namespace AmiTools.Engine.Images;

/// <summary>How AWS is asked for many things at once.</summary>
internal static class Query
{
    /// <summary>The most values of one filter.</summary>
    public const int FilterValues = 200;

    /// <summary>The most results of one page.</summary>
    public const int PageSize = 1000;

    /// <summary>A filter; one of the values must hold.</summary>
    public static Filter Filter(string name, params IEnumerable<string> values) => new(name, [.. values]);

    /// <summary>A text that a filter takes to the letter: its own wildcards escaped.</summary>
    public static string Literal(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("*", @"\*", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal);
}
