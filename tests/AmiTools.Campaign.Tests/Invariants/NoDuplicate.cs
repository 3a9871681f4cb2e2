namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>However often it was tried, a machine has one new backup, a backup one new copy in a region, a volume one new snapshot.</summary>
internal sealed class NoDuplicate : Invariant
{
    public override IEnumerable<string> Violations(Moment moment)
    {
        ImageFact[] good = [.. moment.NewImages.Where(image => !image.InBin && image.State is "available" or "pending")];
        foreach (IGrouping<string, ImageFact> same in good.Where(image => image.InstanceId is not null).GroupBy(image => $"{image.InstanceId} in {image.Region}").Where(same => same.Count() > 1))
            yield return $"{same.Count()} new backups of {same.Key}: {string.Join(", ", same.Select(image => image.Id))}";
        foreach (IGrouping<string, ImageFact> same in good.Where(image => image.CopiedFrom is not null).GroupBy(image => $"{image.CopiedFrom} in {image.Region}").Where(same => same.Count() > 1))
            yield return $"{same.Count()} new copies of {same.Key}: {string.Join(", ", same.Select(image => image.Id))}";
        if (moment.Scenario.Workload is not Workloads.SnapshotWorkload) yield break;
        foreach (IGrouping<string, SnapshotFact> same in moment.Now.Snapshots.Values.Where(snapshot => !moment.Before.Snapshots.ContainsKey(snapshot.Id) && snapshot.State != "error").GroupBy(snapshot => snapshot.VolumeId).Where(same => same.Count() > 1))
            yield return $"{same.Count()} new snapshots of {same.Key}: {string.Join(", ", same.Select(snapshot => snapshot.Id))}";
    }
}
