using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AmiTools.Aws;

/// <summary>The keys of a role, assumed with other credentials.</summary>
/// <remarks>
/// Not the SDK's <c>AssumeRoleAWSCredentials</c>, which builds its own client: that one would call AWS where everything else calls a simulator or an endpoint of the user's.
/// </remarks>
internal sealed class RoleCredentials(AwsRole role, IAmazonSecurityTokenService sts, AwsEnvironment environment, Func<string, string?>? mfaCode) : TimedCredentials(environment.Time)
{
    private readonly string _sessionName = role.SessionName ?? $"AmiTools-{environment.NewId():N}"[..24];

    protected override async Task<AwsKeys> FetchAsync(CancellationToken cancellationToken)
    {
        AssumeRoleRequest request = new()
        {
            RoleArn = role.Arn,
            RoleSessionName = _sessionName,
            ExternalId = role.ExternalId,
            SerialNumber = role.MfaSerial,
            TokenCode = role.MfaSerial is { } device ? AskFor(device) : null,
        };
        try
        {
            var response = await sts.AssumeRoleAsync(request, cancellationToken).ConfigureAwait(false);
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

    private string AskFor(string device)
    {
        var code = mfaCode?.Invoke(device);
        return !string.IsNullOrWhiteSpace(code)
            ? code
            : throw new AwsSessionException(AwsSessionException.MfaRequired, $"Role {role.Arn} asks for a code of the MFA device {device}.",
                "Get temporary keys with the code (aws sts get-session-token), and give those.");
    }
}
