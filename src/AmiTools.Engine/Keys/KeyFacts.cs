using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;

namespace AmiTools.Engine.Keys;

/// <summary>What is known of a KMS key.</summary>
/// <param name="KmsKeyId">The key, as it was named.</param>
/// <param name="State">AWS's word for its state; empty where it could not be read.</param>
/// <param name="IsAwsManaged">Whether AWS manages it; null where it could not be read.</param>
/// <param name="Unusable">Why nothing can be encrypted or decrypted with it; null where it can, or it could not be read.</param>
/// <param name="Unread">Why it could not be read.</param>
internal sealed record KeyFacts(string KmsKeyId, string State, bool? IsAwsManaged, string? Unusable, AmiException? Unread)
{
    /// <summary>Its ARN, whatever it was named by; null where it could not be read.</summary>
    public string? Arn { get; init; }

    /// <summary>What AWS tells of a key.</summary>
    public static KeyFacts Of(string key, KeyMetadata metadata) => new(key, metadata.KeyState?.Value ?? "", metadata.KeyManager == KeyManagerType.AWS, Obstacle(metadata), null) { Arn = metadata.Arn };

    /// <summary>A key of which AWS tells nothing.</summary>
    public static KeyFacts Unknown(string key, AmiException failure) => new(key, "", null, null, failure);

    private static string? Obstacle(KeyMetadata metadata) =>
        metadata.KeyState != KeyState.Enabled ? $"it is {metadata.KeyState?.Value}{(metadata.DeletionDate is { } date ? $", to be deleted at {date:u}" : "")}"
        : metadata.KeyUsage is { } usage && usage != KeyUsageType.ENCRYPT_DECRYPT ? $"it is for {usage.Value}"
        : metadata.KeySpec is { } spec && spec != KeySpec.SYMMETRIC_DEFAULT ? $"it is not symmetric ({spec.Value})"
        : null;
}
