using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace AmiTools.Aws;

/// <summary>Finds out who calls: the first source in the order of the documentation that has credentials.</summary>
internal sealed class CredentialChain(AwsEnvironment environment, AwsSessionSettings settings, ProfileStore profiles, ClientFactory clients, string? region)
{
    /// <summary>The instance's metadata service is the last that is asked, and for so long only: on a machine outside of EC2 nothing answers.</summary>
    private static readonly TimeSpan s_metadataPatience = TimeSpan.FromSeconds(1);

    /// <summary>The credentials of the session before any role of <see cref="AwsSessionSettings.RoleArn"/>.</summary>
    /// <exception cref="AwsSessionException">There are none, or the source that was named gives none.</exception>
    public async Task<AWSCredentials> ResolveAsync(CancellationToken cancellationToken) =>
        Explicit()
        ?? (environment.IsSimulated ? new FixedCredentials(environment.Keys!, environment.Time) : null)
        ?? (settings.ProfileName is { Length: > 0 } named ? FromProfile(profiles.Get(named)) : null)
        ?? (settings.StoredCredentials is { } stored ? new StoredCredentials(stored) : null)
        ?? FromVariables()
        ?? FromDefaultProfile()
        ?? FromWebIdentityVariables()
        ?? ContainerCredentials.From(environment.Variable, environment.Metadata, environment.Time)
        ?? await FromInstanceAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new AwsSessionException(AwsSessionException.NoCredentials,
            $"There are no AWS credentials: none were given, and there are none in the environment variables, in the profile '{DefaultProfile}' of {profiles.Files()}, and on this machine's metadata service.",
            "Give -ProfileName, or -AccessKey and -SecretKey, or sign in with 'aws configure' or 'aws sso login'.");

    /// <summary>The profile of a session that names none.</summary>
    private string DefaultProfile => environment.Variable("AWS_PROFILE") is { Length: > 0 } name ? name : SharedCredentialsFile.DefaultProfileName;

    /// <summary>Credentials of a role on top of others.</summary>
    public RoleCredentials Assume(AwsRole role, AWSCredentials with) =>
        new(role, clients.Sts(region ?? RegionNames.MainRegionOf(role.Partition), with), environment, settings.MfaCode);

    private FixedCredentials? Explicit()
    {
        var (accessKey, secretKey) = (settings.AccessKey, settings.SecretKey);
        if (string.IsNullOrEmpty(accessKey) && string.IsNullOrEmpty(secretKey))
            return null;
        if (string.IsNullOrWhiteSpace(accessKey) || string.IsNullOrWhiteSpace(secretKey))
        {
            throw new AwsSessionException(AwsSessionException.CredentialsIncomplete, string.IsNullOrWhiteSpace(accessKey) ? "A secret key was given without its access key." : $"The access key {accessKey} was given without its secret key.",
                "Give both -AccessKey and -SecretKey.");
        }
        return new(new(accessKey, secretKey, settings.SessionToken), environment.Time);
    }

    private FixedCredentials? FromVariables() =>
        environment.Variable("AWS_ACCESS_KEY_ID") is { Length: > 0 } accessKey && environment.Variable("AWS_SECRET_ACCESS_KEY") is { Length: > 0 } secretKey
            ? new(new(accessKey, secretKey, environment.Variable("AWS_SESSION_TOKEN")) { AccountId = environment.Variable("AWS_ACCOUNT_ID") is { Length: > 0 } account ? account : null }, environment.Time)
            : null;

    private AWSCredentials? FromDefaultProfile()
    {
        if (environment.Variable("AWS_PROFILE") is { Length: > 0 } named)
            return FromProfile(profiles.Get(named));
        return profiles.Find(SharedCredentialsFile.DefaultProfileName) is { CanCreateAWSCredentials: true } profile ? FromProfile(profile) : null;
    }

    private WebIdentityCredentials? FromWebIdentityVariables() =>
        environment.Variable("AWS_WEB_IDENTITY_TOKEN_FILE") is { Length: > 0 } file && environment.Variable("AWS_ROLE_ARN") is { Length: > 0 } arn
            ? WebIdentity(arn, file, environment.Variable("AWS_ROLE_SESSION_NAME"))
            : null;

