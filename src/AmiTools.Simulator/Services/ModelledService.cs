using AmiTools.Simulator.Codecs;

namespace AmiTools.Simulator;

/// <summary>A service whose way on the wire is generated from its model, and whose operations are methods in <see cref="OperationTable"/>.</summary>
/// <param name="codec">Its protocol.</param>
/// <param name="operations">Its methods.</param>
/// <param name="renderError">An error in its form.</param>
internal sealed class ModelledService(ServiceCodec codec, OperationTable operations, Func<AwsErrorException, string, WireResponse> renderError)
    : SimulatedService(codec.SigningName)
{
    public override string? OperationOf(WireRequest request) => codec.OperationOf(request);

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersOf(WireRequest request) =>
        request.Header("Content-Type")?.Contains("json", StringComparison.Ordinal) == true ? [.. request.Query, .. JsonMembers.Of(request.Body)] : request.Form;

    public override WireResponse Answer(Call call, WireRequest request)
    {
        if (operations.Find(SigningName, call.Operation) is not { } handler || codec.Find(call.Operation) is not { } operation)
            throw Dialect.UnknownOperation(call.Operation);
        var decoded = Decode(call, operation, request);
        var response = handler(decoded.Request, call);
        if (SigningName == "ec2" && !RequestBuckets.IsRead(call.Operation) && !call.MayChange)
            throw new InvalidOperationException($"The handler of {call.Operation} did not ask before its change, so it would act in a dry run.");
        if (call.DryRun)
            throw Errors.DryRun();
        return operation.Write(response, call.RequestId);
    }

    public override WireResponse Render(AwsErrorException error, string requestId) => renderError(error, requestId);

    private DecodedRequest Decode(Call call, OperationCodec operation, WireRequest request)
    {
        DecodedRequest decoded;
        try
        {
            decoded = operation.Read(request);
        }
        catch (RequestFormatException format)
        {
            throw Dialect.Invalid("InvalidParameterValue", format.Message);
        }
        if (decoded.MissingParameters is [var missing, ..])
            throw Dialect.Invalid("MissingParameter", $"The request must contain the parameter {missing}");
        if (decoded.UnknownParameters is [var unknown, ..] && call.Settings.RefuseUnknownParameters)
            throw Dialect.Invalid("UnknownParameter", $"The parameter {unknown} is not recognized");
        return decoded.RepeatedParameters is [var repeated, ..]
            ? throw Dialect.Invalid("InvalidQueryParameter", $"The parameter {repeated} is there more than once")
            : decoded;
    }
}
