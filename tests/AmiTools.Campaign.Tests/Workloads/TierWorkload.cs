using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Moves snapshots that no image has into the archive.</summary>
internal sealed class TierWorkload(SeededRandom random, Estate estate) : Workload(estate)
{
    private readonly EbsSnapshotTierOptions _options = new() { Session = estate.Session, SnapshotId = [.. Estate.Some(random, estate.Loose).Select(snapshot => new ResourceReference(snapshot.Id))], Archive = true };

    public override IReadOnlyList<string> Operations => ["ModifySnapshotTier", "DescribeSnapshotTierStatus", "DescribeSnapshots"];

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death) => RunAsync(evidence, _options, engine.PlanAsync, engine.RunAsync, death);

    public override string ToString() => $"archive {string.Join(", ", _options.SnapshotId)}";
}
