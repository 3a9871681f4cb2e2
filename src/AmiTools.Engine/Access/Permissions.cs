using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Access;

/// <summary>Reads who may use an image or a snapshot. AWS tells it of one a call, and to the owner alone.</summary>
internal static class Permissions
{
    /// <summary>Who may launch the image besides its owner, sorted: accounts, <c>all</c>, ARNs of organisations and organisational units.</summary>
    public static async Task<string[]> OfImageAsync(RegionSession region, string imageId, string? ownerId, CancellationToken cancellationToken)
    {
        DescribeImageAttributeRequest request = new() { ImageId = imageId, Attribute = ImageAttributeName.LaunchPermission };
        DescribeImageAttributeResponse response = await region.CallAsync("DescribeImageAttribute", imageId, ec2 => ec2.DescribeImageAttributeAsync(request, cancellationToken)).ConfigureAwait(false);
        return Sorted((response.ImageAttribute?.LaunchPermissions ?? []).Select(permission => permission.UserId ?? permission.Group?.Value ?? permission.OrganizationArn ?? permission.OrganizationalUnitArn), ownerId);
    }

    /// <summary>Who may make volumes and copies of the snapshot besides its owner, sorted: accounts and <c>all</c>.</summary>
    public static async Task<string[]> OfSnapshotAsync(RegionSession region, string snapshotId, string? ownerId, CancellationToken cancellationToken)
    {
        DescribeSnapshotAttributeRequest request = new() { SnapshotId = snapshotId, Attribute = SnapshotAttributeName.CreateVolumePermission };
        DescribeSnapshotAttributeResponse response = await region.CallAsync("DescribeSnapshotAttribute", snapshotId, ec2 => ec2.DescribeSnapshotAttributeAsync(request, cancellationToken)).ConfigureAwait(false);
        return Sorted((response.CreateVolumePermissions ?? []).Select(permission => permission.UserId ?? permission.Group?.Value), ownerId);
    }

    private static string[] Sorted(IEnumerable<string?> principals, string? ownerId) => [.. principals.OfType<string>().Where(who => who != ownerId).Distinct().Order(StringComparer.Ordinal)];
}
