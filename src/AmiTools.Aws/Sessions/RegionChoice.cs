using Amazon.Runtime.CredentialManagement;

namespace AmiTools.Aws;

/// <summary>Which region a session means. Never asks the network: a metadata service that does not answer costs a quarter of a minute.</summary>
internal static class RegionChoice
{
    /// <summary>The region, or null where none is named anywhere.</summary>
    /// <exception cref="AwsSessionException"><c>InvalidRegion</c>.</exception>
    public static string? Resolve(AwsEnvironment environment, AwsSessionSettings settings, CredentialProfile? profile)
    {
        string?[] candidates =
        [
            settings.Region,
            settings.StoredRegion,
            environment.Variable("AWS_REGION"),
            environment.Variable("AWS_DEFAULT_REGION"),
            profile?.Region?.SystemName,
            environment.Region,
        ];
        return candidates.FirstOrDefault(candidate => !string.IsNullOrWhiteSpace(candidate)) is { } named ? RegionNames.Normalize(named) : null;
    }
}
