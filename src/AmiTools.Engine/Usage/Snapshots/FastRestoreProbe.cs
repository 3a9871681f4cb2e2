using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage.Snapshots;

/// <summary>Zones in which a snapshot is kept ready for fast restores, at a price by the hour: somebody counts on it.</summary>
internal sealed class FastRestoreProbe(RegionSession region) : BatchProbe<Snapshot>(region, Query.FilterValues, UsageKinds.FastSnapshotRestore, "whether it is kept ready for fast restores", snapshot => snapshot.SnapshotId!)
{
    private const int PageSize = 200;

    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Snapshot> resources, CancellationToken cancellationToken)
    {
        DescribeFastSnapshotRestoresRequest request = new() { Filters = [Query.Filter("snapshot-id", resources.Select(snapshot => snapshot.SnapshotId!))], MaxResults = PageSize };
        List<DescribeFastSnapshotRestoreSuccessItem> ready = await Region.CallAsync("DescribeFastSnapshotRestores", null, ec2 => ec2.Paginators.DescribeFastSnapshotRestores(request).FastSnapshotRestores.CollectAsync(cancellationToken)).ConfigureAwait(false);
        return ready.Where(restore => restore.SnapshotId is not null && restore.State?.Value is not ("disabling" or "disabled")).Select(restore => (restore.SnapshotId!, new UsageReason
        {
            Verdict = UsageVerdict.InUse,
            Kind = UsageKinds.FastSnapshotRestore,
            ResourceId = restore.AvailabilityZone,
            Detail = $"it is kept ready for fast restores in {restore.AvailabilityZone} ({restore.State?.Value})",
            Remedy = "Switch that off: aws ec2 disable-fast-snapshot-restores.",
        }));
    }
}
