using System.Net;
using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>The request did not come to an answer of AWS: not reached, broken off, too slow, or answered by something else.</summary>
public sealed class AwsTransportException : AmazonClientException
{
    /// <summary>Makes one.</summary>
    /// <param name="problem">What went wrong.</param>
    /// <param name="endpoint">What was called.</param>
    /// <param name="message">What happened, with the endpoint named.</param>
    /// <param name="inner">What it came from.</param>
    public AwsTransportException(TransportProblem problem, Uri endpoint, string message, Exception? inner = null) : base(message, inner)
    {
        Problem = problem;
        Endpoint = endpoint;
    }

    /// <summary>What went wrong.</summary>
    public TransportProblem Problem { get; }

    /// <summary>Scheme, host and port of what was called.</summary>
    public Uri Endpoint { get; }

    /// <summary>The HTTP status where something answered.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>True where nothing ever came back from this endpoint, so that trying again is more likely to cost time than to help.</summary>
    public bool NeverAnswered { get; init; }

    /// <summary>True where the endpoint is one of AWS's own and not a simulator, an emulator or a proxy's address.</summary>
    public bool IsAwsEndpoint { get; init; }

    /// <summary>True where the server cannot have got the request.</summary>
    public bool NeverSent => Problem is TransportProblem.NotReached or TransportProblem.UnknownHost or TransportProblem.NotSecure;
}

/// <summary>What went wrong between us and the endpoint.</summary>
public enum TransportProblem
{
    /// <summary>No connection: refused, unreachable, or not made in time.</summary>
    NotReached,

    /// <summary>No such host name.</summary>
    UnknownHost,

    /// <summary>TLS failed before the request was sent.</summary>
    NotSecure,

    /// <summary>The connection broke after the request was begun.</summary>
    Cut,

    /// <summary>No answer in time.</summary>
    NoAnswer,

    /// <summary>A web page came in place of an answer.</summary>
    WebPage,

    /// <summary>The answer did not end.</summary>
    TooLong,
}
