using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AmiTools.Aws;

/// <summary>The keys of a role, assumed with the token that a file holds: pods in EKS, CI jobs.</summary>
internal sealed class WebIdentityCredentials(AwsRole role, string tokenFile, IAmazonSecurityTokenService sts, AwsEnvironment environment) : TimedCredentials(environment.Time)
{
    private readonly string _sessionName = role.SessionName ?? $"AmiTools-{environment.NewId():N}"[..24];

    protected override async Task<AwsKeys> FetchAsync(CancellationToken cancellationToken)
    {
        // The file is replaced from outside before its token ends: read at each refresh.
        string token;
        try
        {
            token = (await File.ReadAllTextAsync(tokenFile, cancellationToken).ConfigureAwait(false)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AwsSessionException(AwsSessionException.CredentialsFailed, $"The web identity token cannot be read: {exception.Message}", "Check AWS_WEB_IDENTITY_TOKEN_FILE.", exception);
        }
        try
        {
            var response = await sts.AssumeRoleWithWebIdentityAsync(
                new AssumeRoleWithWebIdentityRequest { RoleArn = role.Arn, RoleSessionName = _sessionName, WebIdentityToken = token }, cancellationToken).ConfigureAwait(false);
            return StsKeys.From(response.Credentials, role.AccountId, environment.Budgets);
        }
        catch (Exception exception) when (StsKeys.Explain(exception, role) is { } explained)
        {
            throw explained;
        }
    }

    public override void Dispose()
    {
        sts.Dispose();
        base.Dispose();
    }
}
