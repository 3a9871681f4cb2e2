using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace AmiTools.Simulator;

/// <summary>How the protocols put an error on the wire.</summary>
internal static class ErrorForms
{
    /// <summary>EC2's own: <c>Response/Errors/Error</c>, and the request id in capitals.</summary>
    public static WireResponse Ec2(AwsErrorException error, string requestId) => Xml(error, "text/xml;charset=UTF-8", xml =>
    {
        xml.WriteStartElement("Response");
        xml.WriteStartElement("Errors");
        xml.WriteStartElement("Error");
        xml.WriteElementString("Code", error.Code);
        xml.WriteElementString("Message", error.Message);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteElementString("RequestID", requestId);
        xml.WriteEndElement();
    });

    /// <summary>The query protocol's: <c>ErrorResponse/Error</c>.</summary>
    public static WireResponse Query(AwsErrorException error, string requestId, string xmlNamespace) => Xml(error, "text/xml", xml =>
    {
        xml.WriteStartElement("ErrorResponse", xmlNamespace);
        xml.WriteStartElement("Error");
        xml.WriteElementString("Type", (int)error.Status >= 500 ? "Receiver" : "Sender");
        xml.WriteElementString("Code", error.Code);
        xml.WriteElementString("Message", error.Message);
        xml.WriteEndElement();
        xml.WriteElementString("RequestId", requestId);
        xml.WriteEndElement();
    });

    /// <summary>The REST services': the code in a header, words in the body.</summary>
    public static WireResponse RestJson(AwsErrorException error, string requestId)
    {
        var body = new JsonObject { ["Message"] = error.Message };
        if (error.Reason is not null)
            body["Reason"] = error.Reason;
        var response = WireResponse.Text(error.Status, "application/json", body.ToJsonString());
        response.Headers["x-amzn-ErrorType"] = error.Code;
        return response;
    }

    /// <summary>The JSON services': code and words in the body.</summary>
    public static WireResponse Json(AwsErrorException error, string contentType) =>
        WireResponse.Text(error.Status, contentType, new JsonObject { ["__type"] = error.Code, ["message"] = error.Message }.ToJsonString());

    private static WireResponse Xml(AwsErrorException error, string contentType, Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        // Messages quote what callers sent, which may be characters that XML does not have.
        using (var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false }))
            write(xml);
        return new(error.Status, contentType, stream.ToArray());
    }
}
