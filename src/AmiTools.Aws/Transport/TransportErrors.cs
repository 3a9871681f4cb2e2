using System.Security.Authentication;

namespace AmiTools.Aws;

/// <summary>What .NET's HTTP errors say about a request.</summary>
internal static class TransportErrors
{
    /// <summary>Whether the request certainly did not reach the server.</summary>
    public static bool NeverSent(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>What went wrong, from what the handler threw.</summary>
    public static AwsTransportException From(Exception exception, Uri endpoint, bool awsEndpoint, bool answered)
    {
        var problem = exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => TransportProblem.UnknownHost,
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException => TransportProblem.NotSecure,
            HttpRequestException http when NeverSent(http) => TransportProblem.NotReached,
            _ => TransportProblem.Cut,
        };
        return new(problem, endpoint, Describe(problem, endpoint, exception), exception) { IsAwsEndpoint = awsEndpoint, NeverAnswered = !answered };
    }

    private static string Describe(TransportProblem problem, Uri endpoint, Exception exception)
    {
        var name = endpoint.GetLeftPart(UriPartial.Authority);
        return problem switch
        {
            TransportProblem.UnknownHost => $"There is no host {endpoint.Host}: the region or the endpoint is misspelt, or no name server can be reached.",
            TransportProblem.NotSecure => $"No secure connection to {name}: {Innermost(exception).Message}",
            TransportProblem.NotReached => $"{name} cannot be reached: {Innermost(exception).Message}.".Replace("..", ".", StringComparison.Ordinal),
            _ => $"The connection to {name} broke before the answer was complete: {Innermost(exception).Message}",
        };
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }
}
