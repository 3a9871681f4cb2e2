using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.Waiting;

/// <summary>How far an image is, from looks at its snapshots: percent by size.</summary>
internal sealed class ImageProgress(string key, string? parentKey, string activity) : WaitProgress(key, parentKey, activity)
{
    /// <summary>The report of one look.</summary>
    public ProgressReport Report(ImageObservation look)
    {
        if (look.Image is null) return Report(look.Failure is null ? "AWS does not show the image yet" : "the last look failed; looking again");
        string state = look.Image.State?.Value ?? "pending";
        if (look.SnapshotFailure is { } failure) return Report($"{state}; how far it is cannot be read: {failure.Message}");
        if (look.Snapshots.Count == 0) return Report(state);
        double percent = Percent(look.Snapshots);
        int completed = look.Snapshots.Count(snapshot => snapshot.IsCompleted());
        string status = completed == look.Snapshots.Count ? "all snapshots are completed; AWS is finishing the image"
            : percent >= Stalled ? $"{Count(completed, look.Snapshots.Count)}; AWS completes the snapshots of one moment together, and shows no more than 99 % until then"
            : $"{Count(completed, look.Snapshots.Count)}, {percent.ToString("0", CultureInfo.InvariantCulture)} %";
        return Report(status, look.At, percent);
    }

    /// <summary>The snapshots' own percentages, weighted by their volumes' sizes.</summary>
    private static double Percent(IReadOnlyList<Snapshot> snapshots)
    {
        double size = snapshots.Sum(Size);
        return snapshots.Sum(snapshot => Size(snapshot) * (snapshot.Percent() ?? 0)) / size;
    }

    private static double Size(Snapshot snapshot) => Math.Max(1, snapshot.VolumeSize ?? 1);

    private static string Count(int completed, int all) => all == 1 ? "1 snapshot" : $"{completed} of {all} snapshots completed";
}
