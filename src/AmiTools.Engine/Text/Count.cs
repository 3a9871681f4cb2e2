namespace AmiTools.Engine.Text;

/// <summary>Numbers of things as messages show them.</summary>
internal static class Count
{
    /// <summary><c>1 snapshot</c>, <c>2 snapshots</c>.</summary>
    public static string Of(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
