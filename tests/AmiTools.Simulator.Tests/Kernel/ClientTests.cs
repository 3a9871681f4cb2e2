using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.RecycleBin;
using Amazon.RecycleBin.Model;
using Amazon.Runtime;

namespace AmiTools.Simulator.Tests.Kernel;

/// <summary>The project's own clients, without a socket.</summary>
public sealed class ClientTests : IDisposable
{
    private readonly AwsSimulator _simulator = Calls.Simulator();
    private readonly AmazonEC2Client _ec2;

    public ClientTests() => _ec2 = new(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonEC2Config { RegionEndpoint = Amazon.RegionEndpoint.EUWest1, Handler = _simulator.CreateHandler(), Time = _simulator.Clock, MaxErrorRetry = 0 });

    [Fact]
    public async Task They_are_answered()
    {
        var response = await _ec2.DescribeRegionsAsync(new DescribeRegionsRequest { AllRegions = true });

        response.Regions!.Count.ShouldBe(34);
        response.Regions!.Single(region => region.RegionName == "eu-west-1").Endpoint.ShouldBe("ec2.eu-west-1.amazonaws.com");
        response.ResponseMetadata.RequestId.ShouldBe(_simulator.Requests.Entries.Single().RequestId);
    }

    [Fact]
    public async Task Their_errors_carry_what_the_simulator_said()
    {
        var error = await Should.ThrowAsync<AmazonEC2Exception>(_ec2.DescribeRegionsAsync(new DescribeRegionsRequest { Filters = [new("nonsense", ["x"])] }));

        error.ErrorCode.ShouldBe("InvalidFilter");
        error.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        error.Message.ShouldBe("The filter 'nonsense' is invalid");
        error.RequestId.ShouldBe(_simulator.Requests.Entries.Single().RequestId);
    }

    [Fact]
    public async Task Operations_without_a_handler_are_named()
    {
        using var bin = new AmazonRecycleBinClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonRecycleBinConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1, Handler = new UnknownPath(_simulator.CreateHandler()), MaxErrorRetry = 0 });

        var error = await Should.ThrowAsync<AmazonRecycleBinException>(bin.GetRuleAsync(new() { Identifier = "abcdefghijk" }));

        error.ErrorCode.ShouldBe("UnknownOperationException");
        error.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        error.Message.ShouldContain("GET /elsewhere");
    }

    [Theory]
    [InlineData("DescribeRegions", "Nonsense", "1", "UnknownParameter")]
    [InlineData("DescribeRegions", "AllRegions", "maybe", "InvalidParameterValue")]
    public async Task Requests_of_the_wrong_form_are_refused(string operation, string parameter, string value, string code)
    {
        using var client = new WireClient(_simulator) { Service = "ec2" };

        (await client.ErrorAsync(("Action", operation), ("Version", "2016-11-15"), (parameter, value))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_parameter_that_comes_twice_is_refused()
    {
        using var client = new WireClient(_simulator) { Service = "ec2" };

        (await client.ErrorAsync(("Action", "DescribeRegions"), ("AllRegions", "true"), ("AllRegions", "false"))).Code.ShouldBe("InvalidQueryParameter");
    }

    [Fact]
    public async Task Unknown_parameters_may_be_ignored()
    {
        _simulator.Settings.RefuseUnknownParameters = false;
        using var client = new WireClient(_simulator) { Service = "ec2" };

        (await client.ErrorAsync(("Action", "DescribeRegions"), ("Version", "2016-11-15"), ("Nonsense", "1"))).Code.ShouldBeNull();
    }

    [Fact]
    public async Task EC2_s_errors_have_EC2_s_form()
    {
        using var client = new WireClient(_simulator) { Service = "ec2" };
        using var answer = await client.SendAsync(("Action", "DescribeRegions"), ("DryRun", "true"));

        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/xml; charset=UTF-8");
        (await answer.Content.ReadAsStringAsync()).ShouldBe(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Response><Errors><Error><Code>DryRunOperation</Code><Message>Request would have succeeded, but DryRun flag is set.</Message></Error></Errors><RequestID>{_simulator.Requests.Entries.Single().RequestId}</RequestID></Response>");
    }

    [Fact]
    public async Task A_defect_of_a_handler_is_not_passed_off_as_an_answer()
    {
        _simulator.Operations.Replace<DescribeRegionsRequest, DescribeRegionsResponse>((_, _) => throw new InvalidCastException("oops"));

        var error = await Should.ThrowAsync<AmazonEC2Exception>(_ec2.DescribeRegionsAsync(new DescribeRegionsRequest()));

        error.Message.ShouldContain("oops");
        _simulator.Defects.Single().Exception.ShouldBeOfType<InvalidCastException>();
        _simulator.Requests.Entries.Single().Outcome.ShouldBe("Defect");
    }

    [Fact]
    public async Task A_handler_that_would_change_something_in_a_dry_run_is_a_defect()
    {
        _simulator.Operations.Replace<CreateTagsRequest, CreateTagsResponse>((_, _) => new());

        await Should.ThrowAsync<AmazonEC2Exception>(_ec2.CreateTagsAsync(new() { Resources = ["ami-01234567"], Tags = [new("a", "b")] }));

        _simulator.Defects.Single().Message.ShouldContain("CreateTags");
    }

    public void Dispose()
    {
        _ec2.Dispose();
        _simulator.Dispose();
    }

    /// <summary>Sends every request to a path that no service has.</summary>
    private sealed class UnknownPath(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new(request.RequestUri!, "/elsewhere");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
