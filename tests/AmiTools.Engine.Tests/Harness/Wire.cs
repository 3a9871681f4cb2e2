namespace AmiTools.Engine.Tests.Harness;

/// <summary>What lies between one process and the simulator: counts its requests, and can kill the process at any of them.</summary>
internal sealed class Wire(HttpMessageHandler simulator) : DelegatingHandler(simulator)
{
    private readonly CancellationTokenSource _dead = new();
    private int _requests;

    /// <summary>Kills the process at this request, from 1; 0 never.</summary>
    public int KillAt { get; init; }

    /// <summary>Whether the request that it dies at still reaches the server.</summary>
    public bool ServerActs { get; init; }

    /// <summary>Sees the body of each request before it is sent; null for nobody.</summary>
    public Action<string>? Before { get; set; }

    /// <summary>How many requests the process has made.</summary>
    public int Requests => _requests;

    /// <summary>Cancelled when the process is dead. What it does after that reaches nobody, its own cleaning up included.</summary>
    public CancellationToken Death => _dead.Token;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_dead.IsCancellationRequested) throw new OperationCanceledException("The process is dead.", _dead.Token);
        if (Before is not null && request.Content is { } content) Before(await content.ReadAsStringAsync(cancellationToken));
        if (Interlocked.Increment(ref _requests) != KillAt) return await base.SendAsync(request, cancellationToken);
        if (ServerActs) (await base.SendAsync(request, cancellationToken)).Dispose();
        await _dead.CancelAsync();
        throw new OperationCanceledException("The process is dead.", _dead.Token);
    }
}
