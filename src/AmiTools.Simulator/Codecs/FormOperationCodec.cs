using System.Net;

namespace AmiTools.Simulator.Codecs;

/// <summary>What the answers of a service with forms and XML have in common.</summary>
/// <param name="XmlNamespace">Of the root.</param>
/// <param name="HasResultElement">Members stand in a result element, and the request id in one of its own, as the protocol <c>query</c> has it.</param>
/// <param name="ItemName">What list elements are called where the model does not say.</param>
internal sealed record XmlDialect(string XmlNamespace, bool HasResultElement, string ItemName);

/// <summary>An operation of the protocols <c>ec2</c> and <c>query</c>.</summary>
internal sealed class FormOperationCodec<TRequest, TResponse>(
    string name, XmlDialect dialect, bool hasDryRun, Func<FormNode, TRequest> read, Action<XmlAnswer, TResponse> write)
    : OperationCodec(name)
    where TRequest : class
    where TResponse : class
{
    private static readonly HashSet<string> s_ofTheProtocol = new(StringComparer.Ordinal)
    {
        "Action", "Version", "AWSAccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "Timestamp", "Expires", "SecurityToken",
    };

    public override Type RequestType => typeof(TRequest);

    public override Type ResponseType => typeof(TResponse);

    public override bool Matches(WireRequest request) => request.Parameter("Action") == Name;

    public override DecodedRequest Read(WireRequest request)
    {
        var form = FormNode.Of(request.Form, out var repeated);
        var dryRun = hasDryRun && form.ReadBoolean("DryRun") == true;
        var value = read(form);
        return new DecodedRequest(value, dryRun, [.. form.Unread().Where(parameter => !IsOfTheProtocol(parameter))], repeated, form.Missing);
    }

    public override WireResponse Write(object response, string requestId)
    {
        using var xml = new XmlAnswer(dialect);
        xml.Begin(Name, requestId);
        write(xml, (TResponse)response);
        return new WireResponse(HttpStatusCode.OK, "text/xml;charset=UTF-8", xml.End(requestId));
    }

    private static bool IsOfTheProtocol(string parameter) =>
        s_ofTheProtocol.Contains(parameter) || parameter.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase);
}
