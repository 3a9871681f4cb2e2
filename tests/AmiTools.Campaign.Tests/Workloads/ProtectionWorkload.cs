using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Protects images against deregistration.</summary>
internal sealed class ProtectionWorkload(SeededRandom random, Estate estate) : Workload(estate)
{
    private readonly string[] _images = [.. Estate.Some(random, estate.Free).Select(image => image.Id)];

    public override IReadOnlyList<string> Operations => ["EnableImageDeregistrationProtection", "DescribeImages"];

    public override IReadOnlyCollection<string> Undoes => _images;

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death)
    {
        ProtectionOptions options = new() { Session = Estate.Session, ImageId = [.. _images.Select(id => new ResourceReference(id))], Enable = true };
        return RunAsync(evidence, options, engine.PlanAsync, engine.RunAsync, death);
    }

    public override string ToString() => $"protect {string.Join(", ", _images)}";
}
