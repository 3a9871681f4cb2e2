using Amazon.EC2.Model;
using AmiTools.Engine.Removal;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Usage.Snapshots;

/// <summary>Images that need a snapshot (disabled ones, ones that are being made, ones in the Recycle Bin), and locks. Everything is read for all snapshots at a time.</summary>
internal sealed class SnapshotNeedsProbe(RegionSession region) : IUsageProbe<Snapshot>
{
    public async Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<Snapshot> resources, CancellationToken cancellationToken)
    {
        SnapshotFacts facts = await SnapshotFacts.DescribeAsync(region, [], resources, cancellationToken).ConfigureAwait(false);
        await facts.ReadNeedsAsync(cancellationToken).ConfigureAwait(false);
        return resources.Select(snapshot => snapshot.SnapshotId!).SelectMany(id => Reasons(facts, id).Select(reason => (id, reason))).ToLookup(pair => pair.id, pair => pair.reason, StringComparer.Ordinal);
    }

    private static IEnumerable<UsageReason> Reasons(SnapshotFacts facts, string id)
    {
        foreach (string image in facts.UsersOf(id).Order(StringComparer.Ordinal)) yield return Needs(image, $"{image} is made of it", $"Remove the image: Remove-Ami {image}.");
        foreach (OtherImage other in facts.NeededBy(id, ""))
        {
            yield return other.BinnedUntil is { } until
                ? Needs(other.ImageId, $"{other.ImageId}, which can be restored from the Recycle Bin until {Times.Minute(until)}, needs it", "Wait until the image has left the bin, if nobody wants it back.")
                : Needs(other.ImageId, $"it was made for {other.ImageId}, which is there and does not list its snapshots", $"Wait until the image is finished, or remove it: Remove-Ami {other.ImageId}.");
        }

        if (facts.LockOf(id) is { } held)
        {
            yield return new UsageReason
            {
                Verdict = UsageVerdict.InUse, Kind = UsageKinds.SnapshotLock, Detail = $"it is locked ({held.LockState?.Value}){(held.LockExpiresOn is { } end ? $" until {Times.Minute(end.ToUniversalTime())}" : "")}", IsAbsolute = true,
                Remedy = "Unlock it where its mode allows that, or wait until the lock ends.",
            };
        }

        if (facts.UsersUnread is { } users) yield return UnreadPlaces.Reason(UsageKinds.Image, "which images need it", users);
        if (facts.LocksUnread is { } locks) yield return UnreadPlaces.Reason(UsageKinds.SnapshotLock, "whether it is locked", locks);
    }

    private static UsageReason Needs(string imageId, string detail, string remedy) => new() { Verdict = UsageVerdict.InUse, Kind = UsageKinds.Image, ResourceId = imageId, Detail = detail, Remedy = remedy };
}
