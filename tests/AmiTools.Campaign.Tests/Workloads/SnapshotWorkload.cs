using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Takes all volumes of machines at one moment.</summary>
internal sealed class SnapshotWorkload : Workload
{
    private readonly EbsSnapshotOptions _options;

    public SnapshotWorkload(SeededRandom random, Estate estate) : base(estate)
    {
        _options = new EbsSnapshotOptions
        {
            Session = estate.Session.In(Estate.Home), InstanceId = [.. Estate.Some(random, estate.Instances).Select(instance => new ResourceReference(instance.Id))],
            IdempotencyKey = "campaign", Wait = random.Chance(0.7),
        };
    }

    public override IReadOnlyList<string> Operations => ["CreateSnapshots", "DescribeSnapshots", "DescribeInstances", "DescribeVolumes"];

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death) =>
        RunAsync(evidence, _options, engine.PlanAsync, engine.RunAsync, death);

    public override string ToString() => $"take snapshots of {string.Join(", ", _options.InstanceId)}{(_options.Wait ? ", wait" : "")}";
}
