using System.Collections.Concurrent;
using Amazon.AutoScaling;
using Amazon.EBS;
using Amazon.EC2;
using Amazon.KeyManagementService;
using Amazon.RecycleBin;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AmiTools.Aws;

/// <summary>One caller of AWS: its credentials, its default region, and its clients, one per service and region.</summary>
public sealed class AwsSession : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(Type Service, string Region), Lazy<IDisposable>> _clients = new();
    private readonly SemaphoreSlim _oneAsks = new(1, 1);
    private readonly AwsEnvironment _environment;
    private readonly ClientFactory _factory;
    private readonly CredentialChain _chain;
    private readonly AWSCredentials _credentials;
    private readonly AWSCredentials _base;
    private volatile string? _accountId;

    private AwsSession(AwsEnvironment environment, ClientFactory factory, CredentialChain chain, AWSCredentials @base, AWSCredentials credentials, string? region, string partition)
    {
        _environment = environment;
        _factory = factory;
        _chain = chain;
        _base = @base;
        _credentials = credentials;
        DefaultRegion = region;
        Partition = partition;
    }

    /// <summary>The region of calls that name none; null only where the settings allowed that.</summary>
    public string? DefaultRegion { get; }

    /// <summary>The partition: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>, ...</summary>
    public string Partition { get; }

    /// <summary>What this session shares with others: time, chance, budgets.</summary>
    public AwsEnvironment Environment => _environment;

    /// <summary>Finds out who calls and from where. Asks the network only where the credentials need it: SSO, a role, the metadata service.</summary>
    /// <exception cref="AwsSessionException">Nothing can be done with these settings; the code and the remedy say why.</exception>
    public static async Task<AwsSession> OpenAsync(AwsEnvironment environment, AwsSessionSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(settings);
        var endpoint = EndpointOf(settings);
        ProfileStore profiles = new(settings.ProfilesLocation, environment.Variable);
        var profile = environment.IsSimulated ? null : ProfileOf(environment, settings, profiles);
        var region = RegionChoice.Resolve(environment, settings, profile);
        if (region is null && !settings.RegionOptional)
        {
            throw new AwsSessionException(AwsSessionException.NoRegion, "No region is given, and none is set in $StoredAWSRegion, AWS_REGION, AWS_DEFAULT_REGION or the profile.",
                "Give -Region, or set a default with Set-DefaultAWSRegion or 'aws configure set region NAME'.");
        }
        var role = RoleOf(settings, region);
        ClientFactory factory = new(environment, endpoint, profile);
        CredentialChain chain = new(environment, settings, profiles, factory, region);
        var @base = await chain.ResolveAsync(cancellationToken).ConfigureAwait(false);
        var credentials = role is null ? @base : chain.Assume(role, @base);
        AwsSession session = new(environment, factory, chain, @base, credentials, region, region is not null ? RegionNames.PartitionOf(region) : role?.Partition ?? "aws");
        await session.CheckAsync(cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>The default region.</summary>
    /// <exception cref="AwsSessionException"><c>NoRegion</c>.</exception>
    public string RequireRegion() => DefaultRegion ?? throw new AwsSessionException(AwsSessionException.NoRegion, "No region is given, and there is no default.", "Give -Region.");

    /// <summary>The same caller in another role: assumed with the credentials that this session began with, not with a role of its own.</summary>
    /// <exception cref="AwsSessionException"><c>RoleNotAssumed</c>, and what else can go wrong with credentials.</exception>
    public async Task<AwsSession> AssumeAsync(AwsRole role, CancellationToken cancellationToken)
    {
        AwsSession session = new(_environment, _factory, _chain, _base, _chain.Assume(role, _base), DefaultRegion, Partition);
        await session.CheckAsync(cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>EC2 in a region.</summary>
    /// <exception cref="AwsSessionException"><c>InvalidRegion</c>; the same for all services.</exception>
    public IAmazonEC2 Ec2(string region) => Client(region, _factory.Ec2);

    /// <summary>The Recycle Bin in a region.</summary>
    public IAmazonRecycleBin RecycleBin(string region) => Client(region, _factory.RecycleBin);

    /// <summary>The EBS direct APIs in a region.</summary>
    public IAmazonEBS Ebs(string region) => Client(region, _factory.Ebs);

    /// <summary>Auto Scaling in a region.</summary>
    public IAmazonAutoScaling AutoScaling(string region) => Client(region, _factory.AutoScaling);

    /// <summary>The Security Token Service in a region.</summary>
    public IAmazonSecurityTokenService Sts(string region) => Client(region, _factory.Sts);

    /// <summary>The Key Management Service in a region.</summary>
    public IAmazonKeyManagementService Kms(string region) => Client(region, _factory.Kms);

    /// <summary>The account that calls: twelve digits. Asked once.</summary>
    /// <exception cref="AwsSessionException"><c>AccountUnknown</c> where the endpoint does not tell.</exception>
    public async Task<string> AccountIdAsync(CancellationToken cancellationToken) =>
        await TryAccountIdAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new AwsSessionException(AwsSessionException.AccountUnknown, "The endpoint does not tell whose account the credentials belong to: it has no Security Token Service.");

    /// <summary>The account that calls; null where the endpoint has no Security Token Service. Any other failure is thrown.</summary>
    public async Task<string?> TryAccountIdAsync(CancellationToken cancellationToken)
    {
        if (_accountId is { } known)
            return known.Length == 0 ? null : known;
        await _oneAsks.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _accountId ??= await AskAccountIdAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneAsks.Release();
        }
        return _accountId.Length == 0 ? null : _accountId;
    }

    /// <summary>Lets the clients go. Sessions that were made of this one by <see cref="AssumeAsync"/> live on.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
            client.Value.Dispose();
        _clients.Clear();
        return ValueTask.CompletedTask;
    }

    private static string? EndpointOf(AwsSessionSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.EndpointUrl))
            return null;
        return Uri.TryCreate(settings.EndpointUrl, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https" && endpoint.Host.Length > 0
            ? endpoint.AbsoluteUri
            : throw new AwsSessionException(AwsSessionException.InvalidEndpoint, $"'{settings.EndpointUrl}' is no endpoint.", "Give an address like http://127.0.0.1:4599.");
    }

    private static AwsRole? RoleOf(AwsSessionSettings settings, string? region)
    {
        if (!string.IsNullOrEmpty(settings.RoleArn))
            return new(settings.RoleArn);
        return string.IsNullOrEmpty(settings.RoleName) ? null : AwsRole.Named(region is null ? "aws" : RegionNames.PartitionOf(region), settings.RoleAccountId ?? "", settings.RoleName);
    }

    // What a profile says of regions and endpoints counts also where the credentials come from elsewhere. Only a profile that was named must exist.
    private static CredentialProfile? ProfileOf(AwsEnvironment environment, AwsSessionSettings settings, ProfileStore profiles)
    {
        if (settings.ProfileName is { Length: > 0 } named)
            return profiles.Get(named);
        return profiles.Find(environment.Variable("AWS_PROFILE") is { Length: > 0 } chosen ? chosen : SharedCredentialsFile.DefaultProfileName);
    }

    private T Client<T>(string region, Func<string, AWSCredentials, T> make) where T : class, IDisposable
    {
        var name = RegionNames.Normalize(region);
        return (T)_clients.GetOrAdd((typeof(T), name), key => new(() => make(key.Region, _credentials))).Value;
    }

    // Credentials that do not work are said at once, and not in the middle of the first command's work.
    private Task CheckAsync(CancellationToken cancellationToken) =>
        _credentials is TimedCredentials timed ? timed.GetKeysAsync(cancellationToken) : _credentials.GetCredentialsAsync().WaitAsync(cancellationToken);

    private async Task<string> AskAccountIdAsync(CancellationToken cancellationToken)
    {
        var keys = await _credentials.GetCredentialsAsync().ConfigureAwait(false);
        if (!string.IsNullOrEmpty(keys.AccountId))
            return keys.AccountId;
        try
        {
            var caller = await Sts(DefaultRegion ?? RegionNames.MainRegionOf(Partition)).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken).ConfigureAwait(false);
            _environment.Budgets.NoteAccount(keys.AccessKey, caller.Account);
            return caller.Account;
        }
        catch (Exception exception) when (AwsErrors.Classify(exception).Kind is AwsFailureKind.Unsupported or AwsFailureKind.BadAnswer)
        {
            return "";
        }
    }
}
