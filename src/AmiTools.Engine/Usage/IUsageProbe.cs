using Amazon.EC2.Model;

namespace AmiTools.Engine.Usage;

/// <summary>One place that can tell whether images are used. Probes know nothing of each other, and each says for itself what it could not read.</summary>
internal interface IUsageProbe
{
    /// <summary>The reasons that this place has, by image. An image without one is not used as far as this place tells.</summary>
    Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken);
}
