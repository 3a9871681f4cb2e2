using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using AmiTools.Aws.Protocol;

namespace AmiTools.Aws;

/// <summary>
/// Gives each CopySnapshot a URL by which the destination region fetches the snapshot in the caller's name: the same call, signed for the source
/// region. AWS needs it for encrypted snapshots; it is always there, as with AWS's own clients.
/// </summary>
internal sealed class CopySnapshotPresigner : PipelineHandler
{
    private const int ValidSeconds = 3600;

    private static readonly AwsEndpointProvider s_endpoints = new(AmazonEC2Config.Service.EndpointPrefix);

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        if (context.OriginalRequest is CopySnapshotRequest { SourceRegion: { Length: > 0 } sourceRegion } copy && string.IsNullOrEmpty(copy.PresignedUrl))
        {
            if (!AwsEndpointProvider.IsRegion(sourceRegion))
                throw AmazonEC2Config.Service.CreateException(ErrorDocument.Local(AwsErrorCodes.InvalidRegion, $"CopySnapshot: '{sourceRegion}' is no region."));
            if (context.Identity is AWSCredentials credentials)
                Sign(context, sourceRegion, await credentials.GetCredentialsAsync().ConfigureAwait(false));
        }
        return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
    }

    private static void Sign(IRequestContext context, string sourceRegion, ImmutableCredentials credentials)
    {
        var parameters = context.Request.Parameters;
        var destination = AWS4Signer.DetermineSigningRegion(context.ClientConfig, AmazonEC2Config.Service.SigningName, context.Request.AlternateEndpoint, context.Request);
        parameters.TryAdd("DestinationRegion", destination);

        var url = new DefaultRequest(context.OriginalRequest, AmazonEC2Config.Service.Name)
        {
            HttpMethod = "GET",
            UseQueryString = true,
            ResourcePath = "/",
            Endpoint = new Uri("https://" + s_endpoints.Host(sourceRegion)),
        };
        foreach (var (name, value) in parameters)
            url.Parameters[name] = value;
        url.Parameters["X-Amz-Expires"] = ValidSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (credentials.UseToken)
            url.Parameters["X-Amz-Security-Token"] = credentials.Token;
        var signature = AWS4PreSignedUrlSigner.SignRequest(
            url, context.ClientConfig, context.Metrics, credentials.AccessKey, credentials.SecretKey, AmazonEC2Config.Service.SigningName, sourceRegion);
        parameters["PresignedUrl"] = $"{AmazonServiceClient.ComposeUrl(url).AbsoluteUri}&{signature.ForQueryParameters}";
    }
}
