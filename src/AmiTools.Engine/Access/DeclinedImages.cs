namespace AmiTools.Engine.Access;

/// <summary>The images of a plan whose change nobody agreed to. Who may launch one of those keeps the snapshots that it has in common with others, or he could no longer copy it.</summary>
internal sealed class DeclinedImages(AccessPlan plan)
{
    private readonly AmiAccessChange[] _declined = [.. plan.Steps.Where(step => !step.Approved).Select(step => step.Outcome)];

    /// <summary>The change without what it would take from those.</summary>
    public AmiAccessChange Spare(AmiAccessChange change)
    {
        AmiSnapshotAccessChange[] snapshots = [.. change.Snapshots.Select(snapshot => Spare(change.Region, snapshot))];
        return snapshots.SequenceEqual(change.Snapshots) ? change : new AmiAccessChange
        {
            Region = change.Region, AccountId = change.AccountId, ImageId = change.ImageId, Name = change.Name, Added = change.Added, Removed = change.Removed, Unchanged = change.Unchanged, Keys = change.Keys, Snapshots = snapshots,
        };
    }

    private AmiSnapshotAccessChange Spare(string region, AmiSnapshotAccessChange snapshot)
    {
        List<string> kept = [];
        List<string> reasons = [];
        foreach (AmiAccessChange other in _declined.Where(other => other.Region == region && other.Snapshots.Any(its => its.SnapshotId == snapshot.SnapshotId)))
        {
            string[] may = [.. snapshot.Removed.Intersect(other.Unchanged.Concat(other.Removed))];
            if (may.Length == 0) continue;
            kept.AddRange(may);
            reasons.Add(OtherUsers.MayLaunch(may, other.ImageId));
        }

        return kept.Count == 0 ? snapshot : new AmiSnapshotAccessChange
        {
            SnapshotId = snapshot.SnapshotId, Added = snapshot.Added, Removed = [.. snapshot.Removed.Except(kept)], Unchanged = [.. snapshot.Unchanged.Concat(kept).Distinct().Order(StringComparer.Ordinal)],
            KeptBecause = string.Join("; ", new[] { snapshot.KeptBecause }.Where(because => because.Length > 0).Concat(reasons)),
        };
    }
}
