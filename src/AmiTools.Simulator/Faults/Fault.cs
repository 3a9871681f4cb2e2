using System.Net;

namespace AmiTools.Simulator;

/// <summary>One thing that can go wrong with a request.</summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    internal FaultKind Kind { get; }

    internal TimeSpan Delay { get; private init; }

    internal HttpStatusCode Status { get; private init; }

    internal string? Code { get; private init; }

    internal string? Message { get; private init; }

    /// <summary>Too many requests, in the service's own words. Nothing was done.</summary>
    public static Fault Throttle { get; } = new(FaultKind.Throttle);

    /// <summary>Status 500. Nothing was done.</summary>
    public static Fault InternalError { get; } = new(FaultKind.InternalError);

    /// <summary>Status 500, but what was asked for was done.</summary>
    public static Fault InternalErrorAfter { get; } = new(FaultKind.InternalErrorAfter);

    /// <summary>Status 503. Nothing was done.</summary>
    public static Fault Unavailable { get; } = new(FaultKind.Unavailable);

    /// <summary>The connection is cut before the server acted.</summary>
    public static Fault CutBefore { get; } = new(FaultKind.CutBefore);

    /// <summary>The connection is cut after the server acted.</summary>
    public static Fault CutAfter { get; } = new(FaultKind.CutAfter);

    /// <summary>The server acted, and the connection is cut in the middle of its answer.</summary>
    public static Fault CutInBody { get; } = new(FaultKind.CutInBody);

    /// <summary>The server acted, and half of its answer arrives as if it were the whole.</summary>
    public static Fault Truncate { get; } = new(FaultKind.Truncate);

    /// <summary>The server acted, and its answer arrives with an empty body.</summary>
    public static Fault EmptyBody { get; } = new(FaultKind.EmptyBody);

    /// <summary>The caller may not, in the service's own words.</summary>
    public static Fault Deny { get; } = new(FaultKind.Deny);

    /// <summary>The caller's keys have expired, in the service's own words.</summary>
    public static Fault Expire { get; } = new(FaultKind.Expire);

    /// <summary>No answer ever comes; the request ends when its caller gives up.</summary>
    public static Fault Hang { get; } = new(FaultKind.Hang);

    /// <summary>The answer takes longer, in simulated time.</summary>
    public static Fault Latency(TimeSpan delay) => new(FaultKind.Latency) { Delay = delay };

    /// <summary>A proxy answers with a page instead of the service. Nothing was done.</summary>
    public static Fault Html(HttpStatusCode status = HttpStatusCode.BadGateway) => new(FaultKind.Html) { Status = status };

    /// <summary>Any error of the service. Nothing was done.</summary>
    public static Fault Error(string code, string message, HttpStatusCode status = HttpStatusCode.BadRequest) =>
        new(FaultKind.Error) { Code = code, Message = message, Status = status };

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        FaultKind.Latency => $"Latency {Delay}",
        FaultKind.Html => $"Html {(int)Status}",
        FaultKind.Error => $"Error {Code}",
        _ => Kind.ToString(),
    };
}

internal enum FaultKind
{
    Latency,
    Throttle,
    InternalError,
    InternalErrorAfter,
    Unavailable,
    CutBefore,
    CutAfter,
    CutInBody,
    Truncate,
    EmptyBody,
    Html,
    Deny,
    Expire,
    Hang,
    Error,
}
