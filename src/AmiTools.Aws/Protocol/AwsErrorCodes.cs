namespace AmiTools.Aws;

/// <summary>Codes of errors that no service answered: the client found them itself. They stand where AWS's codes stand, in <c>ErrorCode</c>.</summary>
public static class AwsErrorCodes
{
    /// <summary>The answer was cut off: its length or its text ends too early. Whether the service acted is unknown.</summary>
    public const string TruncatedResponse = nameof(TruncatedResponse);

    /// <summary>The answer has no body where one belongs. Whether the service acted is unknown.</summary>
    public const string EmptyResponse = nameof(EmptyResponse);

    /// <summary>The answer is not what the service says, for instance a web page of a proxy. Whether the service was reached is unknown.</summary>
    public const string NotAnAwsResponse = nameof(NotAnAwsResponse);

    /// <summary>The answer does not end, or is larger than any of AWS.</summary>
    public const string ResponseTooLarge = nameof(ResponseTooLarge);

    /// <summary>The connection could not be made, or broke. Whether the service acted is unknown if it broke.</summary>
    public const string ConnectionFailed = nameof(ConnectionFailed);

    /// <summary>No answer came in time. Whether the service acted is unknown.</summary>
    public const string RequestTimedOut = nameof(RequestTimedOut);

    /// <summary>A listing gave the same token twice, so that it would never end.</summary>
    public const string RepeatedPageToken = nameof(RepeatedPageToken);

    /// <summary>The request lacks what its path is made of.</summary>
    public const string MissingParameter = nameof(MissingParameter);

    /// <summary>What stands for a region is none.</summary>
    public const string InvalidRegion = nameof(InvalidRegion);
}
