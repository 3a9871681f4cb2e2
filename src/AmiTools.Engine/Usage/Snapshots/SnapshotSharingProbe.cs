using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage.Snapshots;

/// <summary>Who else may make volumes and images of a snapshot: what they do with it cannot be seen from here. AWS tells it of one snapshot a call.</summary>
internal sealed class SnapshotSharingProbe(RegionSession region) : BatchProbe<Snapshot>(region, 1, UsageKinds.CreateVolumePermission, "with whom it is shared", snapshot => snapshot.SnapshotId!)
{
    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Snapshot> resources, CancellationToken cancellationToken)
    {
        Snapshot snapshot = resources.Single();
        DescribeSnapshotAttributeRequest request = new() { SnapshotId = snapshot.SnapshotId, Attribute = SnapshotAttributeName.CreateVolumePermission };
        DescribeSnapshotAttributeResponse response = await Region.CallAsync("DescribeSnapshotAttribute", snapshot.SnapshotId, ec2 => ec2.DescribeSnapshotAttributeAsync(request, cancellationToken)).ConfigureAwait(false);
        return (response.CreateVolumePermissions ?? []).Select(permission => permission.UserId ?? permission.Group?.Value).OfType<string>().Where(who => who != snapshot.OwnerId).Select(who => (snapshot.SnapshotId!, new UsageReason
        {
            Verdict = UsageVerdict.InUse, Kind = UsageKinds.CreateVolumePermission, ResourceId = who, Detail = who == "all" ? "everybody may use it" : $"it is shared with {who}", Remedy = "Take the permission back.",
        }));
    }
}
