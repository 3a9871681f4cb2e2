using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.SnapshotCopying;

/// <summary>Snapshots as copies.</summary>
internal static class SnapshotCopyMapping
{
    /// <summary>The snapshot as a copy of the source.</summary>
    public static EbsSnapshotCopy ToCopy(this Snapshot snapshot, RegionSession region, EbsSnapshot source, bool existed, AmiChangeReceipt? receipt = null) => new()
    {
        Region = region.Name,
        AccountId = snapshot.OwnerId ?? "",
        SnapshotId = snapshot.SnapshotId!,
        ParentSnapshotId = source.SnapshotId,
        ParentRegion = source.Region,
        State = snapshot.State?.Value ?? "",
        StartTime = snapshot.StartTime?.ToUniversalTime(),
        SizeGiB = snapshot.VolumeSize ?? source.SizeGiB,
        Encrypted = snapshot.Encrypted,
        KmsKeyId = string.IsNullOrEmpty(snapshot.KmsKeyId) ? null : snapshot.KmsKeyId,
        Description = snapshot.Description ?? "",
        AlreadyExisted = existed,
        Receipt = receipt,
        Tags = snapshot.Tags.ToDictionary(),
    };
}
