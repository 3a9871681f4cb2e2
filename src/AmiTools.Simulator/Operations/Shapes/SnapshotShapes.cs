using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Snapshots as answers show them.</summary>
internal static class SnapshotShapes
{
    public static Snapshot Show(Call call, SimSnapshot snapshot) => new()
    {
        SnapshotId = snapshot.Id,
        VolumeId = snapshot.VolumeId,
        State = snapshot.State,
        StateMessage = snapshot.StateMessage,
        StartTime = snapshot.CreatedAt.UtcDateTime,
        CompletionTime = snapshot.CompletionTime?.UtcDateTime,
        Progress = Progress(snapshot, call.Now),
        OwnerId = snapshot.OwnerId,
        OwnerAlias = snapshot.OwnerAlias,
        Description = snapshot.Description ?? "",
        VolumeSize = snapshot.SizeGiB,
        Encrypted = snapshot.Encrypted,
        KmsKeyId = snapshot.KmsKeyId,
        DataEncryptionKeyId = snapshot.DataEncryptionKeyId,
        Tags = Tagging.Show(call, snapshot),
        StorageTier = snapshot.StorageTier,
        RestoreExpiryTime = snapshot.RestoreExpiryTime?.UtcDateTime,
        TransferType = snapshot.TransferType!,
        CompletionDurationMinutes = snapshot.CompletionDurationMinutes,
        FullSnapshotSizeInBytes = snapshot.FullSizeBytes,
    };

    public static SnapshotInfo ShowInfo(Call call, SimSnapshot snapshot) => new()
    {
        SnapshotId = snapshot.Id,
        VolumeId = snapshot.VolumeId,
        State = snapshot.State,
        StartTime = snapshot.CreatedAt.UtcDateTime,
        Progress = Progress(snapshot, call.Now),
        OwnerId = snapshot.OwnerId,
        Description = snapshot.Description ?? "",
        VolumeSize = snapshot.SizeGiB,
        Encrypted = snapshot.Encrypted,
        Tags = Tagging.Show(call, snapshot),
    };

    public static string Progress(SimSnapshot snapshot, DateTimeOffset now) => FormattableString.Invariant($"{snapshot.ProgressAt(now)}%");
}
