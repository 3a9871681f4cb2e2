using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.Usage.Snapshots;

/// <summary>Zones in which a snapshot is kept ready for fast restores, at a price by the hour: somebody counts on it.</summary>
internal sealed class FastRestoreProbe(RegionSession region) : BatchProbe<Snapshot>(region, Query.FilterValues, UsageKinds.FastSnapshotRestore, "whether it is kept ready for fast restores", snapshot => snapshot.SnapshotId!)
{
    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Snapshot> resources, CancellationToken cancellationToken)
    {
        List<DescribeFastSnapshotRestoreSuccessItem> ready = await Region.FastRestoresAsync(resources.Select(snapshot => snapshot.SnapshotId!), cancellationToken).ConfigureAwait(false);
        return ready.Select(restore => (restore.SnapshotId!, new UsageReason
        {
            Verdict = UsageVerdict.InUse,
            Kind = UsageKinds.FastSnapshotRestore,
            ResourceId = restore.AvailabilityZone,
            Detail = $"it is kept ready for fast restores in {restore.AvailabilityZone} ({restore.State?.Value})",
            Remedy = "Switch that off: aws ec2 disable-fast-snapshot-restores.",
        }));
    }
}
