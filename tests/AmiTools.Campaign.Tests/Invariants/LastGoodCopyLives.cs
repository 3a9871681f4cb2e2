namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>A machine that had a good backup has one: registered and available in some region, or in the Recycle Bin where somebody removed it by name.</summary>
internal sealed class LastGoodCopyLives : Invariant
{
    public override IEnumerable<string> Violations(Moment moment)
    {
        foreach (string machine in Families(moment.Before).Except(Families(moment.Now)))
        {
            bool told = moment.Before.Images.Values.Where(image => image.InstanceId == machine && IsGood(image)).All(image => moment.Scenario.Workload.Undoes.Contains(image.Id));
            if (!told || moment.Scenario.Workload.KeepsLastGood) yield return $"{machine} has no good backup any more";
        }
    }

    private static HashSet<string> Families(Inventory inventory) => [.. inventory.Images.Values.Where(image => image.InstanceId is not null && (IsGood(image) || inventory.Images.Values.Any(copy => copy.CopiedFrom == image.Id && IsGood(copy)))).Select(image => image.InstanceId!)];

    private static bool IsGood(ImageFact image) => !image.InBin && image.State == "available";
}
