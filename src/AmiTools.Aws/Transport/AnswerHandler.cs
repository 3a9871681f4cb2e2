using System.Net.Http.Headers;
using System.Text;

namespace AmiTools.Aws;

/// <summary>
/// Stands between the SDK and the network: reads each answer to its end before the SDK sees it, within bounds of time and size, and says in our own terms what went wrong.
/// </summary>
/// <remarks>
/// The SDK reads bodies as it parses them, blocking a thread and without a limit of time: seventeen regions at once on a bad line would hold seventeen threads. What it makes of a broken
/// connection has also lost whether the request was sent.
/// </remarks>
internal sealed class AnswerHandler : DelegatingHandler
{
    private const int LongestAnswer = 64 * 1024 * 1024;
    private const int PieceSize = 64 * 1024;

    private readonly TimeProvider _time;
    private readonly NetworkTimeouts _timeouts;
    private readonly EndpointHistory _history;

    public AnswerHandler(HttpMessageHandler inner, TimeProvider time, NetworkTimeouts timeouts, EndpointHistory history) : base(inner)
    {
        _time = time;
        _timeouts = timeouts;
        _history = history;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoint = new Uri(request.RequestUri!.GetLeftPart(UriPartial.Authority));
        var aws = EndpointHistory.IsAws(endpoint);
        var answered = _history.HasAnswered(endpoint);
        var patience = aws || answered ? _timeouts.Answer : _timeouts.FirstAnswer;
        using var limit = new TimeLimit(patience, _time, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);
            var body = await ReadAsync(response.Content, endpoint, limit).ConfigureAwait(false);
            _history.NoteAnswer(endpoint);
            if ((int)response.StatusCode is >= 300 and < 400 || LooksLikeWebPage(response.Content.Headers.ContentType, body))
                throw WebPage(response, endpoint, aws);
            Replace(response, body);
            return response;
        }
        catch (Exception exception)
        {
            response?.Dispose();
            if (exception is AwsTransportException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
                throw;
            if (limit.IsOver)
                throw TooSlow(endpoint, aws, answered, patience, exception);
            if (exception is HttpRequestException or IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
                throw TransportErrors.From(exception, endpoint, aws, answered);
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, Uri endpoint, TimeLimit limit)
    {
        // What is in memory already has no network to wait for.
        if (content is ByteArrayContent)
            return await content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
        var stream = await content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using MemoryStream whole = new();
            var piece = new byte[PieceSize];
            while (true)
            {
                limit.Restart(_timeouts.Answer);
                var count = await stream.ReadAsync(piece, limit.Token).ConfigureAwait(false);
                if (count == 0)
                    return whole.ToArray();
                whole.Write(piece, 0, count);
                if (whole.Length > LongestAnswer)
                    throw new AwsTransportException(TransportProblem.TooLong, endpoint, $"{endpoint.GetLeftPart(UriPartial.Authority)} sent more than {LongestAnswer / (1024 * 1024)} MiB: that is no answer of AWS.");
            }
        }
    }

    private static void Replace(HttpResponseMessage response, byte[] body)
    {
        if (response.Content is ByteArrayContent)
            return;
        var read = new ByteArrayContent(body);
        foreach (var (name, values) in response.Content.Headers)
            read.Headers.TryAddWithoutValidation(name, values);
        read.Headers.ContentLength = body.Length;
        response.Content.Dispose();
        response.Content = read;
    }

    private static bool LooksLikeWebPage(MediaTypeHeaderValue? type, byte[] body)
    {
        if (body.Length == 0)
            return false;
        if (string.Equals(type?.MediaType, "text/html", StringComparison.OrdinalIgnoreCase))
            return true;
        var start = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 256)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static AwsTransportException WebPage(HttpResponseMessage response, Uri endpoint, bool aws) =>
        new(TransportProblem.WebPage, endpoint,
            $"{endpoint.GetLeftPart(UriPartial.Authority)} answered with {(response.Headers.Location is { } elsewhere ? $"a redirection to {elsewhere}" : "a web page")} (HTTP {(int)response.StatusCode}) in place of an answer of AWS: a proxy, a sign-in page or another server stands there.")
        {
            StatusCode = response.StatusCode,
            IsAwsEndpoint = aws,
        };

    private static AwsTransportException TooSlow(Uri endpoint, bool aws, bool answered, TimeSpan patience, Exception exception) =>
        new(TransportProblem.NoAnswer, endpoint, $"{endpoint.GetLeftPart(UriPartial.Authority)} did not answer within {patience.TotalSeconds:0} seconds.", exception)
        {
            IsAwsEndpoint = aws,
            NeverAnswered = !answered,
        };

    /// <summary>A token that is cancelled with the caller's, or when the time is over; and knows which it was.</summary>
    private sealed class TimeLimit : IDisposable
    {
        private readonly CancellationTokenSource _over;
        private readonly CancellationTokenSource _either;

        public TimeLimit(TimeSpan limit, TimeProvider time, CancellationToken caller)
        {
            _over = new(limit, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, caller);
        }

        public CancellationToken Token => _either.Token;

        public bool IsOver => _over.IsCancellationRequested;

        public void Restart(TimeSpan limit) => _over.CancelAfter(limit);

        public void Dispose()
        {
            _either.Dispose();
            _over.Dispose();
        }
    }
}
