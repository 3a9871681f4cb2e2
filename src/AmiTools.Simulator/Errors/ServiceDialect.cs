using System.Net;

namespace AmiTools.Simulator;

/// <summary>How one service words the errors that all services have.</summary>
internal sealed class ServiceDialect
{
    private const HttpStatusCode TooManyRequests = HttpStatusCode.TooManyRequests;
    private const HttpStatusCode BadRequest = HttpStatusCode.BadRequest;
    private const HttpStatusCode Forbidden = HttpStatusCode.Forbidden;

    private static readonly ServiceDialect s_ec2 = new()
    {
        _denied = ("UnauthorizedOperation", Forbidden),
        _throttled = ("RequestLimitExceeded", HttpStatusCode.ServiceUnavailable, "Request limit exceeded."),
        _expired = ("RequestExpired", BadRequest, "Request has expired."),
        _unknownKey = ("AuthFailure", HttpStatusCode.Unauthorized, "AWS was not able to validate the provided access credentials"),
        _unsigned = ("MissingAuthenticationToken", Forbidden),
        _unknownOperation = ("InvalidAction", BadRequest),
        _broken = "InternalError",
        _unavailable = "Unavailable",
    };

    private static readonly ServiceDialect s_query = new()
    {
        _denied = ("AccessDenied", Forbidden),
        _throttled = ("Throttling", BadRequest, "Rate exceeded"),
        _expired = ("ExpiredToken", Forbidden, "The security token included in the request is expired"),
        _unknownKey = ("InvalidClientTokenId", Forbidden, "The security token included in the request is invalid."),
        _unsigned = ("MissingAuthenticationToken", Forbidden),
        _unknownOperation = ("InvalidAction", BadRequest),
        _broken = "InternalFailure",
        _unavailable = "ServiceUnavailable",
    };

    private static readonly ServiceDialect s_restJson = new()
    {
        _denied = ("AccessDeniedException", Forbidden),
        _throttled = ("ThrottlingException", TooManyRequests, "Rate exceeded"),
        _expired = ("ExpiredTokenException", Forbidden, "The security token included in the request is expired"),
        _unknownKey = ("UnrecognizedClientException", Forbidden, "The security token included in the request is invalid."),
        _unsigned = ("MissingAuthenticationTokenException", Forbidden),
        _unknownOperation = ("UnknownOperationException", HttpStatusCode.NotFound),
        _broken = "InternalServerException",
        _unavailable = "ServiceUnavailableException",
    };

    private static readonly ServiceDialect s_json = new()
    {
        _denied = ("AccessDeniedException", BadRequest),
        _throttled = ("ThrottlingException", BadRequest, "Rate exceeded"),
        _expired = ("ExpiredTokenException", BadRequest, "The security token included in the request is expired"),
        _unknownKey = ("UnrecognizedClientException", BadRequest, "The security token included in the request is invalid."),
        _unsigned = ("MissingAuthenticationTokenException", BadRequest),
        _unknownOperation = ("UnknownOperationException", BadRequest),
        _broken = "KMSInternalException",
        _unavailable = "DependencyTimeoutException",
    };

    private (string Code, HttpStatusCode Status) _denied, _unsigned, _unknownOperation;
    private (string Code, HttpStatusCode Status, string Message) _throttled, _expired, _unknownKey;
    private string _broken = "", _unavailable = "";

    private ServiceDialect()
    {
    }

    /// <summary>The dialect of a service by its signing name.</summary>
    public static ServiceDialect Of(string service) => service switch
    {
        "ec2" => s_ec2,
        "rbin" or "ebs" => s_restJson,
        "kms" => s_json,
        _ => s_query,
    };

    /// <summary>The caller may not do something.</summary>
    public AwsErrorException Denied(Principal caller, string action)
    {
        var explanation = $"User: {caller.Arn} is not authorized to perform: {action} with an explicit deny in an identity-based policy";
        // EC2 alone encodes its reason; the text stands for what sts:DecodeAuthorizationMessage would read.
        if (this == s_ec2)
            explanation = $"You are not authorized to perform this operation. {explanation}. Encoded authorization failure message: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(explanation))}";
        return new(_denied.Code, explanation, _denied.Status);
    }

    /// <summary>Too many requests.</summary>
    public AwsErrorException Throttled() => new(_throttled.Code, _throttled.Message, _throttled.Status);

    /// <summary>The keys are no longer valid.</summary>
    public AwsErrorException Expired() => new(_expired.Code, _expired.Message, _expired.Status);

    /// <summary>Nobody knows the keys.</summary>
    public AwsErrorException UnknownKey(SimulatorSettings settings) =>
        new(_unknownKey.Code, _unknownKey.Message, _unknownKey.Code == "AuthFailure" ? settings.AuthFailureStatus : _unknownKey.Status);

    /// <summary>The account has not enabled the region.</summary>
    public AwsErrorException NotOptedIn(SimulatorSettings settings, string region) =>
        this == s_ec2 && settings.NotOptedInCode == "OptInRequired"
            ? new("OptInRequired", $"You are not subscribed to this service. Please enable the region {region} first.", Forbidden)
            : UnknownKey(settings);

    /// <summary>The request is not signed.</summary>
    public AwsErrorException Unsigned() => new(_unsigned.Code, "Request is missing Authentication Token", _unsigned.Status);

    /// <summary>The service, or this simulator, has no such operation.</summary>
    public AwsErrorException UnknownOperation(string operation) =>
        new(_unknownOperation.Code, $"The action {operation} is not valid for this web service.", _unknownOperation.Status);

    /// <summary>The request is not as it has to be. The REST and JSON services have one code for all of that.</summary>
    public AwsErrorException Invalid(string code, string message) => this == s_restJson || this == s_json
        ? new("ValidationException", message) { Reason = "INVALID_PARAMETER_VALUE" }
        : new(code, message);

    /// <summary>The service broke.</summary>
    public AwsErrorException Broken() => new(_broken, "An internal error has occurred", HttpStatusCode.InternalServerError);

    /// <summary>The service is overloaded.</summary>
    public AwsErrorException Unavailable() => new(_unavailable, "The service is unavailable. Please try again shortly.", HttpStatusCode.ServiceUnavailable);
}
