using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Snapshots;

/// <summary>AWS's snapshots as the module's, and what AWS's words for them mean to the commands.</summary>
internal static class SnapshotMapper
{
    /// <summary>AWS's snapshot as the module shows it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="region">The region that it was read in.</param>
    public static EbsSnapshot ToEbsSnapshot(this Snapshot snapshot, string region)
    {
        SnapshotOrigin origin = SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId);
        (string? parentRegion, string? parentId) = snapshot.Parent();
        return new EbsSnapshot
        {
            Region = region,
            AccountId = snapshot.OwnerId ?? "",
            SnapshotId = snapshot.SnapshotId!,
            Description = snapshot.Description ?? "",
            State = snapshot.State?.Value ?? "",
            StateReason = NullIfEmpty(snapshot.StateMessage),
            Progress = snapshot.Percent() is { } percent ? (int)percent : null,
            StartTime = snapshot.StartTime?.ToUniversalTime(),
            CompletionTime = snapshot.CompletionTime?.ToUniversalTime(),
            VolumeId = SnapshotOrigin.IsDummy(snapshot.VolumeId) ? null : snapshot.VolumeId,
            SizeGiB = snapshot.VolumeSize ?? 0,
            FullSnapshotSizeInBytes = snapshot.FullSnapshotSizeInBytes,
            Encrypted = snapshot.Encrypted ?? false,
            KmsKeyId = NullIfEmpty(snapshot.KmsKeyId),
            StorageTier = snapshot.StorageTier?.Value ?? "",
            RestoreExpiryTime = snapshot.RestoreExpiryTime?.ToUniversalTime(),
            OwnerAlias = NullIfEmpty(snapshot.OwnerAlias),
            MadeForImageId = origin.ImageId,
            ParentSnapshotId = parentId,
            ParentRegion = parentRegion,
            TransferType = NullIfEmpty(snapshot.TransferType?.Value),
            Tags = snapshot.Tags.ToDictionary(),
        };
    }

    /// <summary>The snapshot that this one was copied from, and its region: the module's tag, or AWS's description.</summary>
    public static (string? Region, string? SnapshotId) Parent(this Snapshot snapshot)
    {
        // The tag of a copied image's snapshot names the image that was copied.
        if (snapshot.Tag(AmiToolsTags.Parent)?.Split('/') is [var region, ['s', 'n', 'a', 'p', '-', ..] id]) return (region, id);
        SnapshotOrigin origin = SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId);
        return (origin.ParentRegion, origin.ParentSnapshotId);
    }

    /// <summary>The value of a tag; null where the snapshot has none of that key.</summary>
    public static string? Tag(this Snapshot snapshot, string key) => snapshot.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;

    /// <summary>How far it is in percent, 0 to 100; null where AWS does not tell.</summary>
    public static double? Percent(this Snapshot snapshot) => snapshot.IsCompleted() ? 100
        : double.TryParse(snapshot.Progress?.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double percent) ? Math.Clamp(percent, 0, 100)
        : null;

    /// <summary>The snapshot is done.</summary>
    public static bool IsCompleted(this Snapshot snapshot) => snapshot.State?.Value == "completed";

    /// <summary>The snapshot ended badly: nothing will come of it any more.</summary>
    public static bool IsDead(this Snapshot snapshot) => snapshot.State?.Value == "error";

    /// <summary>Its data lies in the archive, and it is not restored for a time either.</summary>
    public static bool IsArchived(this Snapshot snapshot) => snapshot.StorageTier?.Value == "archive" && snapshot.RestoreExpiryTime is null;

    /// <summary>The name and the id, as people know the snapshot.</summary>
    public static string Title(this Snapshot snapshot) => snapshot.Tag("Name") is { Length: > 0 } name ? $"{snapshot.SnapshotId} {name}" : snapshot.SnapshotId!;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
