using System.Globalization;
using Amazon.EC2.Model;

namespace AmiTools.Engine.Waiting;

/// <summary>How far an image is, from looks at its snapshots: percent by size, and the time left at the rate seen.</summary>
internal sealed class WaitProgress(string key, string? parentKey, string activity)
{
    // AWS shows 99 % for a snapshot whose siblings of one moment are not done yet, and then for as long as it likes.
    private const double Stalled = 99;

    private (DateTimeOffset At, double Percent)? _first;

    /// <summary>The report of one look.</summary>
    public ProgressReport Report(ImageObservation look)
    {
        if (look.Image is null) return Report(look.Failure is null ? "AWS does not show the image yet" : "the last look failed; looking again", null, null);
        string state = look.Image.State?.Value ?? "pending";
        if (look.SnapshotFailure is { } failure) return Report($"{state}; how far it is cannot be read: {failure.Message}", null, null);
        if (look.Snapshots.Count == 0) return Report(state, null, null);
        double percent = Percent(look.Snapshots);
        int completed = look.Snapshots.Count(snapshot => snapshot.State?.Value == "completed");
        _first ??= (look.At, percent);
        string status = completed == look.Snapshots.Count ? "all snapshots are completed; AWS is finishing the image"
            : percent >= Stalled ? $"{Count(completed, look.Snapshots.Count)}; AWS completes the snapshots of one moment together, and shows no more than 99 % until then"
            : $"{Count(completed, look.Snapshots.Count)}, {percent.ToString("0", CultureInfo.InvariantCulture)} %";
        return Report(status, (int)Math.Min(percent, Stalled), Remaining(look.At, percent));
    }

    /// <summary>The report that ends it.</summary>
    public ProgressReport End(string status) => new() { Key = key, ParentKey = parentKey, Activity = activity, Status = status, Percent = 100, Completed = true };

    private ProgressReport Report(string status, int? percent, TimeSpan? remaining) => new() { Key = key, ParentKey = parentKey, Activity = activity, Status = status, Percent = percent, Remaining = remaining };

    private TimeSpan? Remaining(DateTimeOffset now, double percent)
    {
        if (percent >= Stalled || _first is not { } first || percent - first.Percent < 1 || now <= first.At) return null;
        return (now - first.At) / (percent - first.Percent) * (100 - percent);
    }

    /// <summary>The snapshots' own percentages, weighted by their volumes' sizes.</summary>
    private static double Percent(IReadOnlyList<Snapshot> snapshots)
    {
        double size = snapshots.Sum(Size);
        return snapshots.Sum(snapshot => Size(snapshot) * Percent(snapshot)) / size;
    }

    private static double Size(Snapshot snapshot) => Math.Max(1, snapshot.VolumeSize ?? 1);

    private static double Percent(Snapshot snapshot) => snapshot.State?.Value == "completed" ? 100
        : double.TryParse(snapshot.Progress?.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double percent) ? Math.Clamp(percent, 0, 100)
        : 0;

    private static string Count(int completed, int all) => all == 1 ? "1 snapshot" : $"{completed} of {all} snapshots completed";
}
