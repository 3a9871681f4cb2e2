using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>The SDK's own credentials for a profile, with their failures in our terms.</summary>
internal sealed class GuardedCredentials(AWSCredentials inner, Func<Exception, AwsSessionException> explain) : AWSCredentials, IRenewableCredentials
{
    public override DateTime? Expiration
    {
        get => inner.Expiration;
        set => inner.Expiration = value;
    }

    public void Renew() => (inner as RefreshingAWSCredentials)?.ClearCredentials();

    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return inner.GetCredentials();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or AwsSessionException))
        {
            throw explain(exception);
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return await inner.GetCredentialsAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or AwsSessionException))
        {
            throw explain(exception);
        }
    }
}
