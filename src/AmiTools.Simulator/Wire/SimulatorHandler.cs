using System.Net;
using System.Net.Http.Headers;

namespace AmiTools.Simulator;

/// <summary>The way to a simulator without a socket.</summary>
internal sealed class SimulatorHandler(AwsSimulator simulator) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var answer = await simulator.Gateway.HandleAsync(Read(request, body), cancellationToken).ConfigureAwait(false);
        if (answer.Delivery == Delivery.Cut)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was closed before an answer came.", new HttpIOException(HttpRequestError.ResponseEnded));
        return Write(request, answer);
    }

    private static WireRequest Read(HttpRequestMessage request, byte[] body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated)
            headers[name] = values.First();
        if (request.Content is not null)
        {
            foreach (var (name, values) in request.Content.Headers.NonValidated)
                headers[name] = values.First();
        }
        var uri = request.RequestUri!;
        return new()
        {
            Method = request.Method.Method,
            RawPath = uri.AbsolutePath,
            RawQuery = uri.Query.TrimStart('?'),
            Headers = headers,
            Body = body,
        };
    }

    private static HttpResponseMessage Write(HttpRequestMessage request, WireResponse answer)
    {
        HttpContent content = answer.Delivery switch
        {
            Delivery.Half => new StreamContent(new CutStream(answer.Body[..(answer.Body.Length / 2)])),
            Delivery.Short => new ReadOnlyMemoryContent(answer.Body[..(answer.Body.Length / 2)]),
            _ => new ReadOnlyMemoryContent(answer.Body),
        };
        if (answer.ContentType is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(answer.ContentType);
        if (answer.Delivery == Delivery.Half)
            content.Headers.ContentLength = answer.Body.Length;
        var response = new HttpResponseMessage(answer.Status) { RequestMessage = request, Content = content, Version = HttpVersion.Version11 };
        foreach (var (name, value) in answer.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
