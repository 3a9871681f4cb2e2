using System.Net.Sockets;
using AmiTools.Aws.Protocol;

namespace AmiTools.Aws;

/// <summary>Turns what the network and the runtime throw into the service's own errors. What it came from stays inside.</summary>
internal static class TransportFault
{
    /// <summary>The error; null where an exception is none of the transport's.</summary>
    public static ErrorDocument? Of(Exception exception, string operation)
    {
        var code = exception switch
        {
            AwsTransportException transport => CodeOf(transport.Problem),
            // From a transport that is not ours.
            HttpRequestException or IOException or SocketException => AwsErrorCodes.ConnectionFailed,
            OperationCanceledException or TimeoutException => AwsErrorCodes.RequestTimedOut,
            _ => null,
        };
        if (code is null)
            return null;
        var error = ErrorDocument.Local(code, $"{operation}: {exception.Message}", exception);
        error.StatusCode = (exception as AwsTransportException)?.StatusCode ?? default;
        return error;
    }

    private static string CodeOf(TransportProblem problem) => problem switch
    {
        TransportProblem.NoAnswer => AwsErrorCodes.RequestTimedOut,
        TransportProblem.WebPage => AwsErrorCodes.NotAnAwsResponse,
        TransportProblem.TooLong => AwsErrorCodes.ResponseTooLarge,
        _ => AwsErrorCodes.ConnectionFailed,
    };
}
