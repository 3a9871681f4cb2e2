using Amazon.KeyManagementService.Model;
using AmiTools.Engine.Keys;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>Whether a key can encrypt something in a region. AWS itself looks at the key only after it has accepted the call, and what was to be made fails minutes later.</summary>
internal static class KeyCheck
{
    /// <summary>Looks at a key for copies, which may be meant to be shared.</summary>
    /// <returns>What is wrong with it, or what the user should know; both null where all is well. And its ARN, where it could be read.</returns>
    public static async Task<(AmiException? Problem, string? Warning, string? Arn)> RunAsync(RegionSession region, string key, CancellationToken cancellationToken)
    {
        (AmiException? problem, string? warning, KeyFacts? facts) = await LookAsync(region, key, "copies", cancellationToken).ConfigureAwait(false);
        return (problem, facts?.IsAwsManaged == true
            ? $"The copy in {region.Name} is encrypted with a key that AWS manages ({key}): it cannot be shared with other accounts. Give a key of your own to keep that open."
            : warning, facts?.Arn);
    }

    /// <summary>Looks at a key for what the account uses itself.</summary>
    /// <param name="region">Where it is used.</param>
    /// <param name="key">An id, an alias or an ARN.</param>
    /// <param name="what">What it is to encrypt, in the plural.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What is wrong with it, or what the user should know; both null where all is well.</returns>
    public static async Task<(AmiException? Problem, string? Warning)> RunAsync(RegionSession region, string key, string what, CancellationToken cancellationToken)
    {
        (AmiException? problem, string? warning, _) = await LookAsync(region, key, what, cancellationToken).ConfigureAwait(false);
        return (problem, warning);
    }

    private static async Task<(AmiException? Problem, string? Warning, KeyFacts? Key)> LookAsync(RegionSession region, string key, string what, CancellationToken cancellationToken)
    {
        // An ARN names its region: arn:aws:kms:eu-west-1:111122223333:key/...
        if (key.Split(':') is ["arn", _, "kms", var keyRegion, ..] && keyRegion != region.Name)
        {
            return (new AmiException(AmiErrorCodes.KmsKeyWrongRegion, AmiErrorKind.InvalidInput, $"The key {key} lies in {keyRegion} and cannot encrypt {what} in {region.Name}.")
            {
                ResourceId = key, Region = region.Name, Remedy = "Give a key of each region: -KmsKeyId @{ 'us-east-1' = '...'; 'eu-west-1' = '...' } where the command takes several, or an alias that all of them have.",
            }, null, null);
        }

        try
        {
            DescribeKeyResponse response = await region.CallKmsAsync("DescribeKey", key, kms => kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, cancellationToken)).ConfigureAwait(false);
            KeyFacts facts = KeyFacts.Of(key, response.KeyMetadata);
            return facts.Unusable is { } reason ? (Unusable(region.Name, key, what, reason), null, null) : (null, null, facts);
        }
        catch (AmiException failure) when (failure.Kind == AmiErrorKind.NotFound)
        {
            return (new AmiException(AmiErrorCodes.KmsKeyNotFound, AmiErrorKind.NotFound, $"There is no key {key} in {region.Name}.", failure)
            {
                ResourceId = key, Region = region.Name, AwsCode = failure.AwsCode, Operation = failure.Operation, RequestId = failure.RequestId, Remedy = "Give the id, the alias (alias/name) or the ARN of a key in that region.",
            }, null, null);
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            return (null, $"Whether the key {key} can be used in {region.Name} could not be checked; if it cannot, encrypting {what} with it fails after a while: {failure.Message}", null);
        }
        catch (AmiException failure)
        {
            return (failure, null, null);
        }
    }

    private static AmiException Unusable(string region, string key, string what, string reason) => new(AmiErrorCodes.KmsKeyNotUsable, AmiErrorKind.InvalidState, $"The key {key} in {region} cannot encrypt {what}: {reason}.")
    {
        ResourceId = key, Region = region, Remedy = "Enable the key (Enable-KMSKey), cancel its deletion, or give another one.",
    };
}
