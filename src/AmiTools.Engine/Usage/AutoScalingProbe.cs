using Amazon.AutoScaling.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;
using Image = Amazon.EC2.Model.Image;
using LaunchTemplateVersion = Amazon.EC2.Model.LaunchTemplateVersion;

namespace AmiTools.Engine.Usage;

/// <summary>Auto Scaling: launch configurations, versions of launch templates that groups name by their numbers, and images that groups have for single instance types.</summary>
/// <remarks>A group may name a version far older than those that AWS looks at when it lists what refers to an image.</remarks>
internal sealed class AutoScalingProbe(RegionSession region) : BatchProbe<Image>(region, int.MaxValue, UsageKinds.AutoScalingGroup, "whether Auto Scaling uses it", image => image.ImageId!)
{
    /// <summary>The most that one page holds.</summary>
    private const int PageSize = 100;

    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> resources, CancellationToken cancellationToken)
    {
        DescribeLaunchConfigurationsRequest configurations = new() { MaxRecords = PageSize };
        DescribeAutoScalingGroupsRequest groups = new() { MaxRecords = PageSize, IncludeInstances = false };
        Task<List<LaunchConfiguration>> readConfigurations = Region.CallAutoScalingAsync("DescribeLaunchConfigurations", scaling => scaling.Paginators.DescribeLaunchConfigurations(configurations).LaunchConfigurations.CollectAsync(cancellationToken));
        Task<List<AutoScalingGroup>> readGroups = Region.CallAutoScalingAsync("DescribeAutoScalingGroups", scaling => scaling.Paginators.DescribeAutoScalingGroups(groups).AutoScalingGroups.CollectAsync(cancellationToken));
        await Task.WhenAll(readConfigurations, readGroups).ConfigureAwait(false);
        List<AutoScalingGroup> all = await readGroups.ConfigureAwait(false);
        ILookup<string, string> users = all.Where(group => !string.IsNullOrEmpty(group.LaunchConfigurationName)).ToLookup(group => group.LaunchConfigurationName!, group => group.AutoScalingGroupName!, StringComparer.Ordinal);
        return [.. (await readConfigurations.ConfigureAwait(false)).Where(configuration => configuration.ImageId is not null).Select(configuration => (configuration.ImageId!, Reason(configuration, users))),
            .. all.SelectMany(group => OwnImages(group, resources)),
            .. await PinnedAsync(all, resources, cancellationToken).ConfigureAwait(false)];
    }

    private static UsageReason Reason(LaunchConfiguration configuration, ILookup<string, string> users)
    {
        string[] groups = [.. users[configuration.LaunchConfigurationName!].Order(StringComparer.Ordinal)];
        return new UsageReason
        {
            Verdict = UsageVerdict.InUse,
            Kind = UsageKinds.LaunchConfiguration,
            ResourceId = configuration.LaunchConfigurationName,
            Detail = $"launch configuration {configuration.LaunchConfigurationName}{(groups.Length == 0 ? "" : $" of Auto Scaling group {string.Join(", ", groups)}")} launches it",
            Remedy = "Give the group a launch template with another image, and delete the launch configuration.",
        };
    }

    private static IEnumerable<(string Id, UsageReason Reason)> OwnImages(AutoScalingGroup group, IReadOnlyList<Image> images)
    {
        foreach (string image in Overrides(group).Select(each => each.ImageId).OfType<string>().Where(image => image.Length > 0).Distinct())
        {
            if (!TemplateReader.IsAlias(image)) yield return (image, Reason(group.AutoScalingGroupName!, "launches it for some of its instance types"));
            else foreach (Image asked in images) yield return (asked.ImageId!, Unresolved(group.AutoScalingGroupName!, image));
        }
    }

    private async Task<IEnumerable<(string Id, UsageReason Reason)>> PinnedAsync(List<AutoScalingGroup> groups, IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        // What follows the latest or the default version is found with the templates.
        (string Group, LaunchTemplateSpecification Template)[] named = [.. groups.SelectMany(group => Templates(group).Select(template => (group.AutoScalingGroupName!, template))).Where(pair => long.TryParse(pair.template.Version, out _))];
        PinnedVersions[] pinned = [.. named.GroupBy(pair => (pair.Template.LaunchTemplateId, Name: pair.Template.LaunchTemplateId is null ? pair.Template.LaunchTemplateName : null))
            .Select(template => new PinnedVersions(template.Key.LaunchTemplateId, template.Key.Name, [.. template.Select(pair => pair.Template.Version!).Distinct()]))];
        List<(string, UsageReason)> found = [];
        foreach (LaunchTemplateVersion version in await new TemplateReader(Region).PinnedAsync(pinned, cancellationToken).ConfigureAwait(false))
        {
            if (version.LaunchTemplateData?.ImageId is not { Length: > 0 } image) continue;
            foreach (string group in named.Where(pair => IsOf(pair.Template, version)).Select(pair => pair.Group).Distinct())
            {
                if (!TemplateReader.IsAlias(image)) found.Add((image, Reason(group, $"launches it by version {version.VersionNumber} of launch template {version.LaunchTemplateId}")));
                else found.AddRange(images.Select(asked => (asked.ImageId!, Unresolved(group, image))));
            }
        }

        return found;
    }

    private static IEnumerable<LaunchTemplateOverrides> Overrides(AutoScalingGroup group) => group.MixedInstancesPolicy?.LaunchTemplate?.Overrides ?? [];

    private static IEnumerable<LaunchTemplateSpecification> Templates(AutoScalingGroup group) =>
        new[] { group.LaunchTemplate, group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification }.Concat(Overrides(group).Select(each => each.LaunchTemplateSpecification)).OfType<LaunchTemplateSpecification>();

    private static bool IsOf(LaunchTemplateSpecification template, LaunchTemplateVersion version) =>
        template.Version == $"{version.VersionNumber}" && (template.LaunchTemplateId is { } id ? id == version.LaunchTemplateId : template.LaunchTemplateName == version.LaunchTemplateName);

    private static UsageReason Reason(string group, string how) => new()
    {
        Verdict = UsageVerdict.InUse, Kind = UsageKinds.AutoScalingGroup, ResourceId = group, Detail = $"Auto Scaling group {group} {how}", Remedy = "Give the group another image.",
    };

    private static UsageReason Unresolved(string group, string alias) => new()
    {
        Verdict = UsageVerdict.Unknown, Kind = UsageKinds.AutoScalingGroup, ResourceId = group, Detail = $"Auto Scaling group {group} names its image as {alias}, which was not resolved", Remedy = "Give the group an image by its id.",
    };
}
