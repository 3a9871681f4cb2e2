using System.Net;

namespace AmiTools.Simulator;

/// <summary>The Recycle Bin's own errors.</summary>
internal static class RuleErrors
{
    public static AwsErrorException Invalid(string message) => new("ValidationException", message) { Reason = "INVALID_PARAMETER_VALUE" };

    public static AwsErrorException NotFound(string identifier) =>
        new("ResourceNotFoundException", $"The rule {identifier} does not exist.", HttpStatusCode.NotFound) { Reason = "RULE_NOT_FOUND" };

    public static AwsErrorException WrongState(string message) => new("ConflictException", message, HttpStatusCode.Conflict) { Reason = "INVALID_RULE_STATE" };

    public static AwsErrorException QuotaExceeded(string message) => new("ServiceQuotaExceededException", message, HttpStatusCode.PaymentRequired) { Reason = "SERVICE_QUOTA_EXCEEDED" };
}
