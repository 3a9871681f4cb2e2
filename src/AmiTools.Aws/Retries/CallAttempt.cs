using Amazon.Runtime;

namespace AmiTools.Aws;

/// <summary>What the SDK's context of a call tells about it.</summary>
internal static class CallAttempt
{
    private const string NeverSentKey = "AmiTools.NeverSent";
    private const string ClientToken = "ClientToken";

    /// <summary>The operation's name as AWS writes it: <c>CopyImage</c>.</summary>
    public static string OperationOf(IRequestContext context)
    {
        const string Suffix = "Request";
        var name = context.RequestName;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    /// <summary>What making this call a second time can do.</summary>
    public static Repetition RepetitionOf(IRequestContext context) =>
        CallSafety.Of(OperationOf(context), context.Request.Parameters.TryGetValue(ClientToken, out var token) && !string.IsNullOrEmpty(token));

    /// <summary>The transport's own account of a failure; null where it has none.</summary>
    public static AwsTransportException? Transport(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is AwsTransportException transport)
                return transport;
        }
        return null;
    }

    /// <summary>Notes on an exception that it came up before the request went out.</summary>
    public static void MarkNeverSent(Exception exception) => exception.Data[NeverSentKey] = true;

    /// <summary>Whether the request certainly did not go out.</summary>
    public static bool WasNeverSent(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is AwsSessionException or AwsTransportException { NeverSent: true } || at.Data.Contains(NeverSentKey))
                return true;
        }
        return false;
    }
}
