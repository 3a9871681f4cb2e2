using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage.Snapshots;

/// <summary>Volumes that were made of a snapshot: told, because their owner may want it, and no use, because a volume lives without its snapshot.</summary>
internal sealed class SnapshotVolumeProbe(RegionSession region) : BatchProbe<Snapshot>(region, Query.FilterValues, UsageKinds.Volume, "which volumes were made of it", snapshot => snapshot.SnapshotId!)
{
    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Snapshot> resources, CancellationToken cancellationToken)
    {
        DescribeVolumesRequest request = new() { Filters = [Query.Filter("snapshot-id", resources.Select(snapshot => snapshot.SnapshotId!))], MaxResults = Query.PageSize };
        List<Volume> volumes = await Region.CallAsync("DescribeVolumes", null, ec2 => ec2.Paginators.DescribeVolumes(request).Volumes.CollectAsync(cancellationToken)).ConfigureAwait(false);
        return volumes.Where(volume => !string.IsNullOrEmpty(volume.SnapshotId)).Select(volume => (volume.SnapshotId!, new UsageReason
        {
            Verdict = UsageVerdict.Unused, Kind = UsageKinds.Volume, ResourceId = volume.VolumeId, Detail = $"volume {volume.VolumeId} ({volume.State?.Value}) was made of it, and lives without it",
        }));
    }
}
