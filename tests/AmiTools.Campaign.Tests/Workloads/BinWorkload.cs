using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Brings images back that lie in the Recycle Bin with their snapshots.</summary>
internal sealed class BinWorkload : Workload
{
    private readonly string[] _images;

    public BinWorkload(SeededRandom random, Estate estate) : base(estate)
    {
        _images = [.. Estate.Some(random, estate.Free).Select(image => image.Id)];
        Outcome<AmiRemoval> removed = estate.World.Process().RemoveAsync(new RemovalOptions { Session = World.In(Estate.Home, Estate.Away), ImageId = [.. _images.Select(id => new ResourceReference(id))], Force = true }).GetAwaiter().GetResult();
        removed.ShouldBeClean();
        estate.World.Pass(TimeSpan.FromHours(1));
    }

    public override IReadOnlyList<string> Operations => ["RestoreImageFromRecycleBin", "RestoreSnapshotFromRecycleBin", "ListImagesInRecycleBin", "ListSnapshotsInRecycleBin", "DescribeImages", "DescribeSnapshots"];

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death)
    {
        RestoreOptions options = new() { Session = Estate.Session, Item = [.. _images.Select(id => new RestoreItem(new ResourceReference(id)))] };
        return RunAsync(evidence, options, engine.PlanAsync, engine.RunAsync, death);
    }

    public override string ToString() => $"restore {string.Join(", ", _images)} from the bin";
}
