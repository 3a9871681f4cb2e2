using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Disables images, shared ones too.</summary>
internal sealed class DisableWorkload(SeededRandom random, Estate estate) : Workload(estate)
{
    private readonly string[] _images = [.. Estate.Some(random, [.. estate.Free, .. estate.Used.Where(image => image.LaunchPermissions.Entities > 0)]).Select(image => image.Id)];

    public override IReadOnlyList<string> Operations => ["DisableImage", "DescribeImages", "DescribeImageAttribute", "CreateTags", "DescribeTags"];

    public override IReadOnlyCollection<string> Undoes => _images;

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death)
    {
        DisableOptions options = new() { Session = Estate.Session, ImageId = [.. _images.Select(id => new ResourceReference(id))] };
        return RunAsync(evidence, options, engine.PlanAsync, engine.RunAsync, death);
    }

    public override string ToString() => $"disable {string.Join(", ", _images)}";
}
