using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace AmiTools.Aws.Tests.Protocol;

/// <summary>The URL by which the destination region fetches a snapshot from the source region in the caller's name.</summary>
public sealed class CopySnapshotTests
{
    private const string Answer = "<CopySnapshotResponse><requestId>r</requestId><snapshotId>snap-2</snapshotId></CopySnapshotResponse>";

    [Theory]
    [InlineData(null)]
    [InlineData("temporary/token+with=signs")]
    public async Task A_copy_carries_a_url_that_is_signed_for_the_source_region(string? token)
    {
        var (form, url) = await CopyAsync("us-west-2", token);
        form["DestinationRegion"].ShouldBe("us-east-1");
        url.GetLeftPart(UriPartial.Path).ShouldBe("https://ec2.us-west-2.amazonaws.com/");

        var query = Parse(url.Query);
        query["Action"].ShouldBe("CopySnapshot");
        query["Version"].ShouldBe("2016-11-15");
        query["SourceRegion"].ShouldBe("us-west-2");
        query["SourceSnapshotId"].ShouldBe("snap-1");
        query["DestinationRegion"].ShouldBe("us-east-1");
        query["Encrypted"].ShouldBe("true");
        query["KmsKeyId"].ShouldBe("alias/my key");
        query["TagSpecification.1.Tag.1.Key"].ShouldBe("a");
        query["X-Amz-Expires"].ShouldBe("3600");
        query["X-Amz-Credential"].ShouldEndWith("/us-west-2/ec2/aws4_request");
        query.ShouldNotContainKey("PresignedUrl");
        query.GetValueOrDefault("X-Amz-Security-Token").ShouldBe(token);
        query["X-Amz-Signature"].ShouldBe(Signature(url, "secret"));
    }

    [Theory]
    [InlineData("cn-north-1", "cn-northwest-1", "ec2.cn-northwest-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", "us-gov-east-1", "ec2.us-gov-east-1.amazonaws.com")]
    [InlineData("us-east-1", "us-east-1", "ec2.us-east-1.amazonaws.com")]
    public async Task The_url_leads_into_the_partition_of_the_source(string region, string source, string host)
    {
        var (form, url) = await CopyAsync(source, null, config => config.RegionEndpoint = RegionEndpoint.GetBySystemName(region));
        url.Host.ShouldBe(host);
        form["DestinationRegion"].ShouldBe(region);
    }

    [Fact]
    public async Task With_an_endpoint_of_ones_own_the_url_still_leads_to_the_source_region()
    {
        var (form, url) = await CopyAsync("eu-west-1", null, config =>
        {
            config.ServiceURL = "http://127.0.0.1:4599";
            config.AuthenticationRegion = "eu-central-1";
        });
        url.AbsoluteUri.ShouldStartWith("https://ec2.eu-west-1.amazonaws.com/?");
        form["DestinationRegion"].ShouldBe("eu-central-1");
    }

    [Fact]
    public async Task The_callers_own_destination_region_stays()
    {
        var answers = Answers.Always(Answer);
        using var ec2 = WireClients.Ec2(answers);
        var request = new CopySnapshotRequest { SourceRegion = "eu-west-1", SourceSnapshotId = "snap-1", DestinationRegion = "us-east-1" };
        await ec2.CopySnapshotAsync(request);
        answers.Sent.Single().Form["DestinationRegion"].ShouldBe("us-east-1");
        // The request can be sent again, then with a new signature.
        request.PresignedUrl.ShouldBeNull();
    }

    [Fact]
    public async Task A_source_that_is_no_region_is_an_error_of_the_service()
    {
        var answers = Answers.Always(Answer);
        using var ec2 = WireClients.Ec2(answers);
        var error = await Should.ThrowAsync<Amazon.EC2.AmazonEC2Exception>(() => ec2.CopySnapshotAsync(new CopySnapshotRequest { SourceRegion = "no region", SourceSnapshotId = "snap-1" }));
        error.ErrorCode.ShouldBe(AwsErrorCodes.InvalidRegion);
        error.Message.ShouldContain("no region");
        answers.Sent.ShouldBeEmpty();
    }

    private static async Task<(IReadOnlyDictionary<string, string> Form, Uri Url)> CopyAsync(string source, string? token, Action<Amazon.EC2.AmazonEC2Config>? change = null)
    {
        var answers = Answers.Always(Answer);
        AWSCredentials keys = token is null ? new BasicAWSCredentials("AKIDEXAMPLE", "secret") : new SessionAWSCredentials("AKIDEXAMPLE", "secret", token);
        using var ec2 = WireClients.Ec2(answers, change, keys);
        var response = await ec2.CopySnapshotAsync(new CopySnapshotRequest
        {
            SourceRegion = source,
            SourceSnapshotId = "snap-1",
            Encrypted = true,
            KmsKeyId = "alias/my key",
            TagSpecifications = [new TagSpecification { ResourceType = "snapshot", Tags = [new Tag("a", "b")] }],
        });
        response.SnapshotId.ShouldBe("snap-2");
        var form = answers.Sent.Single().Form;
        return (form, new Uri(form["PresignedUrl"]));
    }

    private static Dictionary<string, string> Parse(string query) => query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=', 2)).ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));

    /// <summary>AWS's signature of a URL, after its documentation and not by the SDK.</summary>
    private static string Signature(Uri url, string secret)
    {
        var query = Parse(url.Query);
        var date = query["X-Amz-Date"];
        var scope = query["X-Amz-Credential"].Split('/', 2)[1];
        var sorted = query.Where(pair => pair.Key != "X-Amz-Signature")
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}").Order(StringComparer.Ordinal);
        var canonical = $"GET\n/\n{string.Join('&', sorted)}\nhost:{url.Host}\n\nhost\n{Hex(SHA256.HashData([]))}";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLower(CultureInfo.InvariantCulture);
}
