using AmiTools.Engine.Text;

namespace AmiTools.Engine.Removal;

/// <summary>What the user gets to know of a removal that was carried out.</summary>
internal static class RemovalResults
{
    /// <summary>The result of a removed image.</summary>
    /// <param name="removed">What was done.</param>
    /// <param name="look">What the Recycle Bin said.</param>
    public static AmiRemoval Of(RemovedImage removed, BinLook look)
    {
        RemovalStep step = removed.Step;
        // Of an image that was gone before the plan, the plan has the bin's own words already.
        BinForecast image = step.Image is null ? step.Bin : look.Of(step.ImageId, step.Bin);
        RemovedSnapshot[] snapshots = [.. step.Snapshots.Select(planned => Snapshot(planned, removed.Fates[planned.Snapshot.SnapshotId], look))];
        (RecycleBinVerdict verdict, DateTime? until, string because) = Judge(step, image, snapshots);
        return new AmiRemoval
        {
            Region = step.Region,
            AccountId = step.AccountId,
            ImageId = step.ImageId,
            Name = step.Name,
            AlreadyRemoved = removed.AlreadyRemoved,
            Restorable = verdict,
            RestorableUntil = until,
            Because = because,
            RecycleBinExitTime = image.Verdict == RecycleBinVerdict.Yes ? image.Until : null,
            Snapshots = snapshots,
            Before = step.Image,
            SharedWith = step.SharedWith,
            SharingIsKnown = step.SharingIsKnown,
            Receipt = removed.Receipt,
        };
    }

    private static RemovedSnapshot Snapshot(PlannedSnapshot planned, SnapshotFate fate, BinLook look)
    {
        BinForecast? bin = fate.Outcome is SnapshotOutcome.Deleted or SnapshotOutcome.AlreadyGone ? look.Of(planned.Snapshot.SnapshotId, planned.Bin) : null;
        return new RemovedSnapshot
        {
            SnapshotId = planned.Snapshot.SnapshotId,
            Outcome = fate.Outcome,
            Because = fate.Because,
            Restorable = bin?.Verdict ?? RecycleBinVerdict.Yes,
            RecycleBinExitTime = bin?.Verdict == RecycleBinVerdict.Yes ? bin.Until : null,
            Before = planned.Snapshot,
        };
    }

    /// <summary>An image comes back only with all of its snapshots, and only until the first of them leaves the bin.</summary>
    private static (RecycleBinVerdict Verdict, DateTime? Until, string Because) Judge(RemovalStep step, BinForecast image, RemovedSnapshot[] snapshots)
    {
        if (image.Verdict != RecycleBinVerdict.Yes) return (image.Verdict, null, image.Because);
        List<(RecycleBinVerdict Verdict, DateTime? Until, string Because)> parts = [(RecycleBinVerdict.Yes, image.Until, "")];
        foreach ((PlannedSnapshot planned, RemovedSnapshot snapshot) in step.Snapshots.Zip(snapshots))
        {
            if (snapshot.Outcome is SnapshotOutcome.Deleted or SnapshotOutcome.AlreadyGone) parts.Add((snapshot.Restorable, snapshot.RecycleBinExitTime, $"{snapshot.SnapshotId} {Word(snapshot.Restorable)}"));
            // It stays for now, and goes with an image that is removed later.
            else if (planned.Bin is { } later) parts.Add((later.Verdict, later.Until, $"{snapshot.SnapshotId}, which goes with another image, {Word(later.Verdict)}"));
        }

        (RecycleBinVerdict Verdict, DateTime? Until, string Because) worst = parts.FirstOrDefault(part => part.Verdict == RecycleBinVerdict.No, parts.FirstOrDefault(part => part.Verdict == RecycleBinVerdict.Unknown));
        if (worst.Because is { Length: > 0 }) return (worst.Verdict, null, worst.Because);
        DateTime? until = parts.Select(part => part.Until).Min();
        return (RecycleBinVerdict.Yes, until, until is null ? "in the Recycle Bin" : $"in the Recycle Bin until {Times.Minute(until.Value)}");
    }

    private static string Word(RecycleBinVerdict verdict) => verdict == RecycleBinVerdict.No ? "is gone for good" : "may be gone for good";
}
