namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>No image, snapshot or volume exists that no receipt, result, error or tag names; and when all is mended, no snapshot lies about that belongs to nothing.</summary>
internal sealed class AllIsNamed : Invariant
{
    private const string Ours = "AmiTools:";

    public override IEnumerable<string> Violations(Moment moment)
    {
        HashSet<string> named = [];
        foreach (ImageFact image in moment.NewImages)
        {
            if (!HasOurTag(image.Tags) && !moment.Evidence.Names(image.Id)) yield return $"nobody names the new {image.Id} ({image.Name}, {image.State})";
            else named.UnionWith(image.SnapshotIds);
        }

        foreach (SnapshotFact snapshot in moment.Now.Snapshots.Values.Where(snapshot => !moment.Before.Snapshots.ContainsKey(snapshot.Id) && !named.Contains(snapshot.Id)))
        {
            if (!HasOurTag(snapshot.Tags) && !moment.Evidence.Names(snapshot.Id)) yield return $"nobody names the new {snapshot.Id} ({snapshot.State})";
            else if (moment.Phase != Phase.Broken && !snapshot.InBin && !moment.Evidence.Names(snapshot.Id)) yield return $"the new {snapshot.Id} ({snapshot.State}) belongs to no image and was left behind";
        }

        foreach (VolumeFact volume in moment.Now.Volumes.Values.Where(volume => !moment.Before.Volumes.ContainsKey(volume.Id)))
        {
            if (!HasOurTag(volume.Tags) && !moment.Evidence.Names(volume.Id)) yield return $"nobody names the new {volume.Id}";
        }
    }

    private static bool HasOurTag(IReadOnlyDictionary<string, string> tags) => tags.Keys.Any(key => key.StartsWith(Ours, StringComparison.Ordinal));
}
