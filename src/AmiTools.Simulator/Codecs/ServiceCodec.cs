using AmiTools.Aws.Protocol;

namespace AmiTools.Simulator.Codecs;

/// <summary>
/// The server's side of a service's protocol: requests from the wire into the client library's classes, responses from those onto the wire. The
/// code per operation is generated from the service's model.
/// </summary>
/// <remarks>
/// How to use it, with <c>EC2Codecs.Service</c>, <c>RecycleBinCodecs.Service</c>, <c>EBSCodecs.Service</c> and <c>AutoScalingCodecs.Service</c>:
/// <list type="number">
/// <item><see cref="OperationOf"/> names the operation that a request asks for, and <see cref="Find"/> gives its codec, if the model has it.</item>
/// <item><see cref="OperationCodec.Read"/> makes the request object (<c>DescribeImagesRequest</c>, ...) and says what was wrong with its form:
/// parameters that the operation does not have, parameters that came twice, required ones that did not come. What is no number or no time where one
/// belongs is a <see cref="RequestFormatException"/>. Whether it is a dry run stands beside the request, because the client's classes lack it.</item>
/// <item><see cref="OperationCodec.Write"/> makes the body of a successful answer out of the response object; null properties are left out, empty
/// lists are there and empty.</item>
/// </list>
/// </remarks>
internal sealed class ServiceCodec
{
    private readonly Dictionary<string, OperationCodec> _operations;
    private readonly AwsProtocol _protocol;

    public ServiceCodec(string signingName, AwsProtocol protocol, IEnumerable<OperationCodec> operations)
    {
        SigningName = signingName;
        _protocol = protocol;
        _operations = operations.ToDictionary(operation => operation.Name);
    }

    /// <summary>Such as <c>ec2</c>.</summary>
    public string SigningName { get; }

    /// <summary>All operations of the model.</summary>
    public IReadOnlyCollection<OperationCodec> Operations => _operations.Values;

    /// <summary>The operation of a name; null where the model has none.</summary>
    public OperationCodec? Find(string operation) => _operations.GetValueOrDefault(operation);

    /// <summary>The operation that a request asks for: by its parameter <c>Action</c>, or by its method and path. Null where it asks for none.</summary>
    public string? OperationOf(WireRequest request)
    {
        if (_protocol != AwsProtocol.RestJson)
            return request.Parameter("Action") is { Length: > 0 } action ? action : null;
        foreach (var operation in _operations.Values)
        {
            if (operation.Matches(request))
                return operation.Name;
        }
        return null;
    }
}

/// <summary>One operation's way between wire and classes.</summary>
/// <param name="name">Such as <c>DescribeImages</c>.</param>
internal abstract class OperationCodec(string name)
{
    /// <summary>Such as <c>DescribeImages</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Class of the requests that <see cref="Read"/> makes.</summary>
    public abstract Type RequestType { get; }

    /// <summary>Class of the responses that <see cref="Write"/> takes.</summary>
    public abstract Type ResponseType { get; }

    /// <summary>Whether method and path are this operation's, in a protocol where they matter.</summary>
    public abstract bool Matches(WireRequest request);

    /// <exception cref="RequestFormatException">A value has not the form that belongs there.</exception>
    public abstract DecodedRequest Read(WireRequest request);

    /// <param name="response">Of the type <see cref="ResponseType"/>.</param>
    /// <param name="requestId">Goes into the body where the protocol has it there.</param>
    public abstract WireResponse Write(object response, string requestId);
}

/// <summary>A request out of the wire, and what about it cannot be seen in its class.</summary>
/// <param name="Request">Such as a <c>DescribeImagesRequest</c>.</param>
/// <param name="DryRun">The caller only wants to know whether he may.</param>
/// <param name="UnknownParameters">Names that the operation does not have, in the order in which they came.</param>
/// <param name="RepeatedParameters">Names that came more than once; the first value counts.</param>
/// <param name="MissingParameters">Names that the model requires and that did not come, nested ones with their path.</param>
internal sealed record DecodedRequest(
    object Request,
    bool DryRun,
    IReadOnlyList<string> UnknownParameters,
    IReadOnlyList<string> RepeatedParameters,
    IReadOnlyList<string> MissingParameters);

/// <summary>A value in a request has not the form that belongs there.</summary>
/// <param name="parameter">Name with its path; empty where the body as a whole is meant.</param>
/// <param name="value">What came.</param>
/// <param name="wanted">What belongs there, such as "a whole number".</param>
internal sealed class RequestFormatException(string parameter, string value, string wanted)
    : Exception($"Value ({value}) for parameter {parameter} is invalid. It should be {wanted}.")
{
    /// <summary>Name with its path; empty where the body as a whole is meant.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>What came.</summary>
    public string Value { get; } = value;

    /// <summary>What belongs there.</summary>
    public string Wanted { get; } = wanted;
}
