using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>Other images that are made of an image's snapshots. Nothing that keeps the image, but its snapshots.</summary>
internal sealed class SharedSnapshotProbe(RegionSession region) : BatchProbe<Image>(region, Query.FilterValues, UsageKinds.Snapshot, "which other images need its snapshots", image => image.ImageId!)
{
    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> resources, CancellationToken cancellationToken)
    {
        ILookup<string, string> users = await Region.Images.UsersOfAsync(resources.SelectMany(image => image.SnapshotIds()), cancellationToken).ConfigureAwait(false);
        return resources.SelectMany(image => image.SnapshotIds().SelectMany(snapshot => users[snapshot].Where(user => user != image.ImageId).Select(user => (image.ImageId!, new UsageReason
        {
            Verdict = UsageVerdict.Unused, Kind = UsageKinds.Snapshot, ResourceId = user, Detail = $"its snapshot {snapshot} is used by {user} too, and stays with that",
        }))));
    }
}
