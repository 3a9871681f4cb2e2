using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>Gives every client of the SDK an <see cref="HttpClient"/> over one handler, and so one pool of connections.</summary>
/// <remarks>The SDK must not cache the clients by itself: its cache is the process's, and would mix up two simulators.</remarks>
internal sealed class SharedHttpClientFactory(HttpMessageHandler handler) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
