using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests.Workloads;

/// <summary>Removes images, without force: some that are in use are among them.</summary>
internal sealed class RemovalWorkload(SeededRandom random, Estate estate) : Workload(estate)
{
    private readonly string[] _images = [.. Estate.Some(random, [.. estate.Free, .. estate.Used]).Select(image => image.Id)];

    public override IReadOnlyList<string> Operations => ["DeregisterImage", "DescribeImages", "DescribeImageReferences", "DescribeInstances", "DeleteSnapshot", "DescribeSnapshots", "DescribeImageAttribute", "ListRules", "CreateTags", "DescribeLaunchTemplateVersions"];

    public override IReadOnlyCollection<string> Undoes => _images;

    public override Task<Verdict> RunAsync(AmiEngine engine, Evidence evidence, CancellationToken death)
    {
        RemovalOptions options = new() { Session = Estate.Session, ImageId = [.. _images.Select(id => new ResourceReference(id))] };
        return RunAsync(evidence, options, engine.PlanAsync, engine.RunAsync, death);
    }

    public override string ToString() => $"remove {string.Join(", ", _images)}";

    protected override bool IsDeserved(AmiException failure) => failure.Code is AmiErrorCodes.ImageInUse or AmiErrorCodes.ImageProtected && Estate.Used.Any(image => image.Id == failure.ResourceId);
}
