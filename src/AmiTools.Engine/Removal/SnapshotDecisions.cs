using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Text;
using AmiTools.Engine.Usage;

namespace AmiTools.Engine.Removal;

/// <summary>Which snapshots of images that are removed may be deleted. The first reason to keep one decides; force changes nothing about any of them.</summary>
/// <param name="facts">What is known of the snapshots.</param>
/// <param name="coverage">What the Recycle Bin would keep.</param>
/// <param name="removed">The images that one plan removes, in order.</param>
/// <param name="keepAll">Whether the user asked for all snapshots to stay.</param>
/// <param name="now">The time, UTC.</param>
/// <param name="visibility">How long AWS may not show an image that was just made.</param>
internal sealed class SnapshotDecisions(SnapshotFacts facts, BinCoverage coverage, IReadOnlyList<string> removed, bool keepAll, DateTime now, TimeSpan visibility)
{
    /// <summary>The snapshot of an image that is removed.</summary>
    public PlannedSnapshot Decide(Image image, string snapshotId) =>
        Decide(image.ImageId!, snapshotId, (image.BlockDeviceMappings ?? []).FirstOrDefault(mapping => mapping.Ebs?.SnapshotId == snapshotId), image.Tags);

    /// <summary>The snapshot that an image left which is gone.</summary>
    public PlannedSnapshot DecideLeftover(string imageId, string snapshotId)
    {
        PlannedSnapshot planned = Decide(imageId, snapshotId, null, null);
        // An image that was made a moment ago may be missing from AWS's reads, and what looks left over is what it is being made of.
        bool isYoung = planned.Snapshot.StartTime is not { } start || now - start < visibility;
        return planned.Delete && isYoung
            ? new PlannedSnapshot { Snapshot = planned.Snapshot, NamesImage = planned.NamesImage, Delete = false, KeptBecause = "it was made a moment ago, and its image may not be seen yet" }
            : planned;
    }

    private PlannedSnapshot Decide(string imageId, string snapshotId, BlockDeviceMapping? mapping, List<Tag>? imageTags)
    {
        AmiSnapshotRecord record = Record(imageId, snapshotId, mapping);
        string[] users = [.. facts.UsersOf(snapshotId).Where(user => user != imageId)];
        if (facts.Unread is null && facts[snapshotId] is null) return new PlannedSnapshot { Snapshot = record, Delete = false, IsGone = true, KeptBecause = "it is not there any more" };
        string[] others = [.. users.Where(user => !removed.Contains(user))];
        bool named = facts.IsDescribedFor(snapshotId, imageId);
        if (Reason(imageId, snapshotId, imageTags, others) is { } reason) return new PlannedSnapshot { Snapshot = record, NamesImage = named, Delete = false, KeptBecause = reason };

        BinForecast bin = coverage.Forecast(RecycleBinResourceType.Snapshot, record.Tags);
        // Images of the same plan that share a snapshot: it goes with the last of them.
        string? later = removed.SkipWhile(image => image != imageId).Skip(1).LastOrDefault(users.Contains);
        return later is null
            ? new PlannedSnapshot { Snapshot = record, NamesImage = named, Delete = true, Bin = bin }
            : new PlannedSnapshot { Snapshot = record, NamesImage = named, Delete = false, KeptBecause = $"{later} uses it too, and is removed after this image", Bin = bin };
    }

    private string? Reason(string imageId, string snapshotId, List<Tag>? imageTags, string[] users)
    {
        if (keepAll) return "the snapshots were asked to stay";
        if (facts[snapshotId] is not { } snapshot) return $"what it is could not be read ({facts.Unread!.Operation}: {facts.Unread.AwsCode ?? facts.Unread.Code})";
        if (users.Length > 0) return $"{string.Join(", ", users)} {(users.Length == 1 ? "uses" : "use")} it too";
        if (facts.UsersUnread is { } unread) return $"which other images need it could not be read ({unread.Operation}: {unread.AwsCode ?? unread.Code})";
        if (facts.NeededBy(snapshotId, imageId).FirstOrDefault() is { } other)
            return other.BinnedUntil is { } until ? $"{other.ImageId}, which can be restored from the Recycle Bin until {Times.Minute(until)}, needs it" : $"it was made for {other.ImageId}, which is there and does not list its snapshots";
        if (facts.LockOf(snapshotId) is { } held) return $"it is locked ({held.LockState?.Value}){(held.LockExpiresOn is { } end ? $" until {Times.Minute(end.ToUniversalTime())}" : "")}";
        Dictionary<string, string> tags = snapshot.Tags.ToDictionary();
        if (ServiceTags.IsRecoveryPoint(tags)) return "it is a recovery point of AWS Backup";
        // A policy for snapshots counts its own. One for images tags the image as well, and removes image and snapshots together.
        return ServiceTags.PolicyOf(tags) is not null && ServiceTags.PolicyOf(imageTags.ToDictionary()) is null ? "a policy of Data Lifecycle Manager made it and removes it in its time" : null;
    }

    private AmiSnapshotRecord Record(string imageId, string snapshotId, BlockDeviceMapping? mapping)
    {
        Snapshot? snapshot = facts[snapshotId];
        return new AmiSnapshotRecord
        {
            SnapshotId = snapshotId,
            DeviceName = mapping?.DeviceName ?? (snapshot is null ? null : SnapshotFacts.TaggedFor(snapshot).FirstOrDefault(tag => tag.ImageId == imageId).Device is { Length: > 0 } device ? device : null),
            SizeGiB = snapshot?.VolumeSize ?? mapping?.Ebs?.VolumeSize ?? 0,
            Description = snapshot?.Description ?? "",
            StartTime = snapshot?.StartTime?.ToUniversalTime(),
            Encrypted = snapshot?.Encrypted ?? mapping?.Ebs?.Encrypted,
            KmsKeyId = string.IsNullOrEmpty(snapshot?.KmsKeyId) ? null : snapshot.KmsKeyId,
            StorageTier = snapshot?.StorageTier?.Value ?? "",
            Tags = snapshot?.Tags.ToDictionary() ?? [],
        };
    }
}
