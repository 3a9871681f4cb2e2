using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Removal;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.Orphans;

/// <summary>For which images a snapshot was made, and who says so.</summary>
/// <param name="Images">The images; empty where nothing tells.</param>
/// <param name="IsAwsOwn">Whether AWS's own description of this very snapshot names one.</param>
/// <param name="IsCarriedOver">Whether the description is that of the snapshot that this one was copied from.</param>
/// <param name="Sentence">Who says so, as the beginning of a sentence.</param>
internal sealed record SnapshotPurpose(string[] Images, bool IsAwsOwn, bool IsCarriedOver, string Sentence)
{
    /// <summary>Whether anything tells.</summary>
    public bool IsKnown => Images.Length > 0;

    /// <summary>Reads a snapshot's description and tags.</summary>
    public static SnapshotPurpose Of(Snapshot snapshot)
    {
        SnapshotOrigin origin = SnapshotOrigin.Read(snapshot.Description, snapshot.VolumeId);
        string[] tagged = [.. SnapshotFacts.TaggedFor(snapshot).Select(tag => tag.ImageId).Distinct().Order(StringComparer.Ordinal)];
        // A snapshot that was copied by itself can carry AWS's words about the one that it is a copy of.
        bool isCopy = snapshot.Tag(AmiToolsTags.Parent) is { } parentTag && parentTag.Contains("/snap-", StringComparison.Ordinal);
        if (origin.ImageId is { } made && !isCopy)
        {
            string how = origin.ParentImageId is { } parent ? $"copying {parent}" : $"of {origin.InstanceId}";
            return new SnapshotPurpose([made, .. tagged.Where(image => image != made)], true, false, $"AWS made it for {made} ({how}){(tagged.Length == 0 ? "" : $", tags name {string.Join(", ", tagged)}")}");
        }

        if (tagged.Length > 0) return new SnapshotPurpose(tagged, false, false, $"its tags say that {string.Join(", ", tagged)} {(tagged.Length == 1 ? "was" : "were")} made of it");
        return (origin.ImageId ?? SnapshotOrigin.CarriedOver(snapshot.Description)) is { } carried
            ? new SnapshotPurpose([carried], false, true, $"its description says that it was made for {carried}")
            : new SnapshotPurpose([], false, false, "");
    }
}
