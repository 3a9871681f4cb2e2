using Amazon;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.RecycleBin;
using Amazon.Runtime;

namespace AmiTools.Aws.Tests.Protocol;

/// <summary>Hosts as in AWS's endpoint rules.</summary>
public sealed class EndpointTests
{
    private const string Regions = "<DescribeRegionsResponse><requestId>r</requestId></DescribeRegionsResponse>";

    [Theory]
    [InlineData("us-east-1", false, false, "https://ec2.us-east-1.amazonaws.com/")]
    [InlineData("eu-central-2", false, true, "https://ec2.eu-central-2.api.aws/")]
    [InlineData("us-east-2", true, false, "https://ec2-fips.us-east-2.amazonaws.com/")]
    [InlineData("us-west-2", true, true, "https://ec2-fips.us-west-2.api.aws/")]
    [InlineData("cn-north-1", false, false, "https://ec2.cn-north-1.amazonaws.com.cn/")]
    [InlineData("cn-north-1", false, true, "https://ec2.cn-north-1.api.amazonwebservices.com.cn/")]
    [InlineData("us-gov-west-1", false, false, "https://ec2.us-gov-west-1.amazonaws.com/")]
    [InlineData("us-gov-west-1", true, false, "https://ec2.us-gov-west-1.amazonaws.com/")]
    [InlineData("eusc-de-east-1", false, false, "https://ec2.eusc-de-east-1.amazonaws.eu/")]
    [InlineData("us-iso-east-1", false, false, "https://ec2.us-iso-east-1.c2s.ic.gov/")]
    [InlineData("xx-new-9", false, false, "https://ec2.xx-new-9.amazonaws.com/")]
    public async Task The_host_of_EC2(string region, bool fips, bool dualStack, string url)
    {
        var answers = Answers.Always(Regions);
        using var ec2 = WireClients.Ec2(answers, config =>
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            config.UseFIPSEndpoint = fips;
            config.UseDualstackEndpoint = dualStack;
        });
        await ec2.DescribeRegionsAsync();
        var sent = answers.Sent.Single();
        sent.Url.AbsoluteUri.ShouldBe(url);
        ec2.DetermineServiceOperationEndpoint(new DescribeRegionsRequest()).URL.ShouldBe(url.TrimEnd('/'));
        sent.Headers["Authorization"].ShouldContain($"/{region}/ec2/aws4_request");
    }

    [Theory]
    [InlineData(false, false, "rbin.eu-west-1.amazonaws.com")]
    [InlineData(true, false, "rbin-fips.eu-west-1.amazonaws.com")]
    [InlineData(false, true, "rbin.eu-west-1.api.aws")]
    public async Task The_host_of_the_recycle_bin(bool fips, bool dualStack, string host)
    {
        var answers = Answers.Always("{}", type: "application/json");
        using var rbin = WireClients.RecycleBin(answers, config =>
        {
            config.RegionEndpoint = RegionEndpoint.EUWest1;
            config.UseFIPSEndpoint = fips;
            config.UseDualstackEndpoint = dualStack;
        });
        await rbin.ListRulesAsync(new Amazon.RecycleBin.Model.ListRulesRequest { ResourceType = "EC2_IMAGE" });
        var sent = answers.Sent.Single();
        sent.Url.Host.ShouldBe(host);
        sent.Headers["Authorization"].ShouldContain("/eu-west-1/rbin/aws4_request");
    }

    [Theory]
    [InlineData("http://127.0.0.1:4599", "http://127.0.0.1:4599/")]
    [InlineData("http://127.0.0.1:4599/", "http://127.0.0.1:4599/")]
    [InlineData("https://gateway.example/ec2", "https://gateway.example/ec2/")]
    public async Task An_endpoint_of_ones_own(string given, string url)
    {
        var answers = Answers.Always(Regions);
        using var ec2 = WireClients.Ec2(answers, config =>
        {
            config.ServiceURL = given;
            config.AuthenticationRegion = "eu-north-1";
        });
        await ec2.DescribeRegionsAsync();
        answers.Sent.Single().Url.AbsoluteUri.ShouldBe(url);
        answers.Sent.Single().Headers["Authorization"].ShouldContain("/eu-north-1/ec2/aws4_request");
    }

    [Fact]
    public async Task An_endpoint_of_ones_own_has_no_FIPS_variant()
    {
        using var ec2 = WireClients.Ec2(Answers.Always(Regions), config =>
        {
            config.ServiceURL = "http://127.0.0.1:4599";
            config.UseFIPSEndpoint = true;
        });
        (await Should.ThrowAsync<AmazonClientException>(() => ec2.DescribeRegionsAsync())).Message.ShouldContain("FIPS");
    }

    [Fact]
    public async Task Temporary_credentials_send_their_token()
    {
        var answers = Answers.Always(Regions);
        using var ec2 = WireClients.Ec2(answers, credentials: new SessionAWSCredentials("AKID", "secret", "the-token"));
        await ec2.DescribeRegionsAsync();
        var sent = answers.Sent.Single();
        sent.Headers["X-Amz-Security-Token"].ShouldBe("the-token");
        sent.Headers["Authorization"].ShouldContain("x-amz-security-token");
        sent.Headers["Content-Type"].ShouldStartWith("application/x-www-form-urlencoded");
    }
}
