using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace AmiTools.Aws;

/// <summary>Finds the host of a request in the client's settings.</summary>
internal sealed class AwsEndpointResolver : BaseEndpointResolver
{
    public static EndpointParameters ParametersFor(IClientConfig config, RegionEndpoint? alternate)
    {
        var parameters = new EndpointParameters();
        parameters["Region"] = (alternate ?? config.RegionEndpoint)?.SystemName;
        parameters["UseFIPS"] = config.UseFIPSEndpoint;
        parameters["UseDualStack"] = config.UseDualstackEndpoint;
        parameters["Endpoint"] = config.ServiceURL;
        return parameters;
    }

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        ParametersFor(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);
}
