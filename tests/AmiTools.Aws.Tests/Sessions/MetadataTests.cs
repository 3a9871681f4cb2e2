using System.Net;
using Amazon.EC2.Model;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Sessions;

public sealed class MetadataTests : IDisposable
{
    private const string Region = "eu-west-1";

    private readonly Stage _stage = new();
    private readonly ProfileFiles _files = new("");

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task An_instance_gives_the_keys_of_its_role()
    {
        Instance("ASIAINSTANCE", 360);

        (await CallerAsync()).ShouldBe("ASIAINSTANCE");

        _stage.Metadata.Requests.Select(request => $"{request.Method} {request.Uri}").ShouldBe(
        [
            "PUT http://169.254.169.254/latest/api/token",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/web",
        ]);
        _stage.Metadata.Requests.Skip(1).ShouldAllBe(request => request.Headers["X-aws-ec2-metadata-token"] == "session");
    }

    [Fact]
    public async Task Nothing_anywhere_is_said_within_a_second_after_one_attempt()
    {
        _stage.Metadata.ThenHang();

        var error = await Thrown.SessionAsync(_stage.Time.RunAsync(OpenAsync()));

        error.Code.ShouldBe(AwsSessionException.NoCredentials);
        error.Message.ShouldContain(_files.Location);
        error.Remedy.ShouldNotBeNull().ShouldContain("-ProfileName");
        _stage.Metadata.Requests.Count.ShouldBe(1);
        _stage.Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_machine_without_a_route_to_the_service_has_no_credentials()
    {
        _stage.Metadata.ThenRefused();

        (await Thrown.SessionAsync(OpenAsync())).Code.ShouldBe(AwsSessionException.NoCredentials);
    }

    [Fact]
    public async Task An_instance_without_a_role_has_no_credentials()
    {
        _stage.Metadata.Then(HttpStatusCode.OK, "session", "text/plain").Then(HttpStatusCode.NotFound, "", "text/plain");

        (await Thrown.SessionAsync(OpenAsync())).Code.ShouldBe(AwsSessionException.NoCredentials);
    }

    [Fact]
    public async Task The_service_is_not_asked_where_it_is_switched_off()
    {
        _stage.Variables["AWS_EC2_METADATA_DISABLED"] = "TRUE";

        (await Thrown.SessionAsync(OpenAsync())).Code.ShouldBe(AwsSessionException.NoCredentials);

        _stage.Metadata.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_while_the_service_is_asked_is_a_cancellation_and_not_a_lack_of_credentials()
    {
        _stage.Metadata.ThenHang();
        using CancellationTokenSource stop = new();
        var opening = AwsSession.OpenAsync(_stage.Bare(), Settings(), stop.Token);
        await _stage.Time.ArmedAsync();

        await stop.CancelAsync();

        (await Thrown.ByAsync(opening)).ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task Keys_of_an_instance_are_renewed_before_they_end()
    {
        Instance("ASIAONE", 60);
        _stage.Aws.Otherwise = request => ScriptedHandler.Answer(HttpStatusCode.OK, Answers.Ec2(request.Action!, "<imagesSet/>"));
        await using var session = await OpenAsync();
        Instance("ASIATWO", 120);
        _stage.Time.Advance(TimeSpan.FromMinutes(56));

        await session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest());

        _stage.Aws.Requests[^1].AccessKey.ShouldBe("ASIATWO");
    }

    [Fact]
    public async Task A_container_comes_before_the_instance()
    {
        _stage.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/v2/credentials/1";
        _stage.Metadata.Then(HttpStatusCode.OK, Keys("ASIATASK", 60), "application/json");

        (await CallerAsync()).ShouldBe("ASIATASK");

        _stage.Metadata.Requests.Single().Uri.ShouldBe(new Uri("http://169.254.170.2/v2/credentials/1"));
    }

    [Fact]
    public async Task A_pods_token_file_is_shown_to_its_credential_service()
    {
        _stage.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://169.254.170.23/v1/credentials";
        _stage.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = _files.Write("token", "pod-token\n");
        _stage.Metadata.Then(HttpStatusCode.OK, Keys("ASIAPOD", 60), "application/json");

        (await CallerAsync()).ShouldBe("ASIAPOD");

        _stage.Metadata.Requests.Single().Headers["Authorization"].ShouldBe("pod-token");
    }

    [Theory]
    [InlineData("http://example.com/credentials")]
    [InlineData("http://169.254.169.254/credentials")]
    [InlineData("ftp://127.0.0.1/credentials")]
    [InlineData("credentials")]
    public async Task Keys_are_not_asked_of_strangers_without_encryption(string address)
    {
        _stage.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = address;

        var error = await Thrown.SessionAsync(OpenAsync());

        error.Code.ShouldBe(AwsSessionException.CredentialsFailed);
        error.Message.ShouldContain(address);
        _stage.Metadata.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500, "oops")]
    [InlineData(200, "no json")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"Code":"Failed","Message":"not ready"}""")]
    [InlineData(200, """{"AccessKeyId":"A","SecretAccessKey":"s","Expiration":"tomorrow"}""")]
    public async Task A_container_service_that_was_named_and_fails_is_an_error_of_its_own(int status, string body)
    {
        _stage.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/v2/credentials/1";
        _stage.Metadata.Then((HttpStatusCode)status, body, "application/json");

        (await Thrown.SessionAsync(OpenAsync())).Code.ShouldBe(AwsSessionException.CredentialsFailed);
    }

    [Fact]
    public async Task A_container_service_that_hangs_is_given_up_after_five_seconds()
    {
        _stage.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/v2/credentials/1";
        _stage.Metadata.ThenHang();

        var error = await Thrown.SessionAsync(_stage.Time.RunAsync(OpenAsync()));

        error.Message.ShouldContain("5 seconds");
        _stage.Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(5));
    }

    private void Instance(string key, int minutes) => _stage.Metadata
        .Then(HttpStatusCode.OK, "session", "text/plain").Then(HttpStatusCode.OK, "web", "text/plain").Then(HttpStatusCode.OK, Keys(key, minutes), "text/plain");

    private string Keys(string key, int minutes) =>
        $$"""{"Code":"Success","AccessKeyId":"{{key}}","SecretAccessKey":"s","Token":"t","Expiration":"{{_stage.Time.Start.AddMinutes(minutes).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}"}""";

    private AwsSessionSettings Settings() => new() { Region = Region, ProfilesLocation = _files.Location };

    private Task<AwsSession> OpenAsync() => _stage.OpenAsync(_stage.Bare(), Settings());

    private async Task<string?> CallerAsync()
    {
        _stage.Aws.ThenEc2("DescribeImages", "<imagesSet/>");
        await using var session = await OpenAsync();
        await session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest());
        return _stage.Aws.Requests[^1].AccessKey;
    }
}
