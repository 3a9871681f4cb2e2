using System.Net;
using System.Xml;
using Amazon.Runtime.Internal.Transform;

namespace AmiTools.Aws.Protocol;

/// <summary>Makes an error out of an answer that is none of success, whatever the answer consists of.</summary>
internal static class ErrorReader
{
    public static ErrorDocument Read(AwsProtocol protocol, IWebResponseData response, byte[] body)
    {
        var error = new ErrorDocument { StatusCode = response.StatusCode, RequestId = ResponseHeaders.RequestId(response) };
        try
        {
            if (protocol == AwsProtocol.RestJson)
                ReadJson(error, response, body);
            else if (body.Length > 0)
                ReadXml(error, body);
        }
        catch (Exception e) when (e is XmlException or JsonException or WireFormatException or InvalidOperationException)
        {
            // Not an error document, for instance a page of a proxy, or bytes that are no UTF-8. The status and the text are known all the same.
            error.Cause = e;
        }
        error.Code = string.IsNullOrEmpty(error.Code) ? CodeOf(response.StatusCode) : error.Code;
        if (error.Message.Length == 0)
            error.Message = BodyText.Describe(response.StatusCode, body);
        return error;
    }

    /// <summary>What the SDK takes as the code where the body has none: the status in words.</summary>
    private static string CodeOf(HttpStatusCode status) => Enum.IsDefined(status) ? status.ToString() : $"Http{(int)status}";

    /// <summary>EC2: <c>Response/Errors/Error</c> and <c>RequestID</c>. The query protocol: <c>ErrorResponse/Error</c> and <c>RequestId</c>.</summary>
    private static void ReadXml(ErrorDocument error, byte[] body)
    {
        using var xml = XmlElements.Open(body, rootName: null);
        ReadXmlLevel(error, xml);
        error.RequestId = xml.RequestId ?? error.RequestId;
    }

    private static void ReadXmlLevel(ErrorDocument error, XmlElements xml)
    {
        var parent = xml.Enter();
        while (xml.NextChild(parent))
        {
            switch (xml.Name)
            {
                case "Errors" or "Error":
                    ReadXmlLevel(error, xml);
                    break;
                case "Code" when parent.Depth > 0:
                    error.Code = xml.ReadString().Trim();
                    break;
                case "Message" when parent.Depth > 0:
                    error.Message = xml.ReadString().Trim();
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }
    }

    private static void ReadJson(ErrorDocument error, IWebResponseData response, byte[] body)
    {
        // The header can carry a namespace before # and a place after : besides the name.
        error.Code = NameOnly(ResponseHeaders.Get(response, "x-amzn-ErrorType"));
        if (body.Length == 0)
            return;
        var json = new Utf8JsonReader(JsonBody.WithoutMark(body), JsonBody.Options);
        json.Read();
        if (!json.EnterObject())
            return;
        while (json.NextMember() is { } member)
        {
            if (json.TokenType != JsonTokenType.String)
            {
                json.Skip();
                continue;
            }
            var text = json.GetString()!;
            switch (member)
            {
                case "__type" or "code" or "Code":
                    error.Code ??= NameOnly(text);
                    break;
                case "message" or "Message":
                    error.Message = text;
                    break;
                default:
                    error[member] = text;
                    break;
            }
        }
    }

    private static string? NameOnly(string? type)
    {
        if (string.IsNullOrWhiteSpace(type))
            return null;
        var name = type.Split(':')[0];
        return name[(name.LastIndexOf('#') + 1)..].Trim();
    }
}
