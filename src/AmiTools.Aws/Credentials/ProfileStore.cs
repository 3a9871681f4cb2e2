using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace AmiTools.Aws;

/// <summary>The profiles of the shared AWS configuration files and, on Windows, of the SDK's own store.</summary>
internal sealed class ProfileStore
{
    private readonly CredentialProfileStoreChain _chain;
    private readonly string? _location;

    /// <param name="location">The credentials file; null for the usual places.</param>
    /// <param name="variable">Where environment variables are read.</param>
    public ProfileStore(string? location, Func<string, string?> variable)
    {
        // The SDK reads this variable once per process, a PowerShell session changes it at any time.
        _location = location ?? (variable("AWS_SHARED_CREDENTIALS_FILE") is { Length: > 0 } moved ? moved : null);
        _chain = new(_location);
    }

    /// <summary>A profile; null where there is none of that name.</summary>
    /// <exception cref="AwsSessionException"><c>ProfileInvalid</c> where it cannot be read.</exception>
    public CredentialProfile? Find(string name)
    {
        try
        {
            return _chain.TryGetProfile(name, out var profile) ? profile : null;
        }
        catch (Exception exception) when (exception is AmazonClientException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new AwsSessionException(AwsSessionException.ProfileInvalid, $"Profile '{name}' cannot be read: {exception.Message}", $"Look at {Files()}.", exception);
        }
    }

    /// <summary>A profile that was asked for by name.</summary>
    /// <exception cref="AwsSessionException"><c>ProfileNotFound</c>, <c>ProfileInvalid</c>.</exception>
    public CredentialProfile Get(string name) => Find(name) ?? throw NotFound(name);

    /// <summary>The SDK's credentials for a profile, with their failures in our terms.</summary>
    public AWSCredentials SdkCredentials(CredentialProfile profile)
    {
        try
        {
            return new GuardedCredentials(AWSCredentialsFactory.GetAWSCredentials(profile, profile.CredentialProfileStore), exception => Explain(profile, exception));
        }
        catch (Exception exception) when (exception is InvalidDataException or AmazonClientException or InvalidOperationException or ArgumentException)
        {
            throw new AwsSessionException(AwsSessionException.ProfileInvalid, $"Profile '{profile.Name}' gives no credentials: {exception.Message}", $"Look at {Files()}.", exception);
        }
    }

    /// <summary>Where profiles are looked for, for messages.</summary>
    public string Files()
    {
        SharedCredentialsFile file = new(_location);
        return $"{file.FilePath} and {Path.Combine(Path.GetDirectoryName(file.FilePath) ?? "", "config")}";
    }

    private static AwsSessionException Explain(CredentialProfile profile, Exception exception)
    {
        if (!string.IsNullOrEmpty(profile.Options.SsoStartUrl) || !string.IsNullOrEmpty(profile.Options.SsoSession))
        {
            return AwsErrors.Classify(exception).Kind is AwsFailureKind.Connection or AwsFailureKind.Timeout
                ? new(AwsSessionException.CredentialsFailed, $"The sign-in of profile '{profile.Name}' could not be used: {exception.Message}", "Check the network and the profile's sso_region.", exception)
                : new(AwsSessionException.CredentialsExpired, $"The sign-in of profile '{profile.Name}' has ended: {exception.Message}", $"aws sso login --profile {profile.Name}", exception);
        }
        return new(AwsSessionException.CredentialsFailed, $"Profile '{profile.Name}' gave no credentials: {exception.Message}",
            string.IsNullOrEmpty(profile.Options.CredentialProcess) ? null : $"Run its credential_process by hand: {profile.Options.CredentialProcess}", exception);
    }

    private AwsSessionException NotFound(string name)
    {
        var close = _chain.ListProfiles().Select(profile => profile.Name).Distinct(StringComparer.Ordinal).Where(known => Likeness.IsClose(known, name)).Order(StringComparer.Ordinal).ToList();
        return new(AwsSessionException.ProfileNotFound, $"There is no profile '{name}' in {Files()}.",
            close.Count > 0 ? $"Did you mean {string.Join(" or ", close.Select(known => $"'{known}'"))}?" : "'aws configure list-profiles' lists the profiles that there are.");
    }
}
