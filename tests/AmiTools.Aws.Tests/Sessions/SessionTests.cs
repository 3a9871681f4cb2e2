using System.Net;
using Amazon.AutoScaling.Model;
using Amazon.EBS.Model;
using Amazon.EC2.Model;
using Amazon.KeyManagementService.Model;
using Amazon.RecycleBin.Model;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Sessions;

public sealed class SessionTests
{
    private readonly Stage _stage = new();

    [Fact]
    public async Task There_is_one_client_per_service_and_region()
    {
        await using var session = await _stage.OpenAsync();

        session.Ec2("eu-west-1").ShouldBeSameAs(session.Ec2("EU-WEST-1"));
        session.Ec2("eu-west-1").ShouldNotBeSameAs(session.Ec2("us-east-1"));
        session.Kms("eu-west-1").ShouldBeSameAs(session.Kms("eu-west-1"));
    }

    [Theory]
    [InlineData("eu-west-1", "ec2.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "ec2.cn-north-1.amazonaws.com.cn")]
    [InlineData("eusc-de-east-1", "ec2.eusc-de-east-1.amazonaws.eu")]
    public async Task A_region_is_called_at_its_own_host_and_signed_for(string region, string host)
    {
        _stage.Aws.ThenEc2("DescribeImages", "<imagesSet/>");
        await using var session = await _stage.OpenAsync();

        await session.Ec2(region).DescribeImagesAsync(new DescribeImagesRequest());

        _stage.Aws.Requests.Single().Uri.Host.ShouldBe(host);
        _stage.Aws.Requests.Single().Region.ShouldBe(region);
    }

    [Fact]
    public async Task An_endpoint_answers_for_every_service_and_the_signature_keeps_the_region()
    {
        _stage.Aws.Otherwise = _ => ScriptedHandler.Answer(HttpStatusCode.BadRequest, Answers.Error("UnauthorizedOperation"));
        await using var session = await _stage.OpenAsync(settings: new() { EndpointUrl = "http://127.0.0.1:4599" });

        await Thrown.ByAsync(session.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest()));
        await Thrown.ByAsync(session.RecycleBin("eu-west-2").ListRulesAsync(new ListRulesRequest { ResourceType = "EC2_IMAGE" }));
        await Thrown.ByAsync(session.Ebs("eu-west-3").ListSnapshotBlocksAsync(new ListSnapshotBlocksRequest { SnapshotId = "snap-1" }));
        await Thrown.ByAsync(session.AutoScaling("eu-north-1").DescribeAutoScalingGroupsAsync(new DescribeAutoScalingGroupsRequest()));
        await Thrown.ByAsync(session.Kms("us-east-1").ListAliasesAsync(new ListAliasesRequest()));
        await Thrown.ByAsync(session.Sts("us-west-2").GetCallerIdentityAsync(new()));

        _stage.Aws.Requests.ShouldAllBe(request => request.Uri.Authority == "127.0.0.1:4599");
        _stage.Aws.Requests.Select(request => request.Region).ShouldBe(["eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "us-east-1", "us-west-2"]);
    }

    [Theory]
    [InlineData("127.0.0.1:4599")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("endpoint")]
    public async Task What_is_no_endpoint_is_refused_without_a_call(string endpoint)
    {
        var error = await Thrown.SessionAsync(_stage.OpenAsync(settings: new() { EndpointUrl = endpoint }));

        error.Code.ShouldBe(AwsSessionException.InvalidEndpoint);
        error.Message.ShouldContain(endpoint);
    }

    [Fact]
    public async Task The_clients_that_come_in_packages_have_our_retries_too()
    {
        _stage.Aws.Then(HttpStatusCode.BadRequest, """{"__type":"ThrottlingException","message":"slow down"}""", "application/x-amz-json-1.1")
            .ThenCut()
            .Then(HttpStatusCode.OK, """{"Aliases":[]}""", "application/x-amz-json-1.1");
        await using var session = await _stage.OpenAsync();

        await _stage.Time.RunAsync(session.Kms("eu-west-1").ListAliasesAsync(new ListAliasesRequest()));

        _stage.Aws.Requests.Count.ShouldBe(3);
        _stage.Time.Elapsed.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task The_account_is_asked_once_however_many_ask()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Caller("111122223333"));
        await using var session = await _stage.OpenAsync();

        var accounts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => session.AccountIdAsync(default)));

        accounts.ShouldAllBe(account => account == "111122223333");
        _stage.Aws.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_endpoint_without_an_account_service_does_not_break_what_can_do_without()
    {
        _stage.Aws.Then(HttpStatusCode.NotFound, Answers.Page, "text/html");
        await using var session = await _stage.OpenAsync(settings: new() { EndpointUrl = "http://127.0.0.1:4599" });

        (await session.TryAccountIdAsync(default)).ShouldBeNull();

        (await Thrown.SessionAsync(session.AccountIdAsync(default))).Code.ShouldBe(AwsSessionException.AccountUnknown);
        _stage.Aws.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_that_AWS_does_not_know_are_no_missing_account_service()
    {
        _stage.Aws.Then(HttpStatusCode.Forbidden, Answers.StsError("InvalidClientTokenId", "The security token included in the request is invalid."));
        await using var session = await _stage.OpenAsync();

        var failure = await Thrown.FailureAsync(session.TryAccountIdAsync(default));

        failure.Kind.ShouldBe(AwsFailureKind.CredentialsInvalid);
        failure.RequestId.ShouldBe("r-sts");
    }

    [Fact]
    public async Task A_failed_question_for_the_account_is_asked_again()
    {
        _stage.Aws.Then(HttpStatusCode.Forbidden, Answers.StsError("ExpiredToken")).Then(HttpStatusCode.OK, Answers.Caller("111122223333"));
        await using var session = await _stage.OpenAsync();

        (await Thrown.FailureAsync(session.AccountIdAsync(default))).Kind.ShouldBe(AwsFailureKind.CredentialsExpired);

        (await session.AccountIdAsync(default)).ShouldBe("111122223333");
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("3", 3)]
    [InlineData("many", 5)]
    public async Task The_users_own_number_of_attempts_holds(string setting, int expected)
    {
        using ProfileFiles files = new("");
        _stage.Variables["AWS_MAX_ATTEMPTS"] = setting;
        for (var i = 0; i < expected; i++)
            _stage.Aws.ThenCut();
        await using var session = await _stage.OpenAsync(_stage.Bare(), new() { Region = "eu-west-1", AccessKey = "AKIA", SecretKey = "s", ProfilesLocation = files.Location });

        var failure = await Thrown.FailureAsync(_stage.Time.RunAsync(session.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest())));

        failure.Attempts.ShouldBe(expected);
    }

    [Fact]
    public async Task A_profiles_wish_for_FIPS_hosts_holds_and_gives_way_to_an_endpoint()
    {
        using ProfileFiles files = new("[fips]\naws_access_key_id = AKIA\naws_secret_access_key = s\n", "[profile fips]\nuse_fips_endpoint = true\n");
        _stage.Aws.ThenEc2("DescribeImages", "<imagesSet/>").ThenEc2("DescribeImages", "<imagesSet/>");

        foreach (var endpoint in new[] { null, "http://127.0.0.1:4599" })
        {
            await using var session = await _stage.OpenAsync(_stage.Bare(), new() { Region = "us-east-1", ProfileName = "fips", ProfilesLocation = files.Location, EndpointUrl = endpoint });
            await session.Ec2("us-east-1").DescribeImagesAsync(new DescribeImagesRequest());
        }

        _stage.Aws.Requests.Select(request => request.Uri.Authority).ShouldBe(["ec2-fips.us-east-1.amazonaws.com", "127.0.0.1:4599"]);
    }

    [Fact]
    public async Task A_wrong_clock_of_a_simulator_does_not_move_the_date_of_signatures()
    {
        _stage.Aws.Then(_ =>
        {
            var answer = ScriptedHandler.Answer(HttpStatusCode.Forbidden, Answers.Error("SignatureDoesNotMatch"));
            answer.Headers.Date = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
            return answer;
        });
        _stage.Aws.ThenEc2("DescribeImages", "<imagesSet/>");
        await using var session = await _stage.OpenAsync();

        await Thrown.ByAsync(session.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest()));
        await session.Ec2("eu-west-1").DescribeImagesAsync(new DescribeImagesRequest());

        _stage.Aws.Requests.Count.ShouldBe(2);
        _stage.Aws.Requests.ShouldAllBe(request => !request.Headers["X-Amz-Date"].StartsWith("2001"));
    }
}
