using Amazon;
using Amazon.AutoScaling;
using Amazon.EBS;
using Amazon.EC2;
using Amazon.KeyManagementService;
using Amazon.RecycleBin;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;

namespace AmiTools.Aws;

/// <summary>Makes clients that all go the same way: one transport, one endpoint, our retries and budgets.</summary>
internal sealed class ClientFactory
{
    private readonly AwsEnvironment _environment;
    private readonly string? _endpointUrl;
    private readonly CredentialProfile? _profile;
    private readonly SharedHttpClientFactory _http;
    private readonly EngineRetryPolicy _retries;

    /// <param name="environment">The way to the network, time and chance.</param>
    /// <param name="endpointUrl">What answers for every service; null for AWS's own endpoints.</param>
    /// <param name="profile">The profile whose settings of endpoints apply; null for none.</param>
    public ClientFactory(AwsEnvironment environment, string? endpointUrl, CredentialProfile? profile)
    {
        _environment = environment;
        _endpointUrl = endpointUrl;
        _profile = profile;
        _http = new(environment.Transport);
        _retries = new(environment.Time, environment.Random, Attempts() is { } attempts ? environment.Retries.WithAttempts(attempts) : environment.Retries);
    }

    /// <summary>A client of the Security Token Service.</summary>
    public IAmazonSecurityTokenService Sts(string region, AWSCredentials credentials) => new StsClient(credentials, Configure(new StsConfig { Hooks = this }, region));

    /// <summary>A client of the Key Management Service.</summary>
    public IAmazonKeyManagementService Kms(string region, AWSCredentials credentials) => new KmsClient(credentials, Configure(new KmsConfig { Hooks = this }, region));

    /// <summary>A client of EC2.</summary>
    public AmazonEC2Client Ec2(string region, AWSCredentials credentials) => new AmazonEC2Client(credentials, ConfigureOurs(new AmazonEC2Config(), region));

    /// <summary>A client of the Recycle Bin.</summary>
    public AmazonRecycleBinClient RecycleBin(string region, AWSCredentials credentials) => new AmazonRecycleBinClient(credentials, ConfigureOurs(new AmazonRecycleBinConfig(), region));

    /// <summary>A client of the EBS direct APIs.</summary>
    public AmazonEBSClient Ebs(string region, AWSCredentials credentials) => new AmazonEBSClient(credentials, ConfigureOurs(new AmazonEBSConfig(), region));

    /// <summary>A client of Auto Scaling.</summary>
    public AmazonAutoScalingClient AutoScaling(string region, AWSCredentials credentials) => new AmazonAutoScalingClient(credentials, ConfigureOurs(new AmazonAutoScalingConfig(), region));

    private T ConfigureOurs<T>(T config, string region) where T : AwsClientConfig
    {
        config.Time = _environment.Time;
        config.NewId = _environment.NewId;
        config.RetryPolicy = _retries;
        config.BudgetHandler = new BudgetHandler(_environment.Budgets);
        return Configure(config, region);
    }

    /// <summary>Puts our retries and budgets into the pipeline of a client that comes in a package.</summary>
    private void Hook(RuntimePipeline pipeline)
    {
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(_retries));
        pipeline.AddHandlerAfter<RetryHandler>(new BudgetHandler(_environment.Budgets));
    }

    private T Configure<T>(T config, string region) where T : ClientConfig
    {
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.HttpClientFactory = _http;
        // A request that waited for its turn, or for new keys, must not go out with its first signature.
        config.ResignRetries = true;
        config.MaxStaleConnectionRetries = 0;
        config.DisableLogging = true;
        // A simulator's time is its own: corrected by it, the process's real calls would be signed for another day.
        config.DisableClockSkewCorrection = _environment.Handler is not null;
        config.IgnoreConfiguredEndpointUrls = _environment.IsSimulated || _endpointUrl is not null;
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (_profile is not null && !_environment.IsSimulated)
        {
            config.Profile = new Profile(_profile.Name, (_profile.CredentialProfileStore as SharedCredentialsFile)?.FilePath);
            config.UseFIPSEndpoint = _profile.UseFIPSEndpoint ?? config.UseFIPSEndpoint;
            config.UseDualstackEndpoint = _profile.UseDualstackEndpoint ?? config.UseDualstackEndpoint;
        }
        if (_endpointUrl is not null)
        {
            config.ServiceURL = _endpointUrl;
            config.UseFIPSEndpoint = false;
            config.UseDualstackEndpoint = false;
        }
        config.AuthenticationRegion = region;
        return config;
    }

    private int? Attempts() =>
        _environment.IsSimulated ? null
        : int.TryParse(_environment.Variable("AWS_MAX_ATTEMPTS"), out var attempts) && attempts > 0 ? attempts
        : _profile?.MaxAttempts;

    private sealed class StsConfig : AmazonSecurityTokenServiceConfig
    {
        public required ClientFactory Hooks { get; init; }
    }

    private sealed class KmsConfig : AmazonKeyManagementServiceConfig
    {
        public required ClientFactory Hooks { get; init; }
    }

    private sealed class StsClient(AWSCredentials credentials, StsConfig config) : AmazonSecurityTokenServiceClient(credentials, config)
    {
        // Called by the base constructor: what it needs has to come with the configuration.
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            ((StsConfig)Config).Hooks.Hook(pipeline);
        }
    }

    private sealed class KmsClient(AWSCredentials credentials, KmsConfig config) : AmazonKeyManagementServiceClient(credentials, config)
    {
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            ((KmsConfig)Config).Hooks.Hook(pipeline);
        }
    }
}
