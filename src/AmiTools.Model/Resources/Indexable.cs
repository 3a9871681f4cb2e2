namespace AmiTools;

/// <summary>Lists as PowerShell can use them.</summary>
internal static class Indexable
{
    /// <summary>The same items in an array. What the compiler makes of <c>[.. items]</c> for a read-only list is no array, and PowerShell takes <c>$it.List[0]</c> of that for the whole list.</summary>
    public static IReadOnlyList<T> List<T>(IReadOnlyList<T> items) => items as T[] ?? items.ToArray();
}
