using Amazon;
using Amazon.AutoScaling;
using Amazon.EBS;
using Amazon.EC2;
using Amazon.RecycleBin;
using Amazon.Runtime;

namespace AmiTools.Aws.Tests.Protocol;

/// <summary>Clients that talk to a handler instead of the network.</summary>
internal static class WireClients
{
    public static readonly AWSCredentials Keys = new BasicAWSCredentials("AKIDEXAMPLE", "secret");

    public static AmazonEC2Client Ec2(HttpMessageHandler handler, Action<AmazonEC2Config>? change = null, AWSCredentials? credentials = null) =>
        new(credentials ?? Keys, With(new AmazonEC2Config(), handler, change));

    public static AmazonRecycleBinClient RecycleBin(HttpMessageHandler handler, Action<AmazonRecycleBinConfig>? change = null) =>
        new(Keys, With(new AmazonRecycleBinConfig(), handler, change));

    public static AmazonEBSClient Ebs(HttpMessageHandler handler) => new(Keys, With(new AmazonEBSConfig(), handler, null));

    public static AmazonAutoScalingClient AutoScaling(HttpMessageHandler handler) => new(Keys, With(new AmazonAutoScalingConfig(), handler, null));

    private static T With<T>(T config, HttpMessageHandler handler, Action<T>? change)
        where T : AwsClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.USEast1;
        config.Handler = handler;
        config.MaxErrorRetry = 0;
        change?.Invoke(config);
        return config;
    }
}
