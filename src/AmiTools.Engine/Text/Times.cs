namespace AmiTools.Engine.Text;

/// <summary>Times as messages show them.</summary>
internal static class Times
{
    /// <summary>To the minute: <c>2027-01-31 04:30 UTC</c>.</summary>
    public static string Minute(DateTime time) => $"{time:yyyy-MM-dd HH:mm} UTC";

    /// <summary>To the second: <c>2027-01-31 04:30:59 UTC</c>.</summary>
    public static string Second(DateTime time) => $"{time:yyyy-MM-dd HH:mm:ss} UTC";
}