    private async Task<AWSCredentials?> FromInstanceAsync(CancellationToken cancellationToken) =>
        Instance() is { } instance && await instance.IsThereAsync(cancellationToken).ConfigureAwait(false) ? instance : null;

    private InstanceMetadataCredentials? Instance() =>
        InstanceMetadataCredentials.Address(environment.Variable) is { } address ? new(environment.Metadata, address, environment.Time, s_metadataPatience) : null;

    private AWSCredentials FromProfile(CredentialProfile profile) => FromProfile(profile, []);

    private AWSCredentials FromProfile(CredentialProfile profile, List<string> onTheWay)
    {
        if (onTheWay.Contains(profile.Name))
            throw Invalid(profile, $"its source profiles go in a circle ({string.Join(" -> ", onTheWay.Append(profile.Name))})");
        onTheWay.Add(profile.Name);
        var options = profile.Options;
        if (!string.IsNullOrEmpty(options.RoleArn) && !string.IsNullOrEmpty(options.WebIdentityTokenFile))
            return WebIdentity(options.RoleArn, options.WebIdentityTokenFile, options.RoleSessionName);
        if (!string.IsNullOrEmpty(options.RoleArn) && (!string.IsNullOrEmpty(options.SourceProfile) || !string.IsNullOrEmpty(options.CredentialSource)))
            return Assume(RoleOf(options), SourceOf(profile, onTheWay));
        return profile.CanCreateAWSCredentials ? profiles.SdkCredentials(profile) : throw Invalid(profile, "it has no complete set of credentials");
    }

    private AWSCredentials SourceOf(CredentialProfile profile, List<string> onTheWay)
    {
        var options = profile.Options;
        if (string.IsNullOrEmpty(options.SourceProfile))
            return SourceOf(profile, options.CredentialSource);
        // A profile may name itself as its source: its own keys are meant.
        if (options.SourceProfile == profile.Name && !string.IsNullOrEmpty(options.AccessKey) && !string.IsNullOrEmpty(options.SecretKey))
            return new FixedCredentials(new(options.AccessKey, options.SecretKey, options.Token), environment.Time);
        return FromProfile(profiles.Find(options.SourceProfile) ?? throw Invalid(profile, $"its source profile '{options.SourceProfile}' does not exist"), onTheWay);
    }

    private AWSCredentials SourceOf(CredentialProfile profile, string source) =>
        source.ToUpperInvariant() switch
        {
            "ENVIRONMENT" => (AWSCredentials?)FromVariables() ?? throw Invalid(profile, "it takes its source from environment variables, and they are not set"),
            "ECSCONTAINER" => (AWSCredentials?)ContainerCredentials.From(environment.Variable, environment.Metadata, environment.Time) ?? throw Invalid(profile, "it takes its source from a container, and this is none"),
            "EC2INSTANCEMETADATA" => (AWSCredentials?)Instance() ?? throw Invalid(profile, "it takes its source from the metadata service, which is switched off (AWS_EC2_METADATA_DISABLED)"),
            _ => throw Invalid(profile, $"its credential_source '{source}' is unknown"),
        };

    private static AwsRole RoleOf(CredentialProfileOptions options) => new(options.RoleArn)
    {
        SessionName = string.IsNullOrEmpty(options.RoleSessionName) ? null : options.RoleSessionName,
        ExternalId = string.IsNullOrEmpty(options.ExternalID) ? null : options.ExternalID,
        MfaSerial = string.IsNullOrEmpty(options.MfaSerial) ? null : options.MfaSerial,
    };

    private WebIdentityCredentials WebIdentity(string arn, string file, string? sessionName)
    {
        AwsRole role = new(arn) { SessionName = string.IsNullOrEmpty(sessionName) ? null : sessionName };
        return new(role, file, clients.Sts(region ?? RegionNames.MainRegionOf(role.Partition), new AnonymousAWSCredentials()), environment);
    }

    private AwsSessionException Invalid(CredentialProfile profile, string reason) =>
        new(AwsSessionException.ProfileInvalid, $"Profile '{profile.Name}' cannot be used: {reason}.", $"Look at {profiles.Files()}.");
}
