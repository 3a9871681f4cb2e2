using System.Globalization;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.Waiting;

/// <summary>How far a snapshot is.</summary>
internal sealed class SnapshotProgress(string key, string? parentKey, string activity) : WaitProgress(key, parentKey, activity)
{
    /// <summary>The report of one look.</summary>
    public ProgressReport Report(SnapshotObservation look)
    {
        if (look.Snapshot is not { } snapshot) return Report(look.Failure is null ? "AWS does not show the snapshot yet" : "the last look failed; looking again");
        if (snapshot.Percent() is not { } percent) return Report(snapshot.State?.Value ?? "pending");
        string size = snapshot.VolumeSize is { } gib ? $" of {gib} GiB" : "";
        return Report(percent >= Stalled ? "AWS is finishing it, together with those of the same moment" : $"{percent.ToString("0", CultureInfo.InvariantCulture)} %{size}", look.At, percent);
    }
}
