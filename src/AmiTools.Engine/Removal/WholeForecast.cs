namespace AmiTools.Engine.Removal;

/// <summary>Whether an image would come back as a whole: an image comes back only with all of its snapshots, and only until the first of them leaves the bin.</summary>
/// <param name="Verdict">Whether it would.</param>
/// <param name="Until">Until when, UTC; null where it would not, or nobody knows.</param>
/// <param name="Because">Why not, as a sentence without its full stop; empty where it would.</param>
internal sealed record WholeForecast(RecycleBinVerdict Verdict, DateTime? Until, string Because)
{
    /// <summary>The forecast of an image and of what happens to its snapshots.</summary>
    public static WholeForecast Of(string imageId, BinForecast image, IReadOnlyList<PlannedSnapshot> snapshots)
    {
        if (image.Verdict != RecycleBinVerdict.Yes && !image.NothingIsLost) return new WholeForecast(image.Verdict, null, $"{imageId} {(image.Verdict == RecycleBinVerdict.No ? "is gone for good" : "may be gone for good")}: {image.Because}");
        // One that stays is not lost; one that goes with an image that is removed later is.
        PlannedSnapshot[] lost = [.. snapshots.Where(snapshot => snapshot.Bin is { Verdict: not RecycleBinVerdict.Yes })];
        if (lost.Length == 0) return new WholeForecast(RecycleBinVerdict.Yes, snapshots.Select(snapshot => snapshot.Bin?.Until).Append(image.Until).Min(), "");
        RecycleBinVerdict worst = lost.Any(snapshot => snapshot.Bin!.Verdict == RecycleBinVerdict.No) ? RecycleBinVerdict.No : RecycleBinVerdict.Unknown;
        string list = string.Join(", ", lost.Select(snapshot => snapshot.Snapshot.SnapshotId));
        return new WholeForecast(worst, null, $"{imageId} {(worst == RecycleBinVerdict.No ? "cannot" : "may not")} be restored without its snapshots, and {list} {(lost.Length == 1 ? "is" : "are")} {lost.First(snapshot => snapshot.Bin!.Verdict == worst).Bin}");
    }
}
