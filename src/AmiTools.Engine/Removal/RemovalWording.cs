using AmiTools.Engine.Text;

namespace AmiTools.Engine.Removal;

/// <summary>The steps of a removal, with all that the user is told before he is asked.</summary>
internal static class RemovalWording
{
    private const string Archived = "archive";

    /// <summary>An image that is deregistered.</summary>
    /// <param name="image">The image.</param>
    /// <param name="location">Where an instance-store image's bundle lies.</param>
    /// <param name="bin">What the Recycle Bin does with the image.</param>
    /// <param name="snapshots">What happens to its snapshots.</param>
    /// <param name="reasons">What uses it, where the user goes past that.</param>
    /// <param name="sharedWith">Who may launch it; null where that is not known.</param>
    public static RemovalStep Step(Ami image, string? location, BinForecast bin, IReadOnlyList<PlannedSnapshot> snapshots, IReadOnlyList<UsageReason> reasons, IReadOnlyList<string>? sharedWith)
    {
        List<string> warnings = [.. Warnings(bin, snapshots)];
        if (reasons.Count > 0) warnings.Insert(0, $"{image.ImageId} is removed although {UsageRefusal.Sentence(reasons)}.");
        if (image.State == "pending") warnings.Add($"{image.ImageId} is still being made; removing it ends that.");
        return new RemovalStep
        {
            Target = $"{image.ImageId}{(image.Name.Length == 0 ? "" : $" {image.Name}")} ({image.Region})",
            Action = $"Deregister ({bin}){Snapshots(snapshots)}",
            Caution = Caution(image.ImageId, bin, snapshots, image.RootDeviceType == "instance-store" ? $" Its bundle stays in S3{(string.IsNullOrEmpty(location) ? "" : $" at {location}")}, and another image can be registered of it." : ""),
            Warnings = warnings,
            ImageId = image.ImageId, Region = image.Region, AccountId = image.AccountId, Name = image.Name, Image = image, Bin = bin, Snapshots = snapshots, UsedBy = reasons, SharedWith = sharedWith ?? [], SharingIsKnown = sharedWith is not null,
        };
    }

    /// <summary>What is left of an image that is gone.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="region">Where it was.</param>
    /// <param name="account">Whose it was; empty where nothing tells.</param>
    /// <param name="name">Its name; empty where nothing tells.</param>
    /// <param name="bin">Whether it is in the Recycle Bin.</param>
    /// <param name="snapshots">What happens to the snapshots that it left.</param>
    public static RemovalStep Finish(string imageId, string region, string account, string name, BinForecast bin, IReadOnlyList<PlannedSnapshot> snapshots)
    {
        bool done = !snapshots.Any(snapshot => snapshot.Delete);
        return new RemovalStep
        {
            Target = $"{imageId}{(name.Length == 0 ? "" : $" {name}")} ({region})",
            Action = done ? "Nothing to do: it was removed before" : $"Finish its removal{Snapshots(snapshots)}",
            // Losing an image for good happened before; what can happen now is that its snapshots do not come back with it.
            Caution = done ? null : Caution(imageId, bin.Verdict == RecycleBinVerdict.No ? new BinForecast { Verdict = RecycleBinVerdict.Yes } : bin, snapshots, ""),
            Warnings = done ? [] : [.. Warnings(bin, snapshots)],
            ImageId = imageId, Region = region, AccountId = account, Name = name, Bin = bin, Snapshots = snapshots,
        };
    }

    private static string Snapshots(IReadOnlyList<PlannedSnapshot> snapshots)
    {
        if (snapshots.Count == 0) return "";
        // Snapshots with the same fate share a part of the sentence; most images have one fate for all.
        IEnumerable<string> deleted = snapshots.Where(snapshot => snapshot.Delete).GroupBy(snapshot => snapshot.Bin!.ToString()!)
            .Select(fate => $"; delete {List(fate)} of {fate.Sum(snapshot => snapshot.Snapshot.SizeGiB)} GiB ({fate.Key})");
        IEnumerable<string> kept = snapshots.Where(snapshot => !snapshot.Delete && !snapshot.IsGone).GroupBy(snapshot => snapshot.KeptBecause)
            .Select(fate => $"; leave {List(fate)}, because {fate.Key}");
        return string.Concat(deleted.Concat(kept));
    }

    private static string? Caution(string imageId, BinForecast bin, IReadOnlyList<PlannedSnapshot> snapshots, string hint)
    {
        WholeForecast whole = WholeForecast.Of(imageId, bin, snapshots);
        return whole.Verdict == RecycleBinVerdict.Yes ? null : $"{whole.Because}.{(bin.Verdict == RecycleBinVerdict.Yes ? "" : hint)}";
    }

    private static IEnumerable<string> Warnings(BinForecast bin, IReadOnlyList<PlannedSnapshot> snapshots)
    {
        if (bin.Until is { } until && snapshots.Where(snapshot => snapshot.Bin?.Until < until).MinBy(snapshot => snapshot.Bin!.Until) is { } first)
            yield return $"The image stays in the Recycle Bin until {Times.Minute(until)}, but can only be restored until {Times.Minute(first.Bin!.Until!.Value)}, when its snapshot {first.Snapshot.SnapshotId} leaves it.";
        string[] archived = [.. snapshots.Where(snapshot => snapshot.Delete && snapshot.Snapshot.StorageTier == Archived).Select(snapshot => snapshot.Snapshot.SnapshotId)];
        if (archived.Length > 0) yield return $"{string.Join(", ", archived)} {(archived.Length == 1 ? "is" : "are")} archived: AWS bills at least 90 days of the archive, also where a snapshot is deleted before.";
    }

    private static string List(IEnumerable<PlannedSnapshot> snapshots) => string.Join(", ", snapshots.Select(snapshot => snapshot.Snapshot.SnapshotId));
}
