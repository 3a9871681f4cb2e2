using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Restoring;

/// <summary>The launch template of a name, and the version of it that launches a backup as it is to be.</summary>
/// <param name="Template">The template; null where there is none.</param>
/// <param name="Version">The version; null where there is none.</param>
internal sealed record TemplateVersions(LaunchTemplate? Template, LaunchTemplateVersion? Version)
{
    // AWS's largest page of launch templates and their versions.
    private const int PageSize = 200;

    /// <summary>Reads both. The version is known by its description, which keeps the set's id.</summary>
    public static async Task<TemplateVersions> ReadAsync(RegionSession region, string name, string imageId, string setId, CancellationToken cancellationToken)
    {
        // By the filter: a name that nothing has fails the call.
        List<LaunchTemplate> templates = await Pages.AllAsync(region, "DescribeLaunchTemplates", async token =>
        {
            DescribeLaunchTemplatesRequest request = new() { Filters = [Query.Filter("launch-template-name", Query.Literal(name))], MaxResults = PageSize, NextToken = token };
            DescribeLaunchTemplatesResponse page = await region.CallAsync("DescribeLaunchTemplates", name, ec2 => ec2.DescribeLaunchTemplatesAsync(request, cancellationToken)).ConfigureAwait(false);
            return (page.LaunchTemplates, page.NextToken);
        }).ConfigureAwait(false);
        if (templates.FirstOrDefault(template => template.LaunchTemplateName == name) is not { } template) return new TemplateVersions(null, null);
        List<LaunchTemplateVersion> versions = await Pages.AllAsync(region, "DescribeLaunchTemplateVersions", async token =>
        {
            DescribeLaunchTemplateVersionsRequest request = new() { LaunchTemplateId = template.LaunchTemplateId, Filters = [Query.Filter("image-id", imageId)], MaxResults = PageSize, NextToken = token };
            DescribeLaunchTemplateVersionsResponse page = await region.CallAsync("DescribeLaunchTemplateVersions", name, ec2 => ec2.DescribeLaunchTemplateVersionsAsync(request, cancellationToken)).ConfigureAwait(false);
            return (page.LaunchTemplateVersions, page.NextToken);
        }).ConfigureAwait(false);
        return new TemplateVersions(template, versions.Where(version => version.VersionDescription?.Contains(setId, StringComparison.Ordinal) == true).MaxBy(version => version.VersionNumber));
    }

    /// <summary>The version as the module shows it.</summary>
    public static AmiLaunchTemplate Show(LaunchSpecification launch, string accountId, LaunchTemplate template, long version, bool existed, AmiChangeReceipt? receipt = null) => new()
    {
        Region = launch.Region,
        AccountId = accountId,
        LaunchTemplateId = template.LaunchTemplateId!,
        LaunchTemplateName = template.LaunchTemplateName!,
        VersionNumber = version,
        DefaultVersionNumber = template.DefaultVersionNumber ?? 1,
        ImageId = launch.ImageId,
        InstanceType = launch.InstanceType,
        SubnetId = launch.SubnetId,
        AlreadyExisted = existed,
        Receipt = receipt,
    };
}
