using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Access;

/// <summary>Gives and takes snapshots. Doing it twice does nothing more.</summary>
internal static class VolumePermissions
{
    private const int ChangesPerCall = 500;

    /// <summary>Takes the snapshot from some and gives it to others, in calls of their own: AWS takes no call that does both.</summary>
    /// <param name="region">Where it is.</param>
    /// <param name="snapshotId">The snapshot.</param>
    /// <param name="added">Who gets it: accounts and <c>all</c>.</param>
    /// <param name="removed">Who loses it.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public static async Task ChangeAsync(RegionSession region, string snapshotId, IReadOnlyList<string> added, IReadOnlyList<string> removed, CancellationToken cancellationToken)
    {
        foreach (string[] some in removed.Chunk(ChangesPerCall)) await SendAsync(region, snapshotId, new CreateVolumePermissionModifications { Remove = List(some) }, cancellationToken).ConfigureAwait(false);
        foreach (string[] some in added.Chunk(ChangesPerCall)) await SendAsync(region, snapshotId, new CreateVolumePermissionModifications { Add = List(some) }, cancellationToken).ConfigureAwait(false);
    }

    private static Task SendAsync(RegionSession region, string snapshotId, CreateVolumePermissionModifications change, CancellationToken cancellationToken)
    {
        ModifySnapshotAttributeRequest request = new() { SnapshotId = snapshotId, CreateVolumePermission = change };
        return Patience.UntilKnownAsync(region, region.Settings.NamedResourceWindow, token => region.CallAsync("ModifySnapshotAttribute", snapshotId, ec2 => ec2.ModifySnapshotAttributeAsync(request, token)), cancellationToken);
    }

    private static List<CreateVolumePermission> List(IEnumerable<string> who) => [.. who.Select(Principals.ToVolumePermission)];
}
