using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>Launch templates whose default or latest version launches an image: all templates of the region in pages of 200, however many images there are.</summary>
internal sealed class LaunchTemplateProbe(RegionSession region) : BatchProbe(region, int.MaxValue, UsageKinds.LaunchTemplate, "whether launch templates use it")
{
    private const int PageSize = 200;
    private const string Alias = "resolve:";

    protected override async Task<IEnumerable<(string ImageId, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        // Without a template's id AWS takes these two words only. ResolveAlias turns resolve:ssm: into an image's id without asking Systems Manager ourselves.
        DescribeLaunchTemplateVersionsRequest request = new() { Versions = ["$Latest", "$Default"], ResolveAlias = true, MaxResults = PageSize };
        List<LaunchTemplateVersion> versions = await Region.CallAsync("DescribeLaunchTemplateVersions", null, ec2 => ec2.Paginators.DescribeLaunchTemplateVersions(request).LaunchTemplateVersions.CollectAsync(cancellationToken)).ConfigureAwait(false);
        List<(string, UsageReason)> found = [];
        foreach (LaunchTemplateVersion version in versions)
        {
            if (version.LaunchTemplateData?.ImageId is not { Length: > 0 } image) continue;
            // What an alias stands for, if nobody resolves it, can be any image.
            if (image.StartsWith(Alias, StringComparison.Ordinal)) found.AddRange(images.Select(asked => (asked.ImageId!, Unresolved(version, image))));
            else found.Add((image, Reason(version)));
        }

        return found;
    }

    private static UsageReason Reason(LaunchTemplateVersion version) => new()
    {
        Verdict = UsageVerdict.InUse,
        Kind = UsageKinds.LaunchTemplate,
        ResourceId = version.LaunchTemplateId,
        Detail = $"launch template {version.LaunchTemplateId} ({version.LaunchTemplateName}) launches it in version {version.VersionNumber}",
        Remedy = "Make a version of the launch template with another image the default and the latest one.",
    };

    private static UsageReason Unresolved(LaunchTemplateVersion version, string alias) => new()
    {
        Verdict = UsageVerdict.Unknown,
        Kind = UsageKinds.LaunchTemplate,
        ResourceId = version.LaunchTemplateId,
        Detail = $"launch template {version.LaunchTemplateId} ({version.LaunchTemplateName}) names its image as {alias}, which the endpoint did not resolve",
        Remedy = "Mend or delete the launch template.",
    };
}
