using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Copies images to the other region.</summary>
internal sealed class CopyWorkload : Workload
{
    private readonly CopyOptions _options;

    public CopyWorkload(SeededRandom random, Estate estate) : base(estate)
    {
        _options = new CopyOptions
        {
            Session = estate.Session.In(Estate.Home), ImageId = [.. Estate.Some(random, [.. estate.Free, .. estate.Used]).Select(image => new ResourceReference(image.Id))],
            DestinationRegion = [Estate.Away], Encrypted = random.Chance(0.3) ? true : null, CopyTag = random.Chance(0.5), Wait = random.Chance(0.7),
        };
    }

    public override IReadOnlyList<string> Operations => ["CopyImage", "DescribeImages", "DescribeSnapshots", "CreateTags"];

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death) =>
        RunAsync(evidence, _options, engine.PlanAsync, engine.RunAsync, death);

    public override string ToString() => $"copy {string.Join(", ", _options.ImageId)}{(_options.Encrypted == true ? " encrypted" : "")}{(_options.Wait ? ", wait" : "")}";
}
