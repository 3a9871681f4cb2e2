using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Locks the snapshots of images, and one that no image has.</summary>
internal sealed class LockWorkload : Workload
{
    private readonly EbsSnapshotLockOptions _options;

    public LockWorkload(SeededRandom random, Estate estate) : base(estate)
    {
        string[] snapshots = [.. Estate.Some(random, estate.Free).SelectMany(image => image.SnapshotIds).Append(estate.Loose[0].Id).Distinct()];
        _options = new EbsSnapshotLockOptions
        {
            Session = estate.Session, SnapshotId = [.. snapshots.Select(id => new ResourceReference(id))], Until = estate.World.Simulator.Now.UtcDateTime.AddDays(random.Next(10, 100)),
        };
    }

    public override IReadOnlyList<string> Operations => ["LockSnapshot", "DescribeLockedSnapshots", "DescribeSnapshots"];

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death) => RunAsync(evidence, _options, engine.PlanAsync, engine.RunAsync, death);

    public override string ToString() => $"lock {string.Join(", ", _options.SnapshotId)} until {_options.Until:yyyy-MM-dd}";
}
