using Amazon.EC2.Model;

namespace AmiTools.Engine.Usage;

/// <summary>Versions of launch templates as reasons to keep images.</summary>
internal static class TemplateReasons
{
    /// <summary>What the versions say of the images.</summary>
    /// <param name="versions">The versions.</param>
    /// <param name="images">The images that are asked about: one that an unresolved alias stands for can be any of them.</param>
    public static IEnumerable<(string Id, UsageReason Reason)> Of(IEnumerable<LaunchTemplateVersion> versions, IReadOnlyList<Image> images)
    {
        foreach (LaunchTemplateVersion version in versions)
        {
            if (version.LaunchTemplateData?.ImageId is not { Length: > 0 } image) continue;
            if (!TemplateReader.IsAlias(image)) yield return (image, Launches(version));
            else foreach (Image asked in images) yield return (asked.ImageId!, Unresolved(version, image));
        }
    }

    private static UsageReason Launches(LaunchTemplateVersion version) => new()
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
