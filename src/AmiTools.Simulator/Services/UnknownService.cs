namespace AmiTools.Simulator;

/// <summary>Stands in for every service that is not simulated: refuses, in the form that the caller reads.</summary>
/// <param name="signingName">Such as <c>ssm</c>.</param>
/// <param name="speaksJson">Whether the caller expects JSON rather than XML.</param>
internal sealed class UnknownService(string signingName, bool speaksJson) : QueryService(signingName, "http://webservices.amazon.com/")
{
    public override string? OperationOf(WireRequest request) => base.OperationOf(request) ?? request.Header("X-Amz-Target") ?? $"{request.Method} {request.RawPath}";

    public override WireResponse Answer(Call call, WireRequest request) =>
        throw new AwsErrorException("InvalidAction", $"The service {SigningName} is not simulated; its action {call.Operation} is not valid here.");

    public override WireResponse Render(AwsErrorException error, string requestId) =>
        speaksJson ? ErrorForms.Json(error, "application/json") : base.Render(error, requestId);
}
