using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>Whether anything uses images, asked of every place that can tell. Fail-closed: a place that did not answer leaves the verdict unknown, never unused.</summary>
internal sealed class UsageCheck(RegionSession region, params IUsageProbe[] probes)
{
    /// <summary>The verdict on each image, with everything that any place said.</summary>
    public async Task<IReadOnlyDictionary<string, AmiUsage>> RunAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        if (images.Count == 0) return new Dictionary<string, AmiUsage>();
        ILookup<string, UsageReason>[] answers = await Task.WhenAll(probes.Select(probe => probe.AskAsync(images, cancellationToken))).ConfigureAwait(false);
        return images.ToDictionary(image => image.ImageId!, image => new AmiUsage
        {
            Region = region.Name,
            AccountId = image.OwnerId ?? "",
            ImageId = image.ImageId!,
            Name = image.Name ?? "",
            // A place that is asked in two ways, or two places that know the same thing, say it once.
            Reasons = [.. answers.SelectMany(answer => answer[image.ImageId!]).DistinctBy(reason => (reason.Kind, reason.Verdict, reason.ResourceId ?? reason.Detail))],
        }, StringComparer.Ordinal);
    }
}
