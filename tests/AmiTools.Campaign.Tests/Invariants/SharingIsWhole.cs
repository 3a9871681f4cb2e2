namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>Who may launch an image may make volumes of its snapshots too. While things go wrong it may be half, if somebody was told or it is written down.</summary>
internal sealed class SharingIsWhole : Invariant
{
    public override IEnumerable<string> Violations(Moment moment)
    {
        foreach (ImageFact image in moment.Now.Images.Values.Where(image => !image.InBin))
        {
            foreach (string id in image.SnapshotIds)
            {
                if (!moment.Now.Snapshots.TryGetValue(id, out SnapshotFact? snapshot) || snapshot.InBin) continue;
                string[] missing = [.. image.SharedWith.Except(snapshot.SharedWith)];
                if (missing.Length > 0 && (moment.Phase != Phase.Broken || !moment.Evidence.Names(image.Id))) yield return $"{image.Id} is shared with {string.Join(", ", missing)}, its {id} is not";
            }
        }
    }
}
