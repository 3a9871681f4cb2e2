using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.RecycleBin;
using Amazon.RecycleBin.Model;
using AmiTools.Aws.Tests.Protocol;

namespace AmiTools.Aws.Tests.Errors;

/// <summary>Answers that no service gave, or that did not arrive whole. Each is the service's own exception, and says what came.</summary>
public sealed class BrokenAnswerTests
{
    private const string Page = "<!DOCTYPE html>\n<html><head><title>Access &amp; Portal</title></head><body><h1>Log in</h1><br></body></html>";
    private const string Whole = "<DescribeRegionsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId><regionInfo><item><regionName>eu-west-1</regionName></item></regionInfo></DescribeRegionsResponse>";

    [Theory]
    [InlineData(200, "text/html; charset=utf-8")]
    [InlineData(200, "text/xml")]
    [InlineData(502, "text/html")]
    [InlineData(403, "text/html")]
    public async Task A_web_page(int status, string type)
    {
        using var ec2 = WireClients.Ec2(Answers.Always(Page, status, type));
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync());
        error.ErrorCode.ShouldBe(AwsErrorCodes.NotAnAwsResponse);
        ((int)error.StatusCode).ShouldBe(status);
        error.Message.ShouldContain("web page");
        AwsErrors.Classify(error).Kind.ShouldBe(AwsFailureKind.BadAnswer);

