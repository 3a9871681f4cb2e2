using System.Net;
using System.Text;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace AmiTools.Aws.Protocol;

/// <summary>Reads the answers to one operation. Whatever comes over the wire ends in a response or in an exception of the service.</summary>
internal sealed class OperationUnmarshaller<TRequest, TResponse>(AwsOperation<TRequest, TResponse> operation, AwsService service) : ResponseUnmarshaller
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var answer = input.ResponseData;
        var body = ((BodyContext)input).ReadBody();
        if (body.Length == 0 && service.Protocol != AwsProtocol.RestJson)
            throw Fault(AwsErrorCodes.EmptyResponse, answer, body, null);
        try
        {
            var response = operation.Read(service, body);
            response.ResponseMetadata ??= new ResponseMetadata();
            response.ResponseMetadata.RequestId ??= ResponseHeaders.RequestId(answer);
            return response;
        }
        catch (Exception e) when (e is XmlException or JsonException or WireFormatException or InvalidOperationException)
        {
            // The last is what Utf8JsonReader has for bytes that are no UTF-8.
            throw Fault(IsCutOff(body) ? AwsErrorCodes.TruncatedResponse : AwsErrorCodes.NotAnAwsResponse, answer, body, e);
        }
    }

    public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = ErrorReader.Read(service.Protocol, input.ResponseData, ((BodyContext)input).ReadBody());
        error.Cause ??= innerException;
        return service.CreateException(error);
    }

    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        new BodyContext(responseStream, response, isException);

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        new BodyContext(responseStream, response, isException);

    private static string What(string code) => code switch
    {
        AwsErrorCodes.TruncatedResponse => "The answer ends in the middle.",
        AwsErrorCodes.EmptyResponse => "The answer is empty.",
        _ => "The answer is not one of AWS.",
    };

    /// <summary>Whether a document began rightly and then stopped.</summary>
    private bool IsCutOff(byte[] body)
    {
        if (service.Protocol == AwsProtocol.RestJson)
            return JsonBody.IsIncomplete(body);
        var tag = $"{operation.Name}Response";
        var end = body.AsSpan().TrimEnd(" \t\r\n\0"u8);
        return body.AsSpan().IndexOf(Encoding.UTF8.GetBytes("<" + tag)) >= 0 && !end.EndsWith(Encoding.UTF8.GetBytes(tag + ">"));
    }

    private AmazonServiceException Fault(string code, IWebResponseData answer, byte[] body, Exception? cause)
    {
        var error = ErrorDocument.Local(code, $"{operation.Name}: {What(code)} {BodyText.Describe(answer.StatusCode, body)}", cause);
        error.StatusCode = answer.StatusCode;
        error.RequestId = ResponseHeaders.RequestId(answer);
        return service.CreateException(error);
    }
}
