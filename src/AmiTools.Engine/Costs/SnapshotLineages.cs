using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Costs;

/// <summary>Which snapshots of a region may share blocks: those of one volume and one data key. The oldest comes first.</summary>
internal static class SnapshotLineages
{
    /// <summary>The lineages. A copied snapshot is one of its own: AWS does not tell which other copies it shares blocks with.</summary>
    public static IEnumerable<Snapshot[]> Of(IEnumerable<Snapshot> snapshots) =>
        snapshots.GroupBy(snapshot => IsCopy(snapshot) ? snapshot.SnapshotId! : $"{snapshot.VolumeId} {snapshot.DataEncryptionKeyId}").Select(lineage => lineage.OrderBy(snapshot => snapshot.StartTime).ToArray());

    /// <summary>Whether it was copied, or its volume is not known.</summary>
    public static bool IsCopy(Snapshot snapshot) => string.IsNullOrEmpty(snapshot.VolumeId) || SnapshotOrigin.IsDummy(snapshot.VolumeId);

    /// <summary>Whether it is archived: then it is whole, and shares with nobody.</summary>
    public static bool IsArchived(Snapshot snapshot) => snapshot.StorageTier?.Value == "archive";
}
