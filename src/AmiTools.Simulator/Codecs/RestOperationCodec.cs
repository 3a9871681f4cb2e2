using System.Net;
using System.Text.Json;
using AmiTools.Aws.Protocol;

namespace AmiTools.Simulator.Codecs;

/// <summary>An operation of the protocol <c>rest-json</c>.</summary>
internal sealed class RestOperationCodec<TRequest, TResponse> : OperationCodec
    where TRequest : class
    where TResponse : class
{
    private readonly string _method;
    private readonly string[] _path;
    private readonly HttpStatusCode _success;
    private readonly Func<RestRequest, TRequest> _read;
    private readonly Action<Utf8JsonWriter, TResponse>? _write;

    /// <param name="name">Such as <c>GetRule</c>.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">With labels in braces.</param>
    /// <param name="success">HTTP status of success.</param>
    /// <param name="read">Makes the request.</param>
    /// <param name="write">Writes the response's object; null where the response has no members.</param>
    public RestOperationCodec(string name, string method, string path, int success, Func<RestRequest, TRequest> read, Action<Utf8JsonWriter, TResponse>? write)
        : base(name)
    {
        _method = method;
        _path = path.Split('/');
        _success = (HttpStatusCode)success;
        _read = read;
        _write = write;
    }

    public override Type RequestType => typeof(TRequest);

    public override Type ResponseType => typeof(TResponse);

    public override bool Matches(WireRequest request) => request.Method == _method && Labels(request) is not null;

    public override DecodedRequest Read(WireRequest request)
    {
        var rest = new RestRequest(request, Labels(request) ?? []);
        try
        {
            var value = _read(rest);
            return new DecodedRequest(value, DryRun: false, rest.Unknown, RepeatedParameters: [], rest.Missing);
        }
        catch (Exception e) when (e is JsonException or WireFormatException or InvalidOperationException)
        {
            // The last is what Utf8JsonReader has for bytes that are no UTF-8.
            throw new RequestFormatException("", e.Message, "a JSON object as the operation has it");
        }
    }

    public override WireResponse Write(object response, string requestId)
    {
        if (_success == HttpStatusCode.NoContent)
            return new WireResponse(_success, null, default);
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            if (_write is null)
            {
                json.WriteStartObject();
                json.WriteEndObject();
            }
            else
            {
                _write(json, (TResponse)response);
            }
        }
        return new WireResponse(_success, "application/json", body.ToArray());
    }

    /// <summary>The values in the path; null where the path is another one.</summary>
    private Dictionary<string, string>? Labels(WireRequest request)
    {
        var parts = request.RawPath.Split('/');
        if (parts.Length != _path.Length)
            return null;
        var labels = new Dictionary<string, string>();
        for (var i = 0; i < parts.Length; i++)
        {
            if (_path[i] is ['{', .. var label, '}'])
            {
                if (parts[i].Length == 0)
                    return null;
                labels[label] = Uri.UnescapeDataString(parts[i]);
            }
            else if (parts[i] != _path[i])
            {
                return null;
            }
        }
        return labels;
    }
}
