using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using AmiTools.Aws.Protocol;

namespace AmiTools.Aws;

/// <summary>What all generated clients have in common: the way of a request through the SDK's runtime.</summary>
public abstract class AwsServiceClient : AmazonServiceClient
{
    private readonly AwsClientConfig _config;

    /// <summary>A client with given credentials.</summary>
    protected AwsServiceClient(AWSCredentials credentials, AwsClientConfig config)
        : base(credentials, config) =>
        _config = config;

    /// <summary>A client with the credentials that the SDK finds in the environment.</summary>
    protected AwsServiceClient(AwsClientConfig config)
        : base(config) =>
        _config = config;

    /// <summary>Where a request would be sent to.</summary>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    /// <inheritdoc />
    protected override IServiceMetadata ServiceMetadata => new Metadata(((AwsClientConfig)Config).ServiceId);

    /// <inheritdoc />
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        // Called by the base constructor, before this class has set anything.
        var config = (AwsClientConfig)Config;
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AwsEndpointResolver());
        pipeline.AddHandlerAfter<AwsEndpointResolver>(new AwsAuthResolver());
        if (config.Description == AmazonEC2Config.Service)
            pipeline.AddHandlerAfter<AwsAuthResolver>(new CopySnapshotPresigner());
        if (config.RetryPolicy is { } policy)
            pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(policy));
        if (config.BudgetHandler is { } budget)
            pipeline.AddHandlerAfter<RetryHandler>(budget);
    }

    /// <summary>Sends a request. Every failure is the service's exception or a cancellation.</summary>
    private protected async Task<TResponse> SendAsync<TRequest, TResponse>(
        TRequest request, AwsOperation<TRequest, TResponse> operation, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var service = _config.Description;
        var options = new InvokeOptions
        {
            RequestMarshaller = operation.MarshallerFor(service, _config.NewId),
            ResponseUnmarshaller = new OperationUnmarshaller<TRequest, TResponse>(operation, service),
        };
        try
        {
            return await InvokeAsync<TResponse>(request, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not AmazonServiceException)
        {
            // The runtime says that a disposed object was used, or that the connection broke. Neither is the reason.
            throw new OperationCanceledException($"{operation.Name} was cancelled.", e, cancellationToken);
        }
        catch (Exception e) when (TransportFault.Of(e, operation.Name) is { } error)
        {
            throw service.CreateException(error);
        }
    }

    /// <summary>An error that no service answered.</summary>
    internal AmazonServiceException Fault(string code, string message) => _config.Description.CreateException(ErrorDocument.Local(code, message));

    private sealed class Metadata(string serviceId) : IServiceMetadata
    {
        public string ServiceId { get; } = serviceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
