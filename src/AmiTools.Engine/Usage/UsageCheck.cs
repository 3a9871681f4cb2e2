using AmiTools.Engine.Sessions;
using Image = Amazon.EC2.Model.Image;

namespace AmiTools.Engine.Usage;

/// <summary>Whether anything uses images, or snapshots, asked of every place that can tell. Fail-closed: a place that did not answer leaves the verdict unknown, never unused.</summary>
/// <typeparam name="T">What is asked about.</typeparam>
/// <param name="idOf">The id of one.</param>
/// <param name="probes">The places.</param>
internal sealed class UsageCheck<T>(Func<T, string> idOf, params IReadOnlyList<IUsageProbe<T>> probes)
{
    /// <summary>Everything that any place said, by id.</summary>
    public async Task<IReadOnlyDictionary<string, UsageFindings>> RunAsync(IReadOnlyList<T> resources, CancellationToken cancellationToken)
    {
        if (resources.Count == 0) return new Dictionary<string, UsageFindings>();
        ILookup<string, UsageReason>[] answers = await Task.WhenAll(probes.Select(probe => probe.AskAsync(resources, cancellationToken))).ConfigureAwait(false);
        return resources.Select(idOf).ToDictionary(id => id, id =>
        {
            // A place that is asked in two ways, or two places that know the same thing, say it once.
            UsageReason[] said = [.. answers.SelectMany(answer => answer[id]).DistinctBy(reason => (reason.Kind, reason.Verdict, reason.ResourceId ?? reason.Detail))];
            return new UsageFindings([.. said.Where(reason => reason.Verdict != UsageVerdict.Unused)], [.. said.Where(reason => reason.Verdict == UsageVerdict.Unused)]);
        }, StringComparer.Ordinal);
    }
}

/// <summary>What was found out about one image or snapshot.</summary>
/// <param name="Reasons">What uses it, and what could not be read.</param>
/// <param name="Remarks">What is told and is no use.</param>
internal sealed record UsageFindings(IReadOnlyList<UsageReason> Reasons, IReadOnlyList<UsageReason> Remarks);

/// <summary>The one list of places that are asked about images, for everybody who asks.</summary>
internal static class ImageUsage
{
    /// <summary>The check of images in one region by those places alone that tell it of all images at a time: for a look over thousands, before each change is checked by the whole of it.</summary>
    public static UsageCheck<Image> InBulk(RegionSession region) => new(image => image.ImageId!,
    [
        new OwnershipProbe(), new ProtectionProbe(region.Time), new InstanceProbe(region), new LaunchTemplateProbe(region), new AutoScalingProbe(region), new FastLaunchProbe(region),
    ]);

    /// <summary>The check of images in one region.</summary>
    /// <param name="region">Where.</param>
    /// <param name="sharing">The probe that knows afterwards with whom each is shared.</param>
    /// <param name="versionDepth">How many of the newest versions of each launch template count.</param>
    /// <param name="createReports">Whether images without a usage report get one.</param>
    /// <param name="more">What is asked besides.</param>
    public static UsageCheck<Image> Check(RegionSession region, SharingProbe sharing, int versionDepth = UsageQuery.DefaultVersionDepth, bool createReports = false, params IReadOnlyList<IUsageProbe<Image>> more) => new(image => image.ImageId!,
    [
        new OwnershipProbe(), new ProtectionProbe(region.Time), new InstanceProbe(region), new LaunchTemplateProbe(region), new AutoScalingProbe(region), new ReferenceProbe(region, versionDepth), sharing,
        new UsageReportProbe(region, createReports), new FastLaunchProbe(region), new StoreTaskProbe(region), .. more,
    ]);
}
