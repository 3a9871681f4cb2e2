using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>The way to the network of a client that no session made: what its own settings say, bounded as a session's is.</summary>
internal sealed class AwsHttpClientFactory : HttpClientFactory
{
    private readonly object _gate = new();
    private HttpMessageHandler? _transport;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var config = (AwsClientConfig)clientConfig;
        lock (_gate)
            _transport ??= new AnswerHandler(config.Handler ?? AwsEnvironment.Sockets(config.Timeouts), config.Time, config.Timeouts, new EndpointHistory());
        return new HttpClient(_transport, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    // What costs something is the transport, and that is kept. The SDK's cache is the process's, and would mix up two simulators.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
