using System.Globalization;
using System.Text.RegularExpressions;

namespace AmiTools.Binding;

/// <summary>
/// A value in the first place that is no resource but belongs to the parameter of the second place: <c>$image | Copy-AmiToRegion us-east-1</c>.
/// It converts to nothing, so PowerShell binds the argument in the parameter set where the resources come by the pipeline.
/// </summary>
internal sealed class SecondPlace(object? value)
{
    /// <summary>Region names, also with the last hyphen forgotten, and wildcards.</summary>
    public const string Region = @"^(?!ami-|snap-)([a-z]{2,4}(-[a-z]+)+-?\d+|[a-z0-9-]*[*?][a-z0-9*?-]*)$";

    /// <summary>Account numbers, ARNs of an organisation or its units, and everybody.</summary>
    public const string Principal = @"^(\d+|all|arn:[a-z-]+:organizations:.+)$";

    /// <summary>Dates and distances.</summary>
    public const string Moment = @"^\d";

    /// <summary>Numbers of days; no id is as short.</summary>
    public const string Number = @"^-?\d{1,6}$";

    /// <summary>The tiers of a snapshot.</summary>
    public const string Tier = "^(archive|standard)$";

    /// <summary>Templates of names, known by their placeholders: a name without one may as well be a mistaken id.</summary>
    public const string Template = @"\{";

    /// <summary>Buckets, known by a hyphen or a dot: a word without one may as well be a mistaken id.</summary>
    public const string Bucket = @"^(?![a-z]+-[0-9a-f]+$)(?=.*[.-])[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";

    /// <summary>Ids of instances.</summary>
    public const string Instance = "^i-";

    /// <summary>Ids of snapshots.</summary>
    public const string Snapshot = "^snap-";

    /// <summary>Whether the value, or each element of the list, is of the pattern.</summary>
    public static bool Takes(string pattern, object? value)
    {
        string?[] texts = [.. Given.Each(value).Select(Text)];
        return texts.Length > 0 && texts.All(text => text is not null && Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
    }

    /// <summary>What PowerShell's error says cannot be converted, where no parameter set takes it.</summary>
    public override string ToString() => string.Join(", ", Given.Each(value).Select(Text));

    private static string? Text(object? element) => Given.Unwrap(element) switch
    {
        string text => text,
        DateTime date => date.ToString("u", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.ToString("u", CultureInfo.InvariantCulture),
        ValueType number => Convert.ToString(number, CultureInfo.InvariantCulture),
        _ => null,
    };
}
