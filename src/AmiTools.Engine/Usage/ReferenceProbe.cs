using System.Globalization;
using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>What AWS itself knows to refer to an image in the account: instances, launch templates to a depth of versions, parameters, recipes.</summary>
/// <param name="region">Where.</param>
/// <param name="versionDepth">How many of the newest versions of each launch template count.</param>
internal sealed class ReferenceProbe(RegionSession region, int versionDepth) : BatchProbe<Image>(region, ImagesPerCall, UsageKinds.OtherReference, "what refers to it", image => image.ImageId!)
{
    private const int ImagesPerCall = 10;

    private readonly object _gate = new();
    private Task<IReadOnlyCollection<LaunchTemplateVersion>>? _versions;

    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> resources, CancellationToken cancellationToken)
    {
        try
        {
            return await ReferencesAsync(resources, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported && !failure.StopsEverything)
        {
            // Parameters and recipes stay unknown. What older versions of launch templates say can still be read, template by template, and makes a better reason.
            return Unread(resources, failure).Concat(await OlderVersionsAsync(resources, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<IEnumerable<(string Id, UsageReason Reason)>> ReferencesAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        DescribeImageReferencesRequest request = new()
        {
            ImageIds = [.. images.Select(image => image.ImageId!)],
            IncludeAllResourceTypes = true,
            ResourceTypes =
            [
                // Left to itself AWS counts terminated instances too, and nothing could be removed for an hour after its last instance went.
                Option(ImageReferenceResourceType.Ec2Instance, ImageReferenceOptionName.StateName, InstanceProbe.States),
                Option(ImageReferenceResourceType.Ec2LaunchTemplate, ImageReferenceOptionName.VersionDepth, versionDepth.ToString(CultureInfo.InvariantCulture)),
            ],
        };
        List<ImageReference> references = await Region.CallAsync("DescribeImageReferences", null, ec2 => ec2.Paginators.DescribeImageReferences(request).ImageReferences.CollectAsync(cancellationToken)).ConfigureAwait(false);
        return references.Where(reference => reference.ImageId is not null).Select(reference => (reference.ImageId!, Reason(reference)));
    }

    private async Task<IEnumerable<(string Id, UsageReason Reason)>> OlderVersionsAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        try
        {
            // Read once, however many images are asked about.
            Task<IReadOnlyCollection<LaunchTemplateVersion>> versions;
            lock (_gate) versions = _versions ??= new TemplateReader(Region).NewestAsync(versionDepth, cancellationToken);
            return [.. TemplateReasons.Of(await versions.ConfigureAwait(false), images)];
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return Unread(images, failure);
        }
    }

    private static ResourceTypeRequest Option(ImageReferenceResourceType type, ImageReferenceOptionName name, params string[] values) =>
        new() { ResourceType = type, ResourceTypeOptions = [new ResourceTypeOption { OptionName = name, OptionValues = [.. values] }] };

    private static UsageReason Reason(ImageReference reference)
    {
        (string kind, string what) = reference.ResourceType?.Value switch
        {
            "ec2:Instance" => (UsageKinds.Instance, "instance"),
            "ec2:LaunchTemplate" => (UsageKinds.LaunchTemplate, "launch template"),
            "ssm:Parameter" => (UsageKinds.SsmParameter, "Systems Manager parameter"),
            "imagebuilder:ImageRecipe" or "imagebuilder:ContainerRecipe" => (UsageKinds.ImageRecipe, "Image Builder recipe"),
            _ => (UsageKinds.OtherReference, reference.ResourceType?.Value ?? "resource"),
        };
        // The id within the ARN, as the other probes name it; the path where it has several parts.
        string? id = reference.Arn?.Split(':', 6) is [.., var resource] && resource.IndexOfAny(['/', ':']) is >= 0 and var slash ? resource[(slash + 1)..] : reference.Arn;
        return new UsageReason
        {
            Verdict = UsageVerdict.InUse,
            Kind = kind,
            ResourceId = id,
            Detail = $"{what} {id ?? "of an unknown name"} refers to it",
            Remedy = $"Point the {what} to another image.",
        };
    }
}
