using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AmiTools.Aws.Protocol;

/// <summary>One operation: how its request is written and its response read.</summary>
internal abstract class AwsOperation<TRequest, TResponse>(string name)
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public string Name { get; } = name;

    public abstract IRequest Write(AwsService service, TRequest request, Func<Guid> newId);

    /// <summary>Reads the body of a successful answer. Fills in the request id where the body has one.</summary>
    public abstract TResponse Read(AwsService service, byte[] body);

    public IMarshaller<IRequest, AmazonWebServiceRequest> MarshallerFor(AwsService service, Func<Guid> newId) => new Marshaller(this, service, newId);

    private sealed class Marshaller(AwsOperation<TRequest, TResponse> operation, AwsService service, Func<Guid> newId)
        : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input) => operation.Write(service, (TRequest)input, newId);
    }
}

/// <summary>An operation of the protocols <c>ec2</c> and <c>query</c>.</summary>
internal sealed class FormOperation<TRequest, TResponse>(string name, Action<FormWriter, TRequest> write, Func<XmlElements, TResponse> read)
    : AwsOperation<TRequest, TResponse>(name)
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public override IRequest Write(AwsService service, TRequest request, Func<Guid> newId)
    {
        var call = new DefaultRequest(request, service.Name) { HttpMethod = "POST", ResourcePath = "/" };
        var form = new FormWriter(call.Parameters, service.Protocol, newId);
        form.Write("Action", Name);
        form.Write("Version", service.ApiVersion);
        write(form, request);
        return call;
    }

    public override TResponse Read(AwsService service, byte[] body)
    {
        using var xml = XmlElements.Open(body, Name + "Response");
        TResponse response;
        if (service.Protocol == AwsProtocol.Query)
        {
            response = xml.ReadOnly(Name + "Result", read) ?? new TResponse();
        }
        else
        {
            response = read(xml);
        }
        xml.Finish();
        response.ResponseMetadata = new ResponseMetadata { RequestId = xml.RequestId };
        return response;
    }
}

/// <summary>Reads an object, or null, that starts at the current token.</summary>
internal delegate T? JsonRead<T>(ref Utf8JsonReader json);

/// <summary>An operation of the protocol <c>rest-json</c>.</summary>
/// <param name="name">Such as <c>GetRule</c>.</param>
/// <param name="method">HTTP method.</param>
/// <param name="path">With labels in braces.</param>
/// <param name="write">Fills labels, query string and body.</param>
/// <param name="read">Reads the body's object.</param>
internal sealed class RestOperation<TRequest, TResponse>(
    string name, string method, string path, Action<RestCall, TRequest> write, JsonRead<TResponse> read)
    : AwsOperation<TRequest, TResponse>(name)
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public override IRequest Write(AwsService service, TRequest request, Func<Guid> newId)
    {
        var call = new RestCall(new DefaultRequest(request, service.Name) { HttpMethod = method, ResourcePath = path }, service, Name);
        write(call, request);
        return call.Request;
    }

    public override TResponse Read(AwsService service, byte[] body)
    {
        if (body.Length == 0)
            return new TResponse();
        var json = new Utf8JsonReader(JsonBody.WithoutMark(body), JsonBody.Options);
        json.Read();
        var response = read(ref json) ?? new TResponse();
        // Reads on, so that text behind the object or a cut inside it is noticed.
        while (json.Read())
        {
        }
        return response;
    }
}
