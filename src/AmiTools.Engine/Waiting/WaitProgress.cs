namespace AmiTools.Engine.Waiting;

/// <summary>Reports of one wait: percent, and the time left at the rate seen.</summary>
internal abstract class WaitProgress(string key, string? parentKey, string activity)
{
    /// <summary>AWS shows 99 % for a snapshot whose siblings of one moment are not done yet, and then for as long as it likes.</summary>
    protected const double Stalled = 99;

    private (DateTimeOffset At, double Percent)? _first;

    /// <summary>The report that ends it.</summary>
    public ProgressReport End(string status) => new() { Key = key, ParentKey = parentKey, Activity = activity, Status = status, Percent = 100, Completed = true };

    /// <summary>A report without a number.</summary>
    protected ProgressReport Report(string status) => Make(status, null, null);

    /// <summary>The report of a look that told how far it is.</summary>
    protected ProgressReport Report(string status, DateTimeOffset at, double percent)
    {
        _first ??= (at, percent);
        return Make(status, (int)Math.Min(percent, Stalled), Remaining(at, percent));
    }

    private ProgressReport Make(string status, int? percent, TimeSpan? remaining) => new() { Key = key, ParentKey = parentKey, Activity = activity, Status = status, Percent = percent, Remaining = remaining };

    private TimeSpan? Remaining(DateTimeOffset now, double percent)
    {
        if (percent >= Stalled || _first is not { } first || percent - first.Percent < 1 || now <= first.At) return null;
        return (now - first.At) / (percent - first.Percent) * (100 - percent);
    }
}
