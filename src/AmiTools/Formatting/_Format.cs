using System.Collections;
using System.ComponentModel;
using System.Globalization;
using AmiTools.Loading;

namespace AmiTools.Formatting;

/// <summary>What the views of the module show values with. Not for use elsewhere.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class _Format
{
    private const int GiBPerTiB = 1024;
    private const int MostLines = 300;
    private const int NarrowWindow = 60;
    private const int WideWindow = 160;

    /// <summary>How long ago something was, by the clock of the simulator where one is connected: <c>12m</c>, <c>31h</c>, <c>90d</c>, <c>3.2y</c>.</summary>
    public static string Age(DateTime? time)
    {
        if (time is not { } then) return "";
        TimeSpan age = EngineHost.UtcNow - then.ToUniversalTime();
        return age switch
        {
            { TotalMinutes: < 60 } => Invariant($"{Math.Max(0, (int)age.TotalMinutes)}m"),
            { TotalHours: < 48 } => Invariant($"{(int)age.TotalHours}h"),
            { TotalDays: < 1000 } => Invariant($"{(int)age.TotalDays}d"),
            _ => Invariant($"{age.TotalDays / 365.25:0.0}y"),
        };
    }

    /// <summary>How long something took: <c>48s</c>, <c>3m 05s</c>, <c>1h 02m</c>. Empty where it came to nothing.</summary>
    public static string Took(TimeSpan? time) => time switch
    {
        null => "",
        { TotalMinutes: < 1 } => Invariant($"{(int)time.Value.TotalSeconds}s"),
        { TotalHours: < 1 } => Invariant($"{time.Value.Minutes}m {time.Value.Seconds:00}s"),
        _ => Invariant($"{(int)time.Value.TotalHours}h {time.Value.Minutes:00}m"),
    };

    /// <summary>A date and time in UTC: <c>2026-01-31 14:05Z</c>.</summary>
    public static string Time(DateTime? time) => time is { } then ? then.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "";

    /// <summary>A date and time in UTC and how long ago that is.</summary>
    public static string TimeAndAge(DateTime? time) => time is null ? "" : time.Value.ToUniversalTime() > EngineHost.UtcNow ? Time(time) : $"{Time(time)} ({Age(time)} ago)";

    /// <summary>A size: <c>30 GiB</c>, <c>16 TiB</c>. Empty for nothing.</summary>
    public static string Size(int? gib) => gib switch
    {
        null or 0 => "",
        < 10 * GiBPerTiB => Invariant($"{gib} GiB"),
        _ => Invariant($"{gib / (double)GiBPerTiB:0.#} TiB"),
    };

    /// <summary>The state of an image as its owner cares for it: AWS calls an image that is deprecated available.</summary>
    public static string State(string? state, bool? isDeprecated) => state == "available" && isDeprecated == true ? "deprecated" : state ?? "";

    /// <summary>The state of a snapshot as its owner cares for it: how far a pending one is, and that one in the archive cannot be used.</summary>
    public static string SnapshotState(string? state, int? progress, string? tier, DateTime? restoredUntil) => state switch
    {
        "pending" when progress is { } percent => Invariant($"pending {percent}%"),
        "completed" when tier == "archive" && restoredUntil is null => "archived",
        _ => state ?? "",
    };

    /// <summary>An amount of data: <c>512 MiB</c>, <c>2.4 GiB</c>. Empty where it is not known.</summary>
    public static string Bytes(long? bytes) => bytes switch
    {
        null => "",
        < 1L << 30 => Invariant($"{bytes / (double)(1L << 20):0} MiB"),
        _ => Invariant($"{bytes / (double)(1L << 30):0.#} GiB"),
    };

    /// <summary>The state of a rule of the Recycle Bin: that of its lock, where it has one that counts. One that is being unlocked shows from when on it can be changed.</summary>
    public static string RuleState(string? status, string? lockState, DateTime? lockEnd) => lockState switch
    {
        null or "" or "unlocked" => status ?? "",
        "pending_unlock" when lockEnd is { } end => $"unlocks {end.ToUniversalTime():yyyy-MM-dd}",
        _ => lockState,
    };

    /// <summary>The state of a resource of a graph, or that it is not there to have one.</summary>
    public static string NodeState(GraphPresence? presence, string? state, bool? isDeprecated) => presence switch
    {
        GraphPresence.Gone => "gone",
        GraphPresence.Unknown => "not read",
        GraphPresence.InRecycleBin => "recycle bin",
        _ => State(state, isDeprecated),
    };

    /// <summary>A graph as trees. Of a big estate as much as somebody reads; the drawing itself says how to see the rest.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="window">How wide the window is; 0 where there is none.</param>
    public static string Graph(AmiSnapshotGraph graph, int window) => string.Join('\n', window < NarrowWindow ? graph.Draw(MostLines) : graph.Draw(MostLines, Math.Min(window - 1, WideWindow)));

    /// <summary>Yes, no, or what is between.</summary>
    public static string YesNo(bool? value, string unknown) => value switch
    {
        true => "yes",
        false => "no",
        null => unknown,
    };

    /// <summary>Whether something was made by the command, or was there before.</summary>
    public static string IsNew(bool? alreadyExisted) => alreadyExisted == true ? "no" : "yes";

    /// <summary>What happened to snapshots: <c>2 deleted, 1 kept</c>.</summary>
    public static string Outcomes(object? snapshots) => snapshots is not IEnumerable<RemovedSnapshot> all ? "" :
        string.Join(", ", all.GroupBy(snapshot => snapshot.Outcome).OrderBy(group => group.Key).Select(group => $"{group.Count()} {(group.Key == SnapshotOutcome.AlreadyGone ? "gone" : group.Key.ToString().ToLowerInvariant())}"));

    /// <summary>Tags, one in a line, those of the module last.</summary>
    public static string Tags(object? tags)
    {
        IEnumerable<KeyValuePair<string, string>> all = tags switch
        {
            IEnumerable<KeyValuePair<string, string>> typed => typed,
            IDictionary table => table.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create($"{entry.Key}", $"{entry.Value}")),
            _ => [],
        };
        return string.Join('\n', all.OrderBy(tag => tag.Key.StartsWith(AmiToolsTags.Prefix, StringComparison.Ordinal)).ThenBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key} = {tag.Value}"));
    }

    /// <summary>How long something still lasts: <c>12m</c>, <c>31h</c>, <c>13d</c>.</summary>
    public static string Left(TimeSpan? left) => left switch
    {
        null => "",
        { TotalMinutes: < 60 } => Invariant($"{(int)left.Value.TotalMinutes}m"),
        { TotalHours: < 48 } => Invariant($"{(int)left.Value.TotalHours}h"),
        _ => Invariant($"{(int)left.Value.TotalDays}d"),
    };

    /// <summary>US dollars; empty where they are not known.</summary>
    public static string Money(decimal? dollars) => dollars is { } known ? Invariant($"{known:0.00}") : "";

    /// <summary>From the least to the most that something costs; one figure where they are the same, and a question mark where nothing tells.</summary>
    public static string MoneyRange(decimal? least, decimal? most) => most is null ? "?" : least == most ? Money(most) : $"{Money(least)} - {Money(most)}";

    /// <summary>What a rule of the Recycle Bin holds for.</summary>
    public static string Scope(IReadOnlyDictionary<string, string>? tags, IReadOnlyDictionary<string, string>? excluded) =>
        tags is { Count: > 0 } ? string.Join(" or ", tags.Select(Pair)) : excluded is { Count: > 0 } ? $"all but {string.Join(" or ", excluded.Select(Pair))}" : "the whole region";

    private static string Pair(KeyValuePair<string, string> tag) => tag.Value.Length == 0 ? tag.Key : $"{tag.Key}={tag.Value}";

    /// <summary>How fast a clock is.</summary>
    public static string Speed(double? speed) => speed is null or 0 ? "stands" : Invariant($"{speed:0.##}x");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Those that something is shared with: the one, or how many.</summary>
    public static string Principals(IReadOnlyList<string>? all) => all switch
    {
        null or [] => "",
        [var one] => one == AmiPrincipals.Everybody ? "everybody" : one[(one.LastIndexOf('/') + 1)..],
        _ when all.Contains(AmiPrincipals.Everybody) => Invariant($"everybody +{all.Count - 1}"),
        _ => Invariant($"{all.Count} principals"),
    };

    /// <summary>How many of an image's snapshots are shared: <c>1 of 2</c>.</summary>
    public static string SharedSnapshots(IReadOnlyList<AmiSnapshotAccess>? snapshots) => snapshots is not { Count: > 0 } ? "" :
        snapshots.Any(snapshot => !snapshot.IsKnown) ? "unknown" : Invariant($"{snapshots.Count(snapshot => snapshot.SharedWith.Count > 0)} of {snapshots.Count}");
}
