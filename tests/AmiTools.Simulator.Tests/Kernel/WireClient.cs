using System.Net;
using System.Xml.Linq;

namespace AmiTools.Simulator.Tests.Kernel;

/// <summary>Sends hand-made requests of the query protocol to a simulator, so that tests see the very bytes.</summary>
internal sealed class WireClient(AwsSimulator simulator) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(simulator.CreateHandler());

    public string AccessKey { get; set; } = "AKIDEXAMPLE";

    public string? SessionToken { get; set; }

    public string Region { get; set; } = "eu-west-1";

    public string Service { get; set; } = "sts";

    public Task<HttpResponseMessage> SendAsync(params (string Name, string Value)[] form) =>
        SendAsync(Signed(new(HttpMethod.Post, "https://example.com/") { Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))) }));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation = default) => _http.SendAsync(request, cancellation);

    public HttpRequestMessage Signed(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={AccessKey}/20200101/{Region}/{Service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000");
        if (SessionToken is not null)
            request.Headers.Add("X-Amz-Security-Token", SessionToken);
        return request;
    }

    /// <summary>The text of an element of the answer, wherever it stands.</summary>
    public static async Task<string?> TextAsync(HttpResponseMessage response, string element) =>
        XDocument.Parse(await response.Content.ReadAsStringAsync()).Descendants().FirstOrDefault(node => node.Name.LocalName == element)?.Value;

    /// <summary>Sends, and gives status and error code.</summary>
    public async Task<(HttpStatusCode Status, string? Code)> ErrorAsync(params (string Name, string Value)[] form)
    {
        using var response = await SendAsync(form);
        return (response.StatusCode, await TextAsync(response, "Code"));
    }

    public void Dispose() => _http.Dispose();
}
