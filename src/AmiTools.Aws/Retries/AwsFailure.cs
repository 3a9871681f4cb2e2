using System.Net;

namespace AmiTools.Aws;

/// <summary>A failed call, looked at: what happened, what AWS said, and what is known about its outcome.</summary>
public sealed class AwsFailure
{
    /// <summary>What sort of failure it is.</summary>
    public required AwsFailureKind Kind { get; init; }

    /// <summary>AWS's error code without a <c>Client.</c> or <c>Server.</c> prefix (<c>InvalidAMIID.NotFound</c>), or our own (<c>NoCredentials</c>); null where there is none.</summary>
    public string? Code { get; init; }

    /// <summary>What happened, in one sentence: AWS's message, or our own.</summary>
    public required string Message { get; init; }

    /// <summary>The id of the request, for AWS Support; null where no answer came.</summary>
    public string? RequestId { get; init; }

    /// <summary>The HTTP status of the answer; null where none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The operation that failed (<c>CopyImage</c>); null where the failure did not pass the retry policy.</summary>
    public string? Operation { get; init; }

    /// <summary>What the user can do now; null where nothing is known.</summary>
    public string? Remedy { get; init; }

    /// <summary>How often the request was sent, the failed attempt included; 0 where it never was.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>
    /// True where the server may have done what it was asked although the call failed. A call that creates something is then not to be made again before its result was looked for.
    /// Counts the last attempt and all before it, and means nothing for calls that only read.
    /// </summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>
    /// True where an earlier attempt of the same call may have done the work, and this one found it done: deleting or deregistering what is gone by now.
    /// </summary>
    public bool CountsAsDone { get; init; }

    /// <summary>The code and the message.</summary>
    public override string ToString() => Code is null ? Message : $"{Code}: {Message}";
}
