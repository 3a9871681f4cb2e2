using System.Collections.Concurrent;
using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>A probe that calls AWS for a number of images at a time. A call that fails leaves its own images unknown, and the others go on.</summary>
/// <param name="region">Where.</param>
/// <param name="size">For how many images one call can ask.</param>
/// <param name="kind">What it looks for, one of <see cref="UsageKinds"/>.</param>
/// <param name="subject">What it looks for, as the subject of a sentence about one image: <c>whether instances use it</c>.</param>
internal abstract class BatchProbe(RegionSession region, int size, string kind, string subject) : IUsageProbe
{
    /// <summary>Where.</summary>
    protected RegionSession Region => region;

    public async Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        ConcurrentBag<(string ImageId, UsageReason Reason)> found = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = region.Settings.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(images.Chunk(size), options, async (batch, token) =>
        {
            try
            {
                foreach ((string imageId, UsageReason reason) in await ReadAsync(batch, token).ConfigureAwait(false)) found.Add((imageId, reason));
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                foreach (Image image in batch) found.Add((image.ImageId!, Unread(failure)));
            }
        }).ConfigureAwait(false);
        return found.OrderBy(pair => pair.Reason.ResourceId, StringComparer.Ordinal).ToLookup(pair => pair.ImageId, pair => pair.Reason, StringComparer.Ordinal);
    }

    /// <summary>What uses these images.</summary>
    /// <exception cref="AmiException">It could not be read, or not to the last page.</exception>
    protected abstract Task<IEnumerable<(string ImageId, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken);

    /// <summary>The reason that says that something could not be read.</summary>
    protected UsageReason Unread(AmiException failure) => new()
    {
        Verdict = UsageVerdict.Unknown,
        Kind = kind,
        Detail = $"{subject} could not be read ({failure.Operation}: {failure.AwsCode ?? failure.Code})",
        Remedy = failure.Remedy,
    };
}
