using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>Whether a key can encrypt copies in a region. AWS itself looks at the key only after it has accepted the copy, which then fails minutes later.</summary>
internal static class KeyCheck
{
    /// <summary>Looks at the key.</summary>
    /// <returns>What is wrong with it, or what the user should know; both null where all is well.</returns>
    public static async Task<(AmiException? Problem, string? Warning)> RunAsync(RegionSession region, string key, CancellationToken cancellationToken)
    {
        // An ARN names its region: arn:aws:kms:eu-west-1:111122223333:key/...
        if (key.Split(':') is ["arn", _, "kms", var keyRegion, ..] && keyRegion != region.Name)
        {
            return (new AmiException(AmiErrorCodes.KmsKeyWrongRegion, AmiErrorKind.InvalidInput, $"The key {key} lies in {keyRegion} and cannot encrypt copies in {region.Name}.")
            {
                ResourceId = key, Region = region.Name, Remedy = "Give a key of each destination: -KmsKeyId @{ 'us-east-1' = '...'; 'eu-west-1' = '...' }, or an alias that all of them have.",
            }, null);
        }

        try
        {
            DescribeKeyResponse response = await region.CallKmsAsync("DescribeKey", key, kms => kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, cancellationToken)).ConfigureAwait(false);
            return Judge(region.Name, key, response.KeyMetadata);
        }
        catch (AmiException failure) when (failure.Kind == AmiErrorKind.NotFound)
        {
            return (new AmiException(AmiErrorCodes.KmsKeyNotFound, AmiErrorKind.NotFound, $"There is no key {key} in {region.Name}.", failure)
            {
                ResourceId = key, Region = region.Name, AwsCode = failure.AwsCode, Operation = failure.Operation, RequestId = failure.RequestId, Remedy = "Give the id, the alias (alias/name) or the ARN of a key in the destination region.",
            }, null);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            return (null, $"Whether the key {key} can be used in {region.Name} could not be checked; if it cannot, the copy fails after a while: {failure.Message}");
        }
        catch (AmiException failure)
        {
            return (failure, null);
        }
    }

    private static (AmiException? Problem, string? Warning) Judge(string region, string key, KeyMetadata metadata)
    {
        string? reason = metadata.KeyState != KeyState.Enabled ? $"it is {metadata.KeyState?.Value}{(metadata.DeletionDate is { } date ? $", to be deleted at {date:u}" : "")}"
            : metadata.KeyUsage is { } usage && usage != KeyUsageType.ENCRYPT_DECRYPT ? $"it is for {usage.Value}"
            : metadata.KeySpec is { } spec && spec != KeySpec.SYMMETRIC_DEFAULT ? $"it is not symmetric ({spec.Value})"
            : null;
        if (reason is not null)
        {
            return (new AmiException(AmiErrorCodes.KmsKeyNotUsable, AmiErrorKind.InvalidState, $"The key {key} in {region} cannot encrypt copies: {reason}.")
            {
                ResourceId = key, Region = region, Remedy = "Enable the key (Enable-KMSKey), cancel its deletion, or give another one.",
            }, null);
        }

        return (null, metadata.KeyManager == KeyManagerType.AWS
            ? $"The copy in {region} is encrypted with a key that AWS manages ({key}): it cannot be shared with other accounts. Give a key of your own to keep that open."
            : null);
    }
}
