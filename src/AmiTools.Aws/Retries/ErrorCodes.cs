using System.Collections.Frozen;
using System.Net;

namespace AmiTools.Aws;

/// <summary>What AWS's error codes mean. Codes that say it in their name (<c>InvalidVolume.NotFound</c>) need no line in the table.</summary>
internal static class ErrorCodes
{
    private static readonly FrozenDictionary<string, AwsFailureKind> s_kinds = new Dictionary<AwsFailureKind, string[]>
    {
        [AwsFailureKind.Throttled] =
        [
            "RequestLimitExceeded", "EC2ThrottledException", "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
            "TooManyRequestsException", "SlowDown", "PriorRequestNotComplete",
        ],
        [AwsFailureKind.Busy] = ["ConcurrentTagAccess"],
        [AwsFailureKind.CredentialsInvalid] =
        [
            "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature",
            "IncompleteSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException", "RequestExpired", "RequestTimeTooSkewed",
        ],
        [AwsFailureKind.CredentialsExpired] = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"],
        [AwsFailureKind.Denied] =
        [
            "UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "UnauthorizedException", "OptInRequired", "Blocked", "PendingVerification", "RegionDisabledException",
        ],
        [AwsFailureKind.IncorrectState] =
        [
            "InvalidAMIID.Unavailable", "InvalidState", "OperationNotPermitted", "ConflictException", "DisabledException", "KMSInvalidStateException", "CustomerKeyHasBeenRevoked",
        ],
        [AwsFailureKind.InUse] = ["VolumeInUse", "DependencyViolation"],
        [AwsFailureKind.QuotaExceeded] = ["SnapshotCreationPerVolumeRateExceeded", "ServiceQuotaExceededException", "LimitExceededException", "ConcurrentLimitExceeded", "VolumeIOPSLimit"],
        [AwsFailureKind.Unsupported] = ["InvalidAction", "UnknownOperation", "UnknownOperationException", "NotImplemented", "NotImplementedException", "UnsupportedOperationException"],
        [AwsFailureKind.Invalid] = ["IdempotentParameterMismatch", "MalformedQueryString", "Unsupported", "UnsupportedOperation", "SnapshotCopyUnsupported.InterRegion"],
        [AwsFailureKind.BadAnswer] = [AwsErrorCodes.TruncatedResponse, AwsErrorCodes.EmptyResponse, AwsErrorCodes.NotAnAwsResponse, AwsErrorCodes.ResponseTooLarge, AwsErrorCodes.RepeatedPageToken],
        [AwsFailureKind.Connection] = [AwsErrorCodes.ConnectionFailed],
        [AwsFailureKind.Timeout] = [AwsErrorCodes.RequestTimedOut],
        [AwsFailureKind.ServerError] = ["InternalError", "InternalFailure", "InternalServerException", "ServerInternal", "Unavailable", "ServiceUnavailable"],
    }
        .SelectMany(kind => kind.Value, (kind, code) => KeyValuePair.Create(code, kind.Key))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The code as it stands on the wire: the documentation writes <c>Client.</c> or <c>Server.</c> in front of it, and so do some endpoints.</summary>
    public static string Normalize(string code)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["Client.", "Server."])
        {
            if (code.StartsWith(prefix, StringComparison.Ordinal))
                return code[prefix.Length..];
        }
        return code;
    }

    /// <summary>What an answer of AWS with this code, message and status means.</summary>
    public static AwsFailureKind KindOf(string? code, string message, HttpStatusCode status) =>
        code switch
        {
            null or "" => ByStatus(status),
            // The client's own word for an answer that has no code, and so is no AWS answer.
            _ when code == status.ToString() => ByStatus(status),
            "AuthFailure" => ByAuthFailure(message),
            _ when s_kinds.TryGetValue(code, out var kind) => kind,
            _ => ByName(code) ?? (status == HttpStatusCode.NotFound ? AwsFailureKind.NotFound : ByStatus(status)),
        };

    // AuthFailure stands for wrong credentials, for resources of others and for keys that cannot be shared: only the text tells.
    private static AwsFailureKind ByAuthFailure(string message) =>
        message.Contains("validate the provided access credentials", StringComparison.OrdinalIgnoreCase) ? AwsFailureKind.CredentialsInvalid : AwsFailureKind.Denied;

    private static AwsFailureKind? ByName(string code) =>
        code switch
        {
            _ when code.Contains("NotFound", StringComparison.Ordinal) || code.StartsWith("NoSuch", StringComparison.Ordinal) => AwsFailureKind.NotFound,
            _ when code.EndsWith(".Duplicate", StringComparison.Ordinal) || code.Contains("AlreadyExists", StringComparison.Ordinal) => AwsFailureKind.AlreadyExists,
            _ when code.EndsWith("InUse", StringComparison.Ordinal) => AwsFailureKind.InUse,
            _ when code.EndsWith("LimitExceeded", StringComparison.Ordinal) || code.StartsWith("Insufficient", StringComparison.Ordinal) => AwsFailureKind.QuotaExceeded,
            _ when code.StartsWith("Incorrect", StringComparison.Ordinal) => AwsFailureKind.IncorrectState,
            _ when code.StartsWith("Invalid", StringComparison.Ordinal) || code.StartsWith("Missing", StringComparison.Ordinal) || code.StartsWith("Unknown", StringComparison.Ordinal)
                || code.StartsWith("Validation", StringComparison.Ordinal) || code.EndsWith(".Malformed", StringComparison.Ordinal) => AwsFailureKind.Invalid,
            _ => null,
        };

    private static AwsFailureKind ByStatus(HttpStatusCode status) =>
        (int)status switch
        {
            401 or 403 => AwsFailureKind.Denied,
            402 => AwsFailureKind.QuotaExceeded,
            // Without a code of AWS this is a server that does not know the path, and says nothing of the resource.
            404 or 405 or 501 => AwsFailureKind.Unsupported,
            409 => AwsFailureKind.IncorrectState,
            429 => AwsFailureKind.Throttled,
            >= 500 => AwsFailureKind.ServerError,
            >= 400 => AwsFailureKind.Invalid,
            >= 200 => AwsFailureKind.BadAnswer,
            _ => AwsFailureKind.Unknown,
        };
}
