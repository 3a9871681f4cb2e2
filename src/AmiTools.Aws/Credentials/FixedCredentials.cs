using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>Keys as they were given. Refused once they have ended, where their end is known.</summary>
internal sealed class FixedCredentials(AwsKeys keys, TimeProvider time) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials() =>
        keys.Expires is { } end && time.GetUtcNow() >= end
            ? throw new AwsSessionException(AwsSessionException.CredentialsExpired, $"The keys {keys.AccessKey} ended at {end:u}.", "Get new temporary keys.")
            : keys.ToSdk();
}
