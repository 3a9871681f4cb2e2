using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>An access key, its secret, and the token where they are temporary.</summary>
public sealed class AwsKeys
{
    /// <summary>Makes them.</summary>
    /// <param name="accessKey">The access key id.</param>
    /// <param name="secretKey">Its secret.</param>
    /// <param name="sessionToken">The token of temporary keys.</param>
    /// <param name="expires">When they end; null where that is not known.</param>
    public AwsKeys(string accessKey, string secretKey, string? sessionToken = null, DateTimeOffset? expires = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(secretKey);
        AccessKey = accessKey;
        SecretKey = secretKey;
        SessionToken = string.IsNullOrWhiteSpace(sessionToken) ? null : sessionToken;
        Expires = expires;
    }

    /// <summary>The access key id.</summary>
    public string AccessKey { get; }

    /// <summary>The secret access key.</summary>
    public string SecretKey { get; }

    /// <summary>The session token; null for keys that last.</summary>
    public string? SessionToken { get; }

    /// <summary>When they end; null where that is not known.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>The account that they belong to: twelve digits, or null where that is not known without a call.</summary>
    public string? AccountId { get; init; }

    /// <summary>The access key id only: a secret is never shown.</summary>
    public override string ToString() => AccessKey;

    internal ImmutableCredentials ToSdk() => new(AccessKey, SecretKey, SessionToken, AccountId);
}
