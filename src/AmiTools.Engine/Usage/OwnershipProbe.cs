using Amazon.EC2.Model;

namespace AmiTools.Engine.Usage;

/// <summary>Images that AWS Backup keeps: EC2 refuses to deregister them. Reads nothing but what is known of the image.</summary>
internal sealed class OwnershipProbe : IUsageProbe
{
    private const string VaultAlias = "aws-backup-vault";
    private const string BackupTags = "aws:backup:";

    /// <summary>Whether the tags are those of a recovery point of AWS Backup.</summary>
    public static bool IsRecoveryPoint(List<Tag>? tags) => tags?.Any(tag => tag.Key?.StartsWith(BackupTags, StringComparison.Ordinal) == true) == true;

    public Task<ILookup<string, UsageReason>> AskAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken) => Task.FromResult(images
        .Where(image => image.ImageOwnerAlias == VaultAlias || IsRecoveryPoint(image.Tags))
        .ToLookup(image => image.ImageId!, _ => new UsageReason
        {
            Verdict = UsageVerdict.InUse,
            Kind = UsageKinds.AwsBackup,
            Detail = "it is a recovery point of AWS Backup",
            IsAbsolute = true,
            Remedy = "Delete the recovery point in AWS Backup; that removes the image.",
        }, StringComparer.Ordinal));
}
