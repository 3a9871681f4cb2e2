using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Keys;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.Compliance;

/// <summary>An image that is a backup of an instance, and what stands in the way of launching it.</summary>
/// <param name="Region">Where it is.</param>
/// <param name="ImageId">The image.</param>
/// <param name="Point">How old its data is.</param>
/// <param name="IsEncrypted">Whether all of its snapshots are encrypted; null where they were not all read.</param>
/// <param name="Obstacles">Why it cannot be launched, or why that is not known. Empty where it can.</param>
/// <param name="Devices">Its devices with a snapshot.</param>
internal sealed record BackupCandidate(string Region, string ImageId, RecoveryPoint Point, bool? IsEncrypted, IReadOnlyList<ComplianceReason> Obstacles, IReadOnlyList<string>? Devices = null)
{
    /// <summary>Judges an image. Nothing is called.</summary>
    public static BackupCandidate Of(PlacedImage placed, RecoveryPoint point, ComplianceSubject subject)
    {
        IReadOnlyList<string> ids = placed.Image.SnapshotIds();
        Snapshot?[] snapshots = [.. ids.Select(placed.Region.Snapshot)];
        ComplianceReasons reasons = new(placed.Region.Name, placed.Image.ImageId!, subject);
        return new BackupCandidate(placed.Region.Name, placed.Image.ImageId!, point, snapshots.Length == 0 || snapshots.Contains(null) ? null : snapshots.All(snapshot => snapshot!.Encrypted == true), [.. Obstacles()], [.. placed.Image.Devices().Where(device => device.SnapshotId is not null).Select(device => device.DeviceName)]);

        IEnumerable<ComplianceReason> Obstacles()
        {
            // The snapshots of an image that is not done are not done either: one reason is enough.
            if (!placed.Image.IsAvailable()) return [reasons.NotAvailable(placed.Image)];
            if (ids.Count == 0) return [reasons.NoSnapshot()];
            return ids.Select(id => OfSnapshot(placed.Region, id, reasons)).Concat(snapshots.Select(snapshot => snapshot?.KmsKeyId).Where(key => !string.IsNullOrEmpty(key)).Distinct().Select(key => OfKey(placed.Region.Key(key!), reasons))).OfType<ComplianceReason>();
        }
    }

    /// <summary>Whether it can be launched, as far as its parts tell.</summary>
    public bool IsRestorable => Obstacles.Count == 0;

    private static ComplianceReason? OfSnapshot(RegionBackups region, string id, ComplianceReasons reasons) => region.Snapshot(id) switch
    {
        null when region.SnapshotsUnread is { } failure => reasons.NotRead("its snapshots", failure),
        null when region.IsBinned(id) => reasons.InBin(id),
        null => reasons.Missing(id, region.BinUnread),
        { } snapshot when !snapshot.IsCompleted() => reasons.NotCompleted(snapshot),
        { } snapshot when snapshot.IsArchived() => reasons.Archived(id),
        _ => null,
    };

    private static ComplianceReason? OfKey(KeyFacts key, ComplianceReasons reasons) => key switch
    {
        { Unusable: { } why } => reasons.KeyNotUsable(key.KmsKeyId, why),
        { Unread.Kind: AmiErrorKind.NotFound } => reasons.KeyNotUsable(key.KmsKeyId, "there is no such key"),
        { Unread: { } failure } => reasons.NotRead($"whether its key {key.KmsKeyId} can be used", failure),
        _ => null,
    };
}
