using System.Management.Automation;

namespace AmiTools.Pipeline;

/// <summary>The progress bars of one command: one for each step that the engine reports, below the step that it is a part of.</summary>
/// <remarks>Reports come from any thread and are only kept; showing and closing belong to the pipeline thread.</remarks>
internal sealed class ProgressTree(PSCmdlet cmdlet)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, ProgressReport> _newest = [];
    private readonly List<string> _changed = [];
    private readonly Dictionary<string, ProgressReport> _shown = [];
    private readonly Dictionary<string, int> _ids = [];
    private bool? _isWatched;

    /// <summary>Keeps a report. False where nothing has changed since the last one, which most polls find.</summary>
    public bool Take(ProgressReport report)
    {
        lock (_gate)
        {
            if (_newest.TryGetValue(report.Key, out ProgressReport? last) && ShowsTheSame(last, report)) return false;
            _newest[report.Key] = report;
            if (!_changed.Contains(report.Key)) _changed.Add(report.Key);
            return true;
        }
    }

    /// <summary>Shows what changed since the last time.</summary>
    public void Show()
    {
        ProgressReport[] reports;
        lock (_gate)
        {
            reports = [.. _changed.Select(key => _newest[key])];
            _changed.Clear();
        }
        if (!(_isWatched ??= Screen.IsWatched(cmdlet))) return;
        foreach (ProgressReport report in reports) Show(report);
    }

    /// <summary>Takes away the bars that nobody completed.</summary>
    public void Close()
    {
        Show();
        foreach (ProgressReport report in _shown.Values) Write(report, ProgressRecordType.Completed);
        _shown.Clear();
    }

    private void Show(ProgressReport report)
    {
        if (!report.Completed) _shown[report.Key] = report;
        else if (!_shown.Remove(report.Key)) return;
        Write(report, report.Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing);
    }

    private void Write(ProgressReport report, ProgressRecordType type) => cmdlet.WriteProgress(new ProgressRecord(IdOf(report.Key), report.Activity, report.Status)
    {
        ParentActivityId = report.ParentKey is null ? -1 : IdOf(report.ParentKey),
        PercentComplete = Math.Clamp(report.Percent ?? -1, -1, 100),
        SecondsRemaining = report.Remaining is { } left ? (int)Math.Clamp(left.TotalSeconds, 0, int.MaxValue) : -1,
        RecordType = type,
    });

    private int IdOf(string key) => _ids.TryGetValue(key, out int id) ? id : _ids[key] = _ids.Count + 1;

    private static bool ShowsTheSame(ProgressReport one, ProgressReport other) =>
        one.Status == other.Status && one.Percent == other.Percent && one.Completed == other.Completed && one.Activity == other.Activity && one.ParentKey == other.ParentKey;
}
