using System.Net;

namespace AmiTools.Simulator;

/// <summary>An error that a simulated service answers with.</summary>
public sealed class AwsErrorException : Exception
{
    /// <param name="code">As it stands on the wire, without <c>Client.</c> or <c>Server.</c>.</param>
    /// <param name="message">What the service says.</param>
    /// <param name="status">HTTP status.</param>
    public AwsErrorException(string code, string message, HttpStatusCode status = HttpStatusCode.BadRequest)
        : base(message)
    {
        Code = code;
        Status = status;
    }

    /// <summary>The error code.</summary>
    public string Code { get; }

    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The reason that the Recycle Bin and EBS direct give, such as <c>RULE_NOT_FOUND</c>; null elsewhere.</summary>
    public string? Reason { get; init; }
}
