namespace AmiTools.Simulator;

/// <summary>One service's way on the wire: how operations are named, answered and refused.</summary>
/// <param name="signingName">Such as <c>ec2</c>.</param>
internal abstract class SimulatedService(string signingName)
{
    /// <summary>Such as <c>ec2</c>; also what IAM actions begin with.</summary>
    public string SigningName { get; } = signingName;

    /// <summary>Its words for the errors that every service has.</summary>
    public ServiceDialect Dialect { get; } = ServiceDialect.Of(signingName);

    /// <summary>The operation that a request names; null where it names none.</summary>
    public abstract string? OperationOf(WireRequest request);

    /// <summary>What is wrong with a request that names no operation.</summary>
    public AwsErrorException NoOperation(WireRequest request) => request.RawPath == "/"
        ? new("MissingAction", "The request must contain the parameter Action")
        : Dialect.UnknownOperation($"{request.Method} {request.RawPath}");

    /// <summary>Whether the operation may be called without a signature.</summary>
    public virtual bool IsOpen(string operation) => false;

    /// <summary>The parameters for the log, for page tokens and for client tokens.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, string>> ParametersOf(WireRequest request);

    /// <summary>Does what the request asks for.</summary>
    /// <exception cref="AwsErrorException">The service refuses.</exception>
    public abstract WireResponse Answer(Call call, WireRequest request);

    /// <summary>An error in the service's form.</summary>
    public abstract WireResponse Render(AwsErrorException error, string requestId);
}
