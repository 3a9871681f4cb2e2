using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Deprecates images.</summary>
internal sealed class DeprecationWorkload : Workload
{
    private readonly string[] _images;
    private readonly DateTime _at;

    public DeprecationWorkload(SeededRandom random, Estate estate) : base(estate)
    {
        _images = [.. Estate.Some(random, [.. estate.Free, .. estate.Used]).Select(image => image.Id)];
        _at = estate.World.Simulator.Now.UtcDateTime.Date.AddDays(random.Next(3, 300));
    }

    public override IReadOnlyList<string> Operations => ["EnableImageDeprecation", "DescribeImages", "CreateTags"];

    public override IReadOnlyCollection<string> Undoes => _images;

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death)
    {
        DeprecationOptions options = new() { Session = Estate.Session, ImageId = [.. _images.Select(id => new ResourceReference(id))], At = _at };
        return RunAsync(evidence, options, engine.PlanAsync, engine.RunAsync, death);
    }

    public override string ToString() => $"deprecate {string.Join(", ", _images)} at {_at:yyyy-MM-dd}";
}
