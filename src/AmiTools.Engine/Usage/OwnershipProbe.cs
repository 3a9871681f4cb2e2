using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Usage;

/// <summary>Services that made an image and still count on it. Reads nothing but what is known of the image.</summary>
internal sealed class OwnershipProbe : IUsageProbe<Image>
{
    private const string VaultAlias = "aws-backup-vault";
    private const string Marketplace = "marketplace";

    public Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<Image> resources, CancellationToken cancellationToken) => Task.FromResult(resources
        .SelectMany(image => Reasons(image).Select(reason => (image.ImageId, Reason: reason)))
        .ToLookup(pair => pair.ImageId!, pair => pair.Reason, StringComparer.Ordinal));

    private static IEnumerable<UsageReason> Reasons(Image image)
    {
        Dictionary<string, string> tags = image.Tags.ToDictionary();
        if (image.ImageOwnerAlias == VaultAlias || ServiceTags.IsRecoveryPoint(tags))
            yield return ServiceTags.RecoveryPoint("Delete the recovery point in AWS Backup; that removes the image.");
        if (ServiceTags.PolicyOf(tags) is { } policy) yield return ServiceTags.Lifecycle(policy);
        if (ServiceTags.BuiltBy(tags) is { } build)
        {
            yield return new UsageReason
            {
                Verdict = UsageVerdict.InUse, Kind = UsageKinds.ImageBuilder, ResourceId = build.Length == 0 ? null : build, Detail = "Image Builder made it and lists it",
                Remedy = "Delete it in Image Builder (its lifecycle policies do so by age and number).",
            };
        }

        foreach (string code in (image.ProductCodes ?? []).Where(code => code.ProductCodeType?.Value == Marketplace).Select(code => code.ProductCodeId).OfType<string>()) yield return Product(image, code);
    }

    // An image of an instance inherits the codes of the product that runs in it, and that says nothing about who needs the image.
    private static UsageReason Product(Image image, string code) => image.BackupOf() is { } instance
        ? new UsageReason
        {
            Verdict = UsageVerdict.Unused, Kind = UsageKinds.Marketplace, ResourceId = code, Detail = $"it carries the AWS Marketplace code {code} of {instance}; an image registered anew of its snapshots would not",
        }
        : new UsageReason
        {
            Verdict = UsageVerdict.InUse, Kind = UsageKinds.Marketplace, ResourceId = code, Detail = $"it carries the AWS Marketplace code {code}, and is not known to be the backup of an instance",
            Remedy = "Make sure that no product on AWS Marketplace is delivered from it.",
        };
}