        using var rbin = WireClients.RecycleBin(Answers.Always(Page, status, type));
        (await Should.ThrowAsync<AmazonRecycleBinException>(() => rbin.ListRulesAsync(new ListRulesRequest()))).ErrorCode.ShouldBe(AwsErrorCodes.NotAnAwsResponse);
    }

    [Theory]
    [InlineData("", 200, AwsErrorCodes.EmptyResponse)]
    [InlineData("", 500, "InternalServerError")]
    [InlineData("   ", 200, AwsErrorCodes.NotAnAwsResponse)]
    [InlineData("plain text", 200, AwsErrorCodes.NotAnAwsResponse)]
    [InlineData("plain text", 503, "ServiceUnavailable")]
    [InlineData("plain text", 599, "Http599")]
    [InlineData("<Other/>", 200, AwsErrorCodes.NotAnAwsResponse)]
    [InlineData("<DescribeRegionsResponse></DescribeRegionsResponse><DescribeRegionsResponse></DescribeRegionsResponse>", 200, AwsErrorCodes.NotAnAwsResponse)]
    [InlineData("{\"a\":1}", 200, AwsErrorCodes.NotAnAwsResponse)]
    public async Task What_is_no_answer_of_EC2(string body, int status, string code)
    {
        using var ec2 = WireClients.Ec2(Answers.Always(body, status, headers: ("x-amzn-RequestId", "r-5")));
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync());
        error.ErrorCode.ShouldBe(code);
        ((int)error.StatusCode).ShouldBe(status);
        error.RequestId.ShouldBe("r-5");
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_anywhere()
    {
        for (var length = 30; length < Whole.Length; length++)
        {
            using var ec2 = WireClients.Ec2(Answers.Always(Whole[..length]));
            var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync(), $"after {length} characters");
            error.ErrorCode.ShouldBe(AwsErrorCodes.TruncatedResponse, $"after {length} characters");
        }
    }

    [Fact]
    public async Task An_answer_of_the_recycle_bin_that_is_cut_off_anywhere()
    {
        const string Body = """{"Identifier":"abc","RetentionPeriod":{"RetentionPeriodValue":7,"RetentionPeriodUnit":"DAYS"},"ResourceTags":[]}""";
        for (var length = 1; length < Body.Length; length++)
        {
            using var rbin = WireClients.RecycleBin(Answers.Always(Body[..length], type: "application/json"));
            var error = await Should.ThrowAsync<AmazonRecycleBinException>(() => rbin.GetRuleAsync(new GetRuleRequest { Identifier = "abc" }), $"after {length} characters");
            error.ErrorCode.ShouldBe(AwsErrorCodes.TruncatedResponse, $"after {length} characters");
        }
    }

    [Theory]
    [InlineData("""{"Identifier":7}""")]
    [InlineData("""{"RetentionPeriod":[]}""")]
    [InlineData("""{"RetentionPeriod":{"RetentionPeriodValue":"7"}}""")]
    [InlineData("""{"RetentionPeriod":{"RetentionPeriodValue":1e300}}""")]
    [InlineData("""{"LockEndTime":1e300}""")]
    [InlineData("""{"ResourceTags":{}}""")]
    [InlineData("""[]""")]
    [InlineData("""{} {}""")]
    public async Task What_is_no_answer_of_the_recycle_bin(string body)
    {
        using var rbin = WireClients.RecycleBin(Answers.Always(body, type: "application/json"));
        var error = await Should.ThrowAsync<AmazonRecycleBinException>(() => rbin.GetRuleAsync(new GetRuleRequest { Identifier = "abc" }));
        error.ErrorCode.ShouldBe(AwsErrorCodes.NotAnAwsResponse);
    }

    [Fact]
    public async Task Bytes_that_are_no_text()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes("<DescribeRegionsResponse><requestId>"), 0xFF, 0xC0, 0x80, .. Encoding.ASCII.GetBytes("</requestId></DescribeRegionsResponse>")];
        using var ec2 = WireClients.Ec2(Answers.InTurn(() => new HttpResponseMessage { Content = new ByteArrayContent(bytes) }));
        (await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync())).ErrorCode.ShouldBe(AwsErrorCodes.NotAnAwsResponse);

        byte[] json = [.. Encoding.ASCII.GetBytes("{\"Identifier\":\""), 0xFF, 0xC0, 0x80, .. Encoding.ASCII.GetBytes("\"}")];
        foreach (var status in new[] { 200, 400 })
        {
            using var rbin = WireClients.RecycleBin(Answers.InTurn(() => new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(json) }));
            await Should.ThrowAsync<AmazonRecycleBinException>(() => rbin.GetRuleAsync(new GetRuleRequest { Identifier = "abc" }));
        }
    }

    [Fact]
    public async Task A_document_type_is_refused()
    {
        const string Bomb = "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><DescribeRegionsResponse><requestId>&b;</requestId></DescribeRegionsResponse>";
        foreach (var status in new[] { 200, 400 })
        {
            using var ec2 = WireClients.Ec2(Answers.Always(Bomb, status));
            var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync());
            error.Message.ShouldNotContain("aaaaaaaaaaaaaaaaaaaa");
            error.RequestId.ShouldBeNull();
        }
    }

    [Fact]
    public async Task What_nests_too_deep_is_refused()
    {
        const int Levels = 10_000;
        var xml = $"<DescribeRegionsResponse>{string.Concat(Enumerable.Repeat("<a>", Levels))}{string.Concat(Enumerable.Repeat("</a>", Levels))}</DescribeRegionsResponse>";
        using var ec2 = WireClients.Ec2(Answers.Always(xml));
        (await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync())).ErrorCode.ShouldBe(AwsErrorCodes.NotAnAwsResponse);

        var json = $"{{\"New\":{new string('[', Levels)}{new string(']', Levels)}}}";
        using var rbin = WireClients.RecycleBin(Answers.Always(json, type: "application/json"));
        (await Should.ThrowAsync<AmazonRecycleBinException>(() => rbin.GetRuleAsync(new GetRuleRequest { Identifier = "a" }))).ErrorCode.ShouldBe(AwsErrorCodes.NotAnAwsResponse);
    }

    [Theory]
    [InlineData("<item><volumeSize>ten</volumeSize></item>", "volumeSize")]
    [InlineData("<item><volumeSize>99999999999</volumeSize></item>", "volumeSize")]
    [InlineData("<item><startTime>yesterday</startTime></item>", "startTime")]
    [InlineData("<item><encrypted>perhaps</encrypted></item>", "encrypted")]
    public async Task A_value_of_another_kind_is_named(string item, string element)
    {
        using var ec2 = WireClients.Ec2(Answers.Always($"<DescribeSnapshotsResponse><snapshotSet>{item}</snapshotSet></DescribeSnapshotsResponse>"));
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeSnapshotsAsync());
        error.ErrorCode.ShouldBe(AwsErrorCodes.NotAnAwsResponse);
        error.InnerException!.Message.ShouldContain(element);
    }

    [Fact]
    public async Task An_endless_answer_is_given_up()
    {
        var endless = new EndlessStream();
        using var ec2 = WireClients.Ec2(
            Answers.InTurn(() => new HttpResponseMessage { Content = new StreamContent(endless) }));
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync());
        error.ErrorCode.ShouldBe(AwsErrorCodes.ResponseTooLarge);
        endless.BytesRead.ShouldBeLessThan(100 << 20);
    }

    [Fact]
    public async Task A_connection_that_is_cut_before_the_answer()
    {
        var answers = new Answers((_, _, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (127.0.0.1:1)", new SocketException((int)SocketError.ConnectionRefused)));
        using var ec2 = WireClients.Ec2(answers);
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync());
        error.ErrorCode.ShouldBe(AwsErrorCodes.ConnectionFailed);
        error.Message.ShouldStartWith("DescribeRegions: ");
        AwsErrors.Classify(error).OutcomeUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_of_the_answer()
    {
        using var ec2 = WireClients.Ec2(Answers.InTurn(() => new HttpResponseMessage { Content = new StreamContent(new CutStream(Whole)) }));
        var error = await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync());
        error.ErrorCode.ShouldBe(AwsErrorCodes.ConnectionFailed);
        AwsErrors.Classify(error).OutcomeUnknown.ShouldBeTrue();
    }

    [Fact]
    public async Task A_compressed_or_unlabelled_answer_is_still_an_error_of_the_service()
    {
        byte[] gzip = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3];
        using var ec2 = WireClients.Ec2(Answers.InTurn(() => new HttpResponseMessage { Content = new ByteArrayContent(gzip) }));
        (await Should.ThrowAsync<AmazonEC2Exception>(() => ec2.DescribeRegionsAsync())).ErrorCode.ShouldBe(AwsErrorCodes.NotAnAwsResponse);
    }

    private sealed class EndlessStream : Unseekable
    {
        public long BytesRead { get; private set; }

        protected override int Fill(Span<byte> buffer)
        {
            buffer.Fill((byte)'a');
            BytesRead += buffer.Length;
            return buffer.Length;
        }
    }

    private sealed class CutStream(string start) : Unseekable
    {
        private bool _given;

        protected override int Fill(Span<byte> buffer)
        {
            if (_given)
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
            _given = true;
            return Encoding.UTF8.GetBytes(start.AsSpan(0, start.Length / 2), buffer);
        }
    }
}
