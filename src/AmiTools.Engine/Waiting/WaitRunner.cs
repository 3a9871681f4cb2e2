using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>Waits for images that somebody names.</summary>
internal sealed class WaitRunner(EngineSession session, WaitOptions options, IEngineEvents events)
{
    /// <summary>Yields each image when it is available.</summary>
    public async IAsyncEnumerable<Ami> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = session.Environment.Time.GetUtcNow() + options.Timeout;
        List<(ResourceReference Image, RegionSession Region)> images = [];
        foreach (ResourceReference image in options.ImageId.DistinctBy(image => (image.Id, image.Region)))
        {
            await Item.RunAsync(events, image.Given, image.Region, async () =>
            {
                if (!image.IsWellFormed("ami")) throw ResourceIds.NotAnImage(image);
                images.Add((image, await RegionAsync(image, cancellationToken).ConfigureAwait(false)));
            }).ConfigureAwait(false);
        }

        // All at a time: they share the poller's calls, and one that takes hours must not hold back one that is done.
        await foreach (Ami image in ParallelStream.RunAsync<(ResourceReference Image, RegionSession Region), Ami>(images, Math.Max(1, images.Count),
            (item, emit, token) => Item.RunAsync(events, item.Image.Given, item.Region.Name, async () => await emit(await WaitAsync(item.Image, item.Region, deadline, token).ConfigureAwait(false)).ConfigureAwait(false)),
            cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return image;
        }
    }

    private async Task<Ami> WaitAsync(ResourceReference reference, RegionSession region, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        ImageWait wait = new(region, reference.Id, $"Wait for {reference.Id} in {region.Name}") { Given = reference.Given };
        Image image = await wait.RunAsync(deadline, events, cancellationToken).ConfigureAwait(false);
        return image.ToAmi(region.Name, region.Time.GetUtcNow());
    }

    private async Task<RegionSession> RegionAsync(ResourceReference image, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync(image.Region is { } known ? [known] : options.Session.Region, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0) throw problems[0];
        return regions is [var only] ? session.In(only) : throw new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"{image.Id} may lie in {string.Join(", ", regions)}; waiting needs one region.")
        {
            ResourceId = image.Given, Remedy = "Give one -Region, or pipe the object that names it.",
        };
    }
}
