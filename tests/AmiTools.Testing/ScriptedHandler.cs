using System.Net;
using System.Text;

namespace AmiTools.Testing;

/// <summary>Answers requests after a script, and keeps them.</summary>
public sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly object _gate = new();
    private readonly Queue<Func<SentRequest, CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly List<SentRequest> _requests = [];

    /// <summary>The requests so far, in order.</summary>
    public IReadOnlyList<SentRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>What answers when the script is at its end; by default that is a mistake in the test.</summary>
    public Func<SentRequest, HttpResponseMessage>? Otherwise { get; set; }

    /// <summary>Answers the next request.</summary>
    public ScriptedHandler Then(HttpStatusCode status, string body, string type = "text/xml") => Then(_ => Answer(status, body, type));

    /// <summary>Answers the next request.</summary>
    public ScriptedHandler Then(Func<SentRequest, HttpResponseMessage> answer) => ThenAsync((request, _) => Task.FromResult(answer(request)));

    /// <summary>Fails the next request.</summary>
    public ScriptedHandler ThenThrow(Func<Exception> exception) => ThenAsync((_, _) => Task.FromException<HttpResponseMessage>(exception()));

    /// <summary>Answers the next request, in its own time.</summary>
    public ScriptedHandler ThenAsync(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        lock (_gate)
            _script.Enqueue(answer);
        return this;
    }

    /// <summary>Never answers the next request.</summary>
    public ScriptedHandler ThenHang() => ThenAsync(async (_, cancelled) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancelled).ConfigureAwait(false);
        throw new InvalidOperationException("An endless wait has ended.");
    });

    public static HttpResponseMessage Answer(HttpStatusCode status, string body, string type = "text/xml") => new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        SentRequest sent = new(request.Method.Method, request.RequestUri!, body,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase));
        Func<SentRequest, CancellationToken, Task<HttpResponseMessage>>? answer;
        lock (_gate)
        {
            _requests.Add(sent);
            _script.TryDequeue(out answer);
        }
        if (answer is null)
        {
            return Otherwise?.Invoke(sent)
                ?? throw new InvalidOperationException($"The script has no answer to request {Requests.Count}: {sent.Method} {sent.Uri} {sent.Body}");
        }
        return await answer(sent, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>A request as it went out.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Uri">The address.</param>
/// <param name="Body">The body, empty where there was none.</param>
/// <param name="Headers">The headers, by name.</param>
public sealed record SentRequest(string Method, Uri Uri, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The operation of a request of the Query protocols: its <c>Action</c>.</summary>
    public string? Action => Parameter("Action");

    /// <summary>The access key that signed; null where nothing did.</summary>
    public string? AccessKey => Scope?[0];

    /// <summary>The region that it is signed for; null where nothing signed.</summary>
    public string? Region => Scope?[2];

    /// <summary>The <c>Authorization</c> header; null where there is none.</summary>
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    private string[]? Scope => Authorization?.Split("Credential=") is [_, var rest] ? rest.Split(',')[0].Split('/') : null;

    /// <summary>A parameter of a form-encoded body.</summary>
    public string? Parameter(string name) =>
        Body.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2 && pair[0] == name).Select(pair => WebUtility.UrlDecode(pair[1])).FirstOrDefault();
}
