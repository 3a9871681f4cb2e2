using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using AmiTools.Aws.Protocol;

namespace AmiTools.Aws;

/// <summary>
/// Settings that the generated clients have besides the SDK's. None of them is needed: a client without them behaves as the SDK's own clients do.
/// They are read when a client is made. A session sets all of them, and its own way to the network.
/// </summary>
public abstract class AwsClientConfig : ClientConfig
{
    private static readonly DefaultConfigurationProvider s_defaults = new(
    [
        new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard },
        new DefaultConfiguration { Name = DefaultConfigurationMode.InRegion, RetryMode = RequestRetryMode.Standard },
        new DefaultConfiguration { Name = DefaultConfigurationMode.CrossRegion, RetryMode = RequestRetryMode.Standard },
        new DefaultConfiguration { Name = DefaultConfigurationMode.Mobile, RetryMode = RequestRetryMode.Standard },
    ]);

    // The one place where ids come from nowhere: whoever wants others gives them.
#pragma warning disable RS0030
    private static readonly Func<Guid> s_newId = Guid.NewGuid;
#pragma warning restore RS0030

    private static readonly string s_version = typeof(AwsClientConfig).Assembly.GetName().Version!.ToString(3);

    private readonly string _userAgent;

    /// <summary>Settings for one service.</summary>
    /// <param name="service">Its model's facts.</param>
    private protected AwsClientConfig(AwsService service)
        : base(s_defaults)
    {
        Description = service;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new AwsEndpointProvider(service.EndpointPrefix);
        HttpClientFactory = new AwsHttpClientFactory();
        _userAgent = InternalSDKUtils.BuildUserAgentString(service.ServiceId, s_version);
    }

    /// <summary>Clock of timeouts.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Where client tokens come from, for requests that take one and have none.</summary>
    public Func<Guid> NewId { get; set; } = s_newId;

    /// <summary>What is tried again, and when; null for the SDK's own policy of the <see cref="ClientConfig.RetryMode"/>.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Comes before every attempt, so that each of them can be counted or held up; null for nothing. An instance serves one client.</summary>
    public IPipelineHandler? BudgetHandler { get; set; }

    /// <summary>Takes the requests instead of the network, for instance into a simulator in this process; null for the network. It is not disposed.</summary>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>How long the network may take, on <see cref="Time"/>.</summary>
    public NetworkTimeouts Timeouts { get; set; } = new();

    /// <summary>The service that is called.</summary>
    internal AwsService Description { get; }

    /// <inheritdoc />
    public override string ServiceVersion => Description.ApiVersion;

    /// <inheritdoc />
    public override string UserAgent => _userAgent;

    /// <inheritdoc />
    public override string RegionEndpointServiceName => Description.EndpointPrefix;

    /// <inheritdoc />
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(AwsEndpointResolver.ParametersFor(this, parameters.AlternateEndpoint));
}
