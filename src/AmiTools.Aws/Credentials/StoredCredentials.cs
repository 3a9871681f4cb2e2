using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>Credentials that somebody else keeps and renews, such as AWS Tools for PowerShell: asked at every attempt.</summary>
internal sealed class StoredCredentials(Func<AwsKeys?> source) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials()
    {
        AwsKeys? keys;
        try
        {
            keys = source();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or AwsSessionException))
        {
            throw new AwsSessionException(AwsSessionException.CredentialsFailed, $"The stored AWS credentials could not be read: {exception.Message}",
                "Store them anew (Set-AWSCredential), or name a profile.", exception);
        }
        return keys?.ToSdk() ?? throw new AwsSessionException(AwsSessionException.NoCredentials, "The stored AWS credentials are empty.", "Store them anew (Set-AWSCredential), or name a profile.");
    }
}
