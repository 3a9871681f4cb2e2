using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>What AWS itself knows to refer to an image in the account: instances, launch templates to a depth of ten versions, parameters, recipes.</summary>
internal sealed class ReferenceProbe(RegionSession region) : BatchProbe(region, ImagesPerCall, UsageKinds.OtherReference, "what refers to it")
{
    private const int ImagesPerCall = 10;

    protected override async Task<IEnumerable<(string ImageId, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        DescribeImageReferencesRequest request = new()
        {
            ImageIds = [.. images.Select(image => image.ImageId!)],
            IncludeAllResourceTypes = true,
            // Left to itself AWS counts terminated instances too, and nothing could be removed for an hour after its last instance went.
            ResourceTypes =
            [
                new ResourceTypeRequest
                {
                    ResourceType = ImageReferenceResourceType.Ec2Instance,
                    ResourceTypeOptions = [new ResourceTypeOption { OptionName = ImageReferenceOptionName.StateName, OptionValues = [.. InstanceProbe.States] }],
                },
            ],
        };
        List<ImageReference> references = await Region.CallAsync("DescribeImageReferences", null, ec2 => ec2.Paginators.DescribeImageReferences(request).ImageReferences.CollectAsync(cancellationToken)).ConfigureAwait(false);
        return references.Where(reference => reference.ImageId is not null).Select(reference => (reference.ImageId!, Reason(reference)));
    }

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
