using System.Globalization;
using System.Text.RegularExpressions;

namespace AmiTools;

/// <summary>Lengths of time as people and tags write them: a number with s, m, h, d, w or y.</summary>
public static partial class TimeSpanText
{
    /// <summary>Reads <c>90m</c>, <c>24h</c>, <c>1.5d</c>. A bare number is none. More than ten thousand years are <see cref="TimeSpan.MaxValue"/>.</summary>
    public static bool TryParse(string? text, out TimeSpan length)
    {
        Match match = Length().Match(text ?? "");
        length = default;
        if (!match.Success) return false;
        double count = double.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        double days = match.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "s" => count / 86400,
            "m" => count / 1440,
            "h" => count / 24,
            "d" => count,
            "w" => count * 7,
            _ => count * 365,
        };
        length = days > 3_650_000 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(Math.Round(days * 86400, 3));
        return true;
    }

    /// <summary>The length with one unit, the largest that has no remainder: <c>90m</c>, <c>24h</c>, <c>7d</c>.</summary>
    public static string Write(TimeSpan length) => length switch
    {
        { Ticks: >= 2 * TimeSpan.TicksPerDay } when length.Ticks % TimeSpan.TicksPerDay == 0 => FormattableString.Invariant($"{length.TotalDays:0}d"),
        { Ticks: >= TimeSpan.TicksPerHour } when length.Ticks % TimeSpan.TicksPerHour == 0 => FormattableString.Invariant($"{length.TotalHours:0}h"),
        { Ticks: >= TimeSpan.TicksPerMinute } when length.Ticks % TimeSpan.TicksPerMinute == 0 => FormattableString.Invariant($"{length.TotalMinutes:0}m"),
        _ => FormattableString.Invariant($"{length.TotalSeconds:0.###}s"),
    };

    [GeneratedRegex(@"^\s*\+?(?<count>\d+(\.\d+)?)\s*(?<unit>[smhdwy])\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Length();
}
