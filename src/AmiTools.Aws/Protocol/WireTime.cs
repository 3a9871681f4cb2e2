using System.Globalization;

namespace AmiTools.Aws.Protocol;

/// <summary>Times as AWS writes them.</summary>
internal static class WireTime
{
    private static readonly string[] s_forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyyMMdd'T'HHmmssK", "yyyy-MM-dd", "r",
    ];

    /// <summary>ISO 8601 in UTC, with milliseconds where there are any. A time of no kind is taken as UTC, not as local as .NET would.</summary>
    public static string Format(DateTime time)
    {
        time = Utc(time);
        return time.ToString(time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>Seconds since 1970, with up to three decimals.</summary>
    public static decimal ToEpoch(DateTime time) => Math.Floor((Utc(time) - DateTime.UnixEpoch).Ticks / 10_000m) / 1000m;

    /// <exception cref="WireFormatException">The number is beyond what a time can be.</exception>
    public static DateTime FromEpoch(double seconds)
    {
        // The bounds are the years 1 and 9999.
        if (seconds is >= -62_135_596_800 and <= 253_402_300_799)
            return DateTime.UnixEpoch.AddTicks((long)Math.Round(seconds * 1000) * TimeSpan.TicksPerMillisecond);
        throw new WireFormatException($"{seconds.ToString(CultureInfo.InvariantCulture)} is no time.");
    }

    /// <summary>A time in UTC from ISO 8601, from seconds since 1970, or from the form of HTTP headers.</summary>
    public static bool TryParse(string text, out DateTime time)
    {
        const DateTimeStyles Styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (DateTime.TryParseExact(text, s_forms, CultureInfo.InvariantCulture, Styles, out time))
            return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= -62_135_596_800 and <= 253_402_300_799))
            return false;
        time = FromEpoch(seconds);
        return true;
    }

    private static DateTime Utc(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
