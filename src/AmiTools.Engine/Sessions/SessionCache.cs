using System.Collections.Concurrent;
using AmiTools.Aws;
using AmiTools.Engine.Errors;

namespace AmiTools.Engine.Sessions;

/// <summary>The callers in one environment. Commands of the same caller share clients, pollers and places in queues.</summary>
/// <remarks>
/// A session is opened anew after a while, so that a changed profile takes effect. One that is given up is not disposed, because commands may still be using it:
/// it ends when the last of them does.
/// </remarks>
internal sealed class SessionCache(AwsEnvironment environment, EngineSettings settings)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);

    // What a user sets between two commands of one shell.
    private static readonly string[] s_variables =
    [
        "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_EC2",
    ];

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();

    /// <summary>The session that the options mean.</summary>
    /// <exception cref="AmiException"><c>NoCredentials</c>, <c>ProfileNotFound</c>, <c>CredentialsExpired</c>, ...: nothing can be done without it.</exception>
    public async Task<EngineSession> OpenAsync(SessionOptions options, CancellationToken cancellationToken)
    {
        Key key = Key.Of(options, environment);
        long now = environment.Time.GetTimestamp();
        if (_entries.TryGetValue(key, out Entry? entry) && environment.Time.GetElapsedTime(entry.Opened, now) < s_lifetime && !Misses(entry, options)) return entry.Session;
        EngineSession session = new(await OpenAwsAsync(options, cancellationToken).ConfigureAwait(false), environment, settings);
        // Two commands that open the same session at a time end up with one.
        Entry opened = _entries.AddOrUpdate(key, new Entry(session, now), (_, other) => ReferenceEquals(other, entry) ? new Entry(session, now) : other);
        return opened.Session;
    }

    // Whoever was told that there is no region may have written one into the profile since.
    private static bool Misses(Entry entry, SessionOptions options) => entry.Session.Aws.DefaultRegion is null && options.Region.Count == 0;

    private async Task<AwsSession> OpenAwsAsync(SessionOptions options, CancellationToken cancellationToken)
    {
        AwsSessionSettings request = new()
        {
            ProfileName = options.ProfileName,
            AccessKey = options.AccessKey,
            SecretKey = options.SecretKey,
            SessionToken = options.SessionToken,
            RoleArn = options.RoleArn,
            RoleAccountId = options.RoleAccountId,
            RoleName = options.RoleName,
            Region = RoleRegion(options),
            EndpointUrl = options.EndpointUrl,
            StoredRegion = options.StoredRegion,
            // Every call names its region, so that commands for different regions share a session.
            RegionOptional = true,
            StoredCredentials = options.StoredCredentials is { } stored ? () => Keys(stored()) : null,
        };
        try
        {
            return await AwsSession.OpenAsync(environment, request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Failures.From(exception, "Opening the session", null, null);
        }
    }

    // A role that is given by its name has the partition of the region that is asked for: a session in China and one in the others are two.
    private static string? RoleRegion(SessionOptions options) => options.RoleName is null ? null : options.Region.FirstOrDefault(RegionNames.IsWellFormed);

    private static AwsKeys Keys(AwsKeyPair pair) => new(pair.AccessKey, pair.SecretKey, pair.SessionToken);

    private sealed record Entry(EngineSession Session, long Opened);

    /// <summary>What makes two sessions the same. The stored credentials count by the access key that they have now, so that another login is another session.</summary>
    private sealed record Key(string? Profile, string? AccessKey, string? SecretKey, string? SessionToken, string? RoleArn, string? RoleAccountId, string? RoleName, string? RoleRegion, string? Endpoint, string? StoredKey, string? StoredRegion, string Variables)
    {
        public static Key Of(SessionOptions options, AwsEnvironment environment) => new(options.ProfileName, options.AccessKey, options.SecretKey, options.SessionToken, options.RoleArn, options.RoleAccountId, options.RoleName, SessionCache.RoleRegion(options), options.EndpointUrl,
            StoredAccessKey(options), options.StoredRegion, string.Join('\n', s_variables.Select(environment.Variable)));

        private static string? StoredAccessKey(SessionOptions options)
        {
            try
            {
                return options.StoredCredentials?.Invoke().AccessKey;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Whatever AWS Tools' own credentials do when they are asked (an expired login, a lost profile) is theirs to say.
                throw new AmiException(AmiErrorCodes.NoCredentials, AmiErrorKind.Authentication, $"The credentials kept by AWS Tools for PowerShell cannot be used: {exception.Message}", exception)
                {
                    Remedy = "Set them anew with Set-AWSCredential, or name others with -ProfileName.",
                    StopsEverything = true,
                };
            }
        }
    }
}
