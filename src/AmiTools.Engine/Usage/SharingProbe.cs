using System.Collections.Concurrent;
using Amazon.EC2.Model;
using AmiTools.Engine.Access;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>Who else may launch an image: what they do with it cannot be seen from here. AWS tells it of one image a call.</summary>
internal sealed class SharingProbe(RegionSession region) : BatchProbe<Image>(region, 1, UsageKinds.LaunchPermission, "with whom it is shared", image => image.ImageId!)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _sharedWith = new(StringComparer.Ordinal);

    /// <summary>Who may launch the image besides its owner: accounts, <c>all</c>, ARNs of organisations and organisational units. Null where that could not be read.</summary>
    public IReadOnlyList<string>? SharedWith(string imageId) => _sharedWith.GetValueOrDefault(imageId);

    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        Image image = images.Single();
        string[] sharedWith = await Permissions.OfImageAsync(Region, image.ImageId!, image.OwnerId, cancellationToken).ConfigureAwait(false);
        _sharedWith[image.ImageId!] = sharedWith;
        return sharedWith.Select(who => (image.ImageId!, new UsageReason
        {
            Verdict = UsageVerdict.InUse,
            Kind = UsageKinds.LaunchPermission,
            ResourceId = who,
            Detail = who == AmiPrincipals.Everybody ? "everybody may launch it" : $"it is shared with {who}",
            Remedy = $"Take the launch permission back: Revoke-AmiAccess {image.ImageId} {(who == AmiPrincipals.Everybody ? "-Public" : $"-From {who}")}.",
        }));
    }
}
