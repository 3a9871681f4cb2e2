using System.Text;
using System.Xml;

namespace AmiTools.Simulator;

/// <summary>A service of the query protocol: form parameters in, XML out, errors in an <c>ErrorResponse</c>.</summary>
/// <param name="signingName">Such as <c>sts</c>.</param>
/// <param name="xmlNamespace">Of its answers.</param>
internal abstract class QueryService(string signingName, string xmlNamespace) : SimulatedService(signingName)
{
    protected const string ContentType = "text/xml";

    /// <summary>Namespace of its answers.</summary>
    protected string XmlNamespace { get; } = xmlNamespace;

    public override string? OperationOf(WireRequest request) => request.Parameter("Action") is { Length: > 0 } action ? action : null;

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersOf(WireRequest request) => request.Form;

    public override WireResponse Render(AwsErrorException error, string requestId) => ErrorForms.Query(error, requestId, XmlNamespace);

    protected static WireResponse Write(System.Net.HttpStatusCode status, Action<XmlWriter> body)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false }))
            body(xml);
        return new(status, ContentType, stream.ToArray());
    }
}
