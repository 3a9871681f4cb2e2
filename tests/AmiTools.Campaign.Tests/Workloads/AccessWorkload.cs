using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Shares images, takes sharing back, or makes the list exactly so.</summary>
internal sealed class AccessWorkload(SeededRandom random, Estate estate) : Workload(estate)
{
    private const string Other = "333344445555";

    private readonly string[] _images = [.. Estate.Some(random, [.. estate.Free, .. estate.Used]).Select(image => image.Id)];
    private readonly AccessAction _action = random.Pick(Enum.GetValues<AccessAction>());
    private readonly string[] _principals = random.Chance(0.5) ? [Estate.Partner] : [Estate.Partner, Other];

    public override IReadOnlyList<string> Operations => ["ModifyImageAttribute", "ModifySnapshotAttribute", "DescribeImageAttribute", "DescribeSnapshotAttribute", "DescribeImages", "GetImageBlockPublicAccessState"];

    public override IReadOnlyCollection<string> Undoes => _images;

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death)
    {
        AccessOptions options = new() { Session = Estate.Session, ImageId = [.. _images.Select(id => new ResourceReference(id))], Action = _action, Principal = _principals };
        return RunAsync(evidence, options, engine.PlanAsync, engine.RunAsync, death);
    }

    public override string ToString() => $"{_action} {string.Join(", ", _principals)} on {string.Join(", ", _images)}";
}
