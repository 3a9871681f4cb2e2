namespace AmiTools.Campaign.Tests.Invariants;

/// <summary>No machine that ran stays stopped: while things go wrong a tag says that it is to be started, and the next run starts it.</summary>
internal sealed class MachinesRun : Invariant
{
    public override IEnumerable<string> Violations(Moment moment)
    {
        foreach (InstanceFact instance in moment.Before.Instances.Values.Where(instance => instance.State == "running"))
        {
            InstanceFact now = moment.Now.Instances[instance.Id];
            if (now.State is "running" or "pending") continue;
            bool told = moment.Phase == Phase.Broken && (moment.Evidence.Names(instance.Id) || now.Tags.Keys.Any(key => key.StartsWith("AmiTools:", StringComparison.Ordinal)));
            if (!told) yield return $"{instance.Id} ran and is {now.State}";
        }
    }
}
