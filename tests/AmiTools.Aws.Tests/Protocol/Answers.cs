using System.Net;
using System.Text;

namespace AmiTools.Aws.Tests.Protocol;

/// <summary>A request as it went over the wire.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Url">With the query string.</param>
/// <param name="Headers">Lists are joined by commas.</param>
/// <param name="Body">Text; empty where there is none.</param>
internal sealed record SentRequest(HttpMethod Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The form in the body, decoded.</summary>
    public IReadOnlyDictionary<string, string> Form => Body.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));
}

/// <summary>Takes requests in the network's place, and keeps them.</summary>
internal sealed class Answers(Func<SentRequest, int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<SentRequest> _sent = [];

    public IReadOnlyList<SentRequest> Sent => _sent;

    /// <summary>The same answer to everything.</summary>
    public static Answers Always(string body, int status = 200, string type = "text/xml;charset=UTF-8", params (string Name, string Value)[] headers) =>
        new((_, _, _) => Task.FromResult(Response(body, status, type, headers)));

    /// <summary>One answer after the other; the last one stays.</summary>
    public static Answers InTurn(params Func<HttpResponseMessage>[] answers) =>
        new((_, call, _) => Task.FromResult(answers[Math.Min(call, answers.Length - 1)]()));

    public static HttpResponseMessage Response(string body, int status = 200, string type = "text/xml;charset=UTF-8", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new SentRequest(request.Method, request.RequestUri!, headers, body);
        int call;
        lock (_sent)
        {
            call = _sent.Count;
            _sent.Add(sent);
        }
        return await answer(sent, call, cancellationToken);
    }
}
