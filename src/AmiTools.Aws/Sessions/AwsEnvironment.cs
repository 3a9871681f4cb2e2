namespace AmiTools.Aws;

/// <summary>What all sessions of a process share: time, chance, the way to the network, and the budgets. One for AWS, and one for each simulator.</summary>
public sealed class AwsEnvironment : IDisposable
{
    private readonly object _gate = new();
    private readonly EndpointHistory _history = new();
    private BudgetRegistry? _budgets;
    private HttpMessageHandler? _transport;
    private SocketsHttpHandler? _sockets;
    private SocketsHttpHandler? _metadata;

    /// <summary>What all waits, retries and expiries run on.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where jitter comes from. Locked while it is used, so that it may be shared.</summary>
    public required Random Random { get; init; }

    /// <summary>Where ids come from: client tokens, the names of role sessions.</summary>
    public required Func<Guid> NewId { get; init; }

    /// <summary>Answers every request in place of the network: a simulator in this process. Null for the network. Not disposed here.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Who calls where nobody is named: a simulator's user. While they are set, no profile, no environment variable and no metadata service is asked for credentials.</summary>
    public AwsKeys? Keys { get; init; }

    /// <summary>The region of a session for which none is named anywhere else: a simulator's.</summary>
    public string? Region { get; init; }

    /// <summary>Where environment variables are read.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Answers in place of the instance's and the container's credential services. Null for the network. Not disposed here.</summary>
    public HttpMessageHandler? MetadataHandler { get; init; }

    /// <summary>How often and how soon failed attempts are repeated.</summary>
    public RetrySettings Retries { get; init; } = new();

    /// <summary>How long the network may take. By default unlimited where <see cref="Handler"/> is set.</summary>
    public NetworkTimeouts? Timeouts { get; init; }

    /// <summary>The token buckets of everybody who calls through this environment. By default new ones, all full.</summary>
    public BudgetRegistry Budgets
    {
        get
        {
            lock (_gate)
                return _budgets ??= new(Time);
        }
        init => _budgets = value;
    }

    /// <summary>Whether a simulator answers, so that nothing of the machine's own AWS configuration applies.</summary>
    internal bool IsSimulated => Keys is not null;

    /// <summary>The one way to the network, with its pool of connections.</summary>
    internal HttpMessageHandler Transport
    {
        get
        {
            lock (_gate)
                return _transport ??= new AnswerHandler(Handler ?? (_sockets = Sockets(Limits)), Time, Limits, _history);
        }
    }

    /// <summary>The way to the credential services on this machine's own link.</summary>
    internal HttpMessageHandler Metadata
    {
        get
        {
            lock (_gate)
                return MetadataHandler ?? (_metadata ??= new() { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(1) });
        }
    }

    private NetworkTimeouts Limits => Timeouts ?? (Handler is null ? new() : NetworkTimeouts.None);

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _sockets?.Dispose();
            _metadata?.Dispose();
        }
    }

    /// <summary>The network. Proxies are .NET's: <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>NO_PROXY</c>, or the system's settings on Windows and macOS.</summary>
    internal static SocketsHttpHandler Sockets(NetworkTimeouts limits) => new()
    {
        ConnectTimeout = limits.Connect,
        // AWS does not redirect these services. A sign-in page of a network does, and must not be followed with a signed request.
        AllowAutoRedirect = false,
        // Names of AWS's endpoints move: a connection that lived on would not see it.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        EnableMultipleHttp2Connections = true,
    };
}
