using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>Launch templates whose default or latest version launches an image: all templates of the region in pages of 200, however many images there are.</summary>
internal sealed class LaunchTemplateProbe(RegionSession region) : BatchProbe<Image>(region, int.MaxValue, UsageKinds.LaunchTemplate, "whether launch templates use it", image => image.ImageId!)
{
    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> resources, CancellationToken cancellationToken) =>
        TemplateReasons.Of(await new TemplateReader(Region).InForceAsync(cancellationToken).ConfigureAwait(false), resources);
}
