namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>Nothing that was in use is gone: neither an image that something refers to, nor any of its snapshots.</summary>
internal sealed class InUseLives : Invariant
{
    public override IEnumerable<string> Violations(Moment moment)
    {
        foreach (ImageFact image in moment.Before.InUse())
        {
            if (!moment.Now.Images.TryGetValue(image.Id, out ImageFact? now) || now.InBin) yield return $"{image.Id} ({image.Name}) was in use and is {(now is null ? "gone" : "in the Recycle Bin")}";
        }

        // A snapshot is in use wherever a registered image has it, whoever was removed beside it.
        foreach (ImageFact image in moment.Now.Images.Values.Where(image => !image.InBin && image.State is "available" or "disabled"))
        {
            foreach (string id in image.SnapshotIds)
            {
                if (!moment.Now.Snapshots.TryGetValue(id, out SnapshotFact? snapshot) || snapshot.InBin) yield return $"{id} of the registered {image.Id} is {(snapshot is null ? "gone" : "in the Recycle Bin")}";
            }
        }
    }
}
