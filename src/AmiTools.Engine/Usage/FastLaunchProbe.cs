using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>Windows images that are prepared for fast launches: snapshots are kept ready for them, and instances are launched of them to make more.</summary>
internal sealed class FastLaunchProbe(RegionSession region) : BatchProbe<Image>(region, int.MaxValue, UsageKinds.FastLaunch, "whether it is prepared for fast launches", image => image.ImageId!)
{
    private const int PageSize = 200;

    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> resources, CancellationToken cancellationToken)
    {
        DescribeFastLaunchImagesRequest request = new() { MaxResults = PageSize };
        List<DescribeFastLaunchImagesSuccessItem> prepared = await Region.CallAsync("DescribeFastLaunchImages", null, ec2 => ec2.Paginators.DescribeFastLaunchImages(request).FastLaunchImages.CollectAsync(cancellationToken)).ConfigureAwait(false);
        return prepared.Where(image => image.ImageId is not null).Select(image => (image.ImageId!, new UsageReason
        {
            Verdict = UsageVerdict.InUse,
            Kind = UsageKinds.FastLaunch,
            ResourceId = image.ImageId,
            Detail = $"it is prepared for fast launches ({image.State?.Value ?? "state unknown"})",
            Remedy = "Switch that off: aws ec2 disable-fast-launch.",
        }));
    }
}
