using System.Globalization;
using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>A point in time as people say it: a date, or how far it is from now. Which way, the parameter knows.</summary>
public sealed class Moment
{
    private readonly DateTime? _date;
    private readonly TimeSpan _distance;

    private Moment(DateTime? date, TimeSpan distance)
    {
        _date = date;
        _distance = distance;
    }

    /// <summary>The date, UTC, where a distance lies before now.</summary>
    public DateTime Before(DateTime now) => _date ?? now - _distance;

    /// <summary>The date, UTC, where a distance lies after now.</summary>
    public DateTime After(DateTime now) => _date ?? now + _distance;

    /// <summary>The date, or the distance.</summary>
    public override string ToString() => _date is { } date ? date.ToString("u", CultureInfo.InvariantCulture) : $"{_distance}";

    /// <summary>Reads a date or a distance. A date without a time zone is local, as everywhere in PowerShell.</summary>
    internal static Moment Parse(object? value) => AsTyped(value) switch
    {
        Moment moment => moment,
        DateTime date => new Moment(date.ToUniversalTime(), default),
        DateTimeOffset date => new Moment(date.UtcDateTime, default),
        TimeSpan distance => new Moment(null, Positive(distance)),
        string text when TryDistance(text, out TimeSpan distance) => new Moment(null, distance),
        string text when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AdjustToUniversal, out DateTime date) => new Moment(date, default),
        var other => throw Given.Refuse($"'{other}' is neither a date nor a distance. Give a date (2026-01-31, Get-Date), a TimeSpan, or a number with m, h, d, w or y: 90d."),
    };

    /// <summary>Reads a distance. A bare number is refused: PowerShell would take 90 for 90 ticks and '90' for 90 days.</summary>
    internal static TimeSpan ParseDistance(object? value) => AsTyped(value) switch
    {
        TimeSpan distance => Positive(distance),
        string text when TryDistance(text, out TimeSpan distance) => distance,
        string text when text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan distance) => Positive(distance),
        var other => throw Given.Refuse($"'{other}' is not a length of time. Give a number with s, m, h, d, w or y (90m, 2h), or a TimeSpan."),
    };

    /// <summary>PowerShell reads 90d as the decimal 90, 30s as a short and 1y as an sbyte. What was typed is what the wrapper around the number says.</summary>
    private static object? AsTyped(object? value) => Given.Unwrap(value) switch
    {
        decimal or short or sbyte => value!.ToString(),
        var other => other,
    };

    private static TimeSpan Positive(TimeSpan distance) => distance >= TimeSpan.Zero ? distance : throw Given.Refuse($"'{distance}' is less than nothing. Give it without the sign: the parameter knows the direction.");

    private static bool TryDistance(string text, out TimeSpan distance)
    {
        if (!TimeSpanText.TryParse(text, out distance)) return false;
        if (distance.TotalDays > 36500) throw Given.Refuse($"'{text}' is more than a hundred years.");
        return true;
    }
}

/// <summary>Makes a <see cref="Moment"/> of a date, a <c>TimeSpan</c> or a distance such as <c>90d</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MomentAttribute : ArgumentTransformationAttribute
{
    /// <summary>The moment.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Moment.Parse(inputData);
}

/// <summary>Makes a <c>TimeSpan</c> of one, or of a length such as <c>2h</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The time span.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Moment.ParseDistance(inputData);
}
