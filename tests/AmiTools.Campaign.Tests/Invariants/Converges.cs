namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>A run for which nothing goes wrong ends well, and the one after it changes nothing. Whatever goes wrong, none ends by a defect of its own.</summary>
internal sealed class Converges : Invariant
{
    public override IEnumerable<string> Violations(Moment moment)
    {
        foreach (string defect in moment.Defects) yield return $"a defect: {defect}";
        if (moment.Phase == Phase.Broken) yield break;
        foreach (string error in moment.Verdict.Errors) yield return $"{moment.Phase}: {error}";
        if (!moment.Verdict.Ended) yield return $"{moment.Phase}: {moment.Verdict.Thrown}";
        if (moment.Phase == Phase.Repeated && moment.Changes.Count > 0) yield return $"the second run changed something: {string.Join(", ", moment.Changes)}";
    }
}
