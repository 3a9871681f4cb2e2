using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Backs up machines, in each of the three consistencies.</summary>
internal sealed class BackupWorkload : Workload
{
    private readonly BackupOptions _options;

    public BackupWorkload(SeededRandom random, Estate estate) : base(estate)
    {
        _options = new BackupOptions
        {
            Session = estate.Session.In(Estate.Home), InstanceId = [.. Estate.Some(random, estate.Instances).Select(instance => new ResourceReference(instance.Id))],
            Name = "campaign-{InstanceId}", Consistency = random.Pick(Enum.GetValues<BackupConsistency>()), Force = true, CopyTag = random.Chance(0.5), Wait = random.Chance(0.7),
            GrowVolume = random.Chance(0.2) ? new Dictionary<string, int> { ["/dev/xvda"] = 30 } : new Dictionary<string, int>(),
        };
    }

    public override IReadOnlyList<string> Operations => ["CreateImage", "DescribeImages", "DescribeInstances", "StopInstances", "StartInstances", "CreateTags", "DescribeSnapshots", "RegisterImage", "DeleteTags"];

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death) =>
        RunAsync(evidence, _options, engine.PlanAsync, engine.RunAsync, death);

    public override string ToString() => $"back up {string.Join(", ", _options.InstanceId)} ({_options.Consistency}{(_options.Wait ? ", wait" : "")}{(_options.GrowVolume.Count > 0 ? ", grow" : "")})";
}
