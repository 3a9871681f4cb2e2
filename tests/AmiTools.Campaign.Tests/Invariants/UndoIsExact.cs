namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>Undoing a workload by its journal gives what there was, and shares the snapshots with whom they were shared.</summary>
internal sealed class UndoIsExact : Invariant
{
    public override IEnumerable<string> Violations(Moment moment)
    {
        if (moment.Phase != Phase.Undone) yield break;
        foreach (string id in moment.Scenario.Workload.Undoes.Where(id => moment.Before.Images[id].State != "failed"))
        {
            string before = Face(moment.Before, id), now = Face(moment.Now, id);
            if (before != now) yield return $"was: {before}\n    is:  {now}";
        }
    }

    private static string Face(Inventory inventory, string id) =>
        inventory.Images.TryGetValue(id, out ImageFact? image) ? string.Join(' ', image.SnapshotIds.Select(snapshot => inventory.Snapshots.TryGetValue(snapshot, out SnapshotFact? fact) ? fact.Face : $"{snapshot} gone").Prepend(image.Face)) : "gone";
}
