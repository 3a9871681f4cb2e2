using System.Net;
using Amazon.Runtime;

namespace AmiTools.Aws.Protocol;

/// <summary>An error as a service answered it, or as the client found it.</summary>
internal sealed class ErrorDocument
{
    private readonly Dictionary<string, string> _details = [];

    /// <summary>What programs look at, such as <c>InvalidAMIID.NotFound</c>.</summary>
    public string? Code { get; set; }

    public string Message { get; set; } = "";

    public string? RequestId { get; set; }

    public HttpStatusCode StatusCode { get; set; }

    public Exception? Cause { get; set; }

    /// <summary>Whose fault it is, after the status.</summary>
    public ErrorType Type => (int)StatusCode switch
    {
        >= 500 => ErrorType.Receiver,
        >= 400 => ErrorType.Sender,
        _ => ErrorType.Unknown,
    };

    /// <summary>A further text of the error, such as <c>Reason</c>; null where it is missing.</summary>
    public string? this[string name]
    {
        get => _details.GetValueOrDefault(name);
        set => _details[name] = value!;
    }

    /// <summary>An error that no service answered.</summary>
    public static ErrorDocument Local(string code, string message, Exception? cause = null) => new() { Code = code, Message = message, Cause = cause };
}
