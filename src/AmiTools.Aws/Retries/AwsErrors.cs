using System.Net;
using System.Xml;
using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>Looks at what a call to AWS threw. The one place that knows what the exceptions of AWSSDK, .NET and this runtime mean.</summary>
public static class AwsErrors
{
    /// <summary>What an exception of a call means. Every exception has an answer; the kind is <see cref="AwsFailureKind.Unknown"/> for those that are no call's.</summary>
    public static AwsFailure Classify(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var notes = AttemptNotes.Of(exception);
        var seen = Look(Unwrap(exception), notes?.Operation);
        var unknown = (seen.MayHaveActed && notes?.LastNeverSent != true && !CallAttempt.WasNeverSent(exception)) || notes?.EarlierOutcomeUnknown == true;
        return new()
        {
            Kind = seen.Kind,
            Code = seen.Code,
            Message = seen.Message,
            RequestId = seen.RequestId,
            StatusCode = seen.Status,
            Remedy = seen.Remedy,
            Operation = notes?.Operation,
            Attempts = notes?.Attempts ?? 1,
            OutcomeUnknown = unknown,
            CountsAsDone = notes?.EarlierOutcomeUnknown == true && MeansGone(seen),
        };
    }

    /// <summary>True for a failure that says nothing about the call: the caller's own cancellation.</summary>
    public static bool IsCancellation(Exception exception) => Classify(exception).Kind == AwsFailureKind.Cancelled;

    private static bool MeansGone(Sight seen) => seen.Kind == AwsFailureKind.NotFound || seen.Code == "InvalidAMIID.Unavailable";

    // The exception of ours that tells most, however deep a layer in between has wrapped it; otherwise the outermost.
    private static Exception Unwrap(Exception exception)
    {
        // A cancelled call may have broken off in any way: the cancellation is the reason.
        if (exception is OperationCanceledException { CancellationToken.IsCancellationRequested: true })
            return exception;
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is AwsTransportException or AwsSessionException)
                return at;
        }
        return exception is AggregateException { InnerExceptions: [var only] } ? Unwrap(only) : exception;
    }

    private static Sight Look(Exception exception, string? operation) =>
        exception switch
        {
            AwsSessionException session => new(session.Kind, session.Message) { Code = session.Code, Remedy = session.Remedy },
            AwsTransportException transport => LookAtTransport(transport, operation),
            AmazonUnmarshallingException unread => LookAtUnread(unread, operation),
            AmazonServiceException service => LookAtAnswer(service, operation),
            OperationCanceledException => new(AwsFailureKind.Cancelled, "The call was cancelled.") { MayHaveActed = true },
            TimeoutException => new(AwsFailureKind.Timeout, exception.Message) { MayHaveActed = true },
            HttpRequestException http => new(AwsFailureKind.Connection, http.Message) { Status = http.StatusCode, MayHaveActed = !TransportErrors.NeverSent(http) },
            IOException => new(AwsFailureKind.Connection, exception.Message) { MayHaveActed = true },
            XmlException or JsonException => new(AwsFailureKind.BadAnswer, $"{Subject(operation)} was answered with something that cannot be read: {exception.Message}") { MayHaveActed = true },
            { InnerException: IOException or HttpRequestException or XmlException or JsonException or TimeoutException } => Look(exception.InnerException, operation),
            _ => new(AwsFailureKind.Unknown, exception.Message) { MayHaveActed = exception is AmazonClientException },
        };

    private static Sight LookAtAnswer(AmazonServiceException exception, string? operation)
    {
        var code = string.IsNullOrWhiteSpace(exception.ErrorCode) ? null : ErrorCodes.Normalize(exception.ErrorCode);
        var kind = ErrorCodes.KindOf(code, exception.Message, exception.StatusCode);
        return new(kind, kind == AwsFailureKind.Unsupported ? $"The endpoint has no operation {operation ?? "of this name"} ({exception.Message})." : exception.Message)
        {
            Code = code,
            RequestId = string.IsNullOrWhiteSpace(exception.RequestId) ? null : exception.RequestId,
            Status = exception.StatusCode == 0 ? null : exception.StatusCode,
            Remedy = RemedyFor(kind, code),
            MayHaveActed = kind is AwsFailureKind.ServerError or AwsFailureKind.BadAnswer or AwsFailureKind.Connection or AwsFailureKind.Timeout or AwsFailureKind.Unknown,
        };
    }

    // Its own message carries the whole body: never for a user's eyes.
    private static Sight LookAtUnread(AmazonUnmarshallingException exception, string? operation)
    {
        var status = exception.StatusCode == 0 ? (HttpStatusCode?)null : exception.StatusCode;
        var cut = exception.InnerException is IOException or HttpRequestException;
        return new(cut ? AwsFailureKind.Connection : AwsFailureKind.BadAnswer,
            cut ? $"The connection broke while the answer to {operation ?? "the call"} was read." : $"{Subject(operation)} was answered with something that is no answer of AWS{StatusText(status)}.")
        {
            RequestId = string.IsNullOrWhiteSpace(exception.RequestId) ? null : exception.RequestId,
            Status = status,
            MayHaveActed = true,
        };
    }

    private static Sight LookAtTransport(AwsTransportException exception, string? operation)
    {
        // An emulator shows its lack of an operation, or its own crash in it, as its web framework's error page. AWS never does.
        var unsupported = exception is { Problem: TransportProblem.WebPage, IsAwsEndpoint: false, StatusCode: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented or HttpStatusCode.InternalServerError };
        return new(unsupported ? AwsFailureKind.Unsupported : KindOf(exception.Problem),
            unsupported ? $"{exception.Endpoint.GetLeftPart(UriPartial.Authority)} has no operation {operation ?? "of this name"}, or fails in it: it answers with a web page{StatusText(exception.StatusCode)}." : exception.Message)
        {
            Status = exception.StatusCode,
            MayHaveActed = !exception.NeverSent && !(unsupported && exception.StatusCode != HttpStatusCode.InternalServerError),
        };
    }

    private static AwsFailureKind KindOf(TransportProblem problem) =>
        problem switch
        {
            TransportProblem.NoAnswer => AwsFailureKind.Timeout,
            TransportProblem.WebPage or TransportProblem.TooLong => AwsFailureKind.BadAnswer,
            _ => AwsFailureKind.Connection,
        };

    private static string? RemedyFor(AwsFailureKind kind, string? code) =>
        (kind, code) switch
        {
            (AwsFailureKind.CredentialsExpired, _) => "Get new credentials: sign in again ('aws sso login'), or take a new session token.",
            (AwsFailureKind.CredentialsInvalid, "RequestExpired" or "RequestTimeTooSkewed") => "Set this machine's clock: AWS takes requests of the last 15 minutes only.",
            (AwsFailureKind.CredentialsInvalid, _) => "Check the access key and its secret, and that the account may use this region.",
            (AwsFailureKind.Denied, "OptInRequired") => "Enable the region for the account.",
            _ => null,
        };

    private static string Subject(string? operation) => operation ?? "The call";

    private static string StatusText(HttpStatusCode? status) => status is { } known ? $" (HTTP {(int)known})" : "";

    /// <summary>What one exception shows by itself, without the attempts before it.</summary>
    private sealed record Sight(AwsFailureKind Kind, string Message)
    {
        public string? Code { get; init; }

        public string? RequestId { get; init; }

        public HttpStatusCode? Status { get; init; }

        public string? Remedy { get; init; }

        public bool MayHaveActed { get; init; }
    }
}
