namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>Undoing a workload by its journal gives what there was.</summary>
internal sealed class UndoIsExact : Invariant
{
    public override IEnumerable<string> Violations(Moment moment)
    {
        if (moment.Phase != Phase.Undone) yield break;
        foreach (string id in moment.Scenario.Workload.Undoes.Where(id => moment.Before.Images[id].State != "failed"))
        {
            string before = moment.Before.Images[id].Face, now = moment.Now.Images.TryGetValue(id, out ImageFact? image) ? image.Face : "gone";
            if (before != now) yield return $"was: {before}\n    is:  {now}";
        }
    }
}
