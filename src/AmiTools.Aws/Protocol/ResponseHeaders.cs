using Amazon.Runtime.Internal.Transform;

namespace AmiTools.Aws.Protocol;

internal static class ResponseHeaders
{
    public static string? Get(IWebResponseData response, string name) => response.IsHeaderPresent(name) ? response.GetHeaderValue(name) : null;

    /// <summary>Null where AWS, or what stands before it, gives none.</summary>
    public static string? RequestId(IWebResponseData response) => Get(response, "x-amzn-RequestId") ?? Get(response, "x-amz-request-id");
}
