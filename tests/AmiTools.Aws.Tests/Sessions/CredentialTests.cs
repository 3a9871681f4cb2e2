using System.Net;
using Amazon.EC2.Model;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Sessions;

public sealed class CredentialTests
{
    private const string Region = "eu-west-1";
    private const string Static = "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n";

    private readonly Stage _stage = new();

    [Fact]
    public async Task Explicit_keys_win_over_everything()
    {
        using ProfileFiles files = new(Static);
        Keys("AKIAENV");

        (await CallerAsync(new() { AccessKey = "AKIAGIVEN", SecretKey = "s", ProfileName = "work", StoredCredentials = () => new("AKIASTORED", "s"), ProfilesLocation = files.Location })).ShouldBe("AKIAGIVEN");
    }

    [Fact]
    public async Task A_named_profile_wins_over_stored_credentials_and_variables()
    {
        using ProfileFiles files = new(Static);
        Keys("AKIAENV");

        (await CallerAsync(new() { ProfileName = "work", StoredCredentials = () => new("AKIASTORED", "s"), ProfilesLocation = files.Location })).ShouldBe("AKIAWORK");
    }

    [Fact]
    public async Task Stored_credentials_win_over_variables()
    {
        using ProfileFiles files = new(Static);
        Keys("AKIAENV");

        (await CallerAsync(new() { StoredCredentials = () => new("AKIASTORED", "s"), ProfilesLocation = files.Location })).ShouldBe("AKIASTORED");
    }

    [Fact]
    public async Task Variables_win_over_the_default_profile()
    {
        using ProfileFiles files = new(Static);
        Keys("AKIAENV");

        (await CallerAsync(new() { ProfilesLocation = files.Location })).ShouldBe("AKIAENV");
    }

    [Fact]
    public async Task The_profile_of_AWS_PROFILE_wins_over_the_default_one()
    {
        using ProfileFiles files = new(Static);
        _stage.Variables["AWS_PROFILE"] = "work";

        (await CallerAsync(new() { ProfilesLocation = files.Location })).ShouldBe("AKIAWORK");
    }

    [Fact]
    public async Task The_default_profile_is_used_where_nothing_is_named()
    {
        using ProfileFiles files = new(Static);

        (await CallerAsync(new() { ProfilesLocation = files.Location })).ShouldBe("AKIADEFAULT");
    }

    [Fact]
    public async Task The_credentials_file_may_be_moved_by_its_variable()
    {
        using ProfileFiles files = new(Static);
        _stage.Variables["AWS_SHARED_CREDENTIALS_FILE"] = files.Location;

        (await CallerAsync(new())).ShouldBe("AKIADEFAULT");
    }

    [Fact]
    public async Task A_token_of_a_profile_goes_with_the_request()
    {
        using ProfileFiles files = new("[temp]\naws_access_key_id = ASIATEMP\naws_secret_access_key = s\naws_session_token = the-token\n");

        (await CallerAsync(new() { ProfileName = "temp", ProfilesLocation = files.Location })).ShouldBe("ASIATEMP");

        _stage.Aws.Requests[^1].Headers["x-amz-security-token"].ShouldBe("the-token");
    }

    [Fact]
    public async Task A_profile_that_does_not_exist_is_named_with_the_files_and_with_those_that_it_may_mean()
    {
        using ProfileFiles files = new(Static + "[production]\naws_access_key_id = A\naws_secret_access_key = s\n");

        var error = await Thrown.SessionAsync(OpenAsync(new() { ProfileName = "prodution", ProfilesLocation = files.Location }));

        error.Code.ShouldBe(AwsSessionException.ProfileNotFound);
        error.Message.ShouldContain("'prodution'");
        error.Message.ShouldContain(files.Location);
        error.Remedy.ShouldNotBeNull().ShouldContain("'production'");
        error.Remedy.ShouldNotContain("'work'");
    }

    [Fact]
    public async Task A_profile_of_AWS_PROFILE_that_does_not_exist_is_an_error_and_not_another_profile()
    {
        using ProfileFiles files = new(Static);
        _stage.Variables["AWS_PROFILE"] = "nowhere";

        (await Thrown.SessionAsync(OpenAsync(new() { ProfilesLocation = files.Location }))).Code.ShouldBe(AwsSessionException.ProfileNotFound);
    }

    [Fact]
    public async Task A_profile_without_credentials_is_an_error_where_it_was_named()
    {
        using ProfileFiles files = new("", "[profile bare]\nregion = eu-west-1\n");

        var error = await Thrown.SessionAsync(OpenAsync(new() { ProfileName = "bare", ProfilesLocation = files.Location }));

        error.Code.ShouldBe(AwsSessionException.ProfileInvalid);
        error.Message.ShouldContain("'bare'");
    }

    [Fact]
    public async Task A_profile_whose_sso_session_is_missing_is_an_error_that_names_it()
    {
        using ProfileFiles files = new("", "[profile sso]\nsso_session = gone\nsso_account_id = 111122223333\nsso_role_name = Admin\n");

        var error = await Thrown.SessionAsync(OpenAsync(new() { ProfileName = "sso", ProfilesLocation = files.Location }));

        error.Code.ShouldBe(AwsSessionException.ProfileInvalid);
        error.Message.ShouldContain("gone");
    }

    [Fact]
    public async Task A_sign_in_that_has_ended_is_told_with_the_command_that_renews_it()
    {
        // Nobody has ever signed in at this address on this machine, which is the same to the SDK as a sign-in that ended.
        using ProfileFiles files = new("", $"""
            [profile sso]
            sso_session = corp
            sso_account_id = 111122223333
            sso_role_name = Admin
            [sso-session corp]
            sso_region = us-west-2
            sso_start_url = https://{Path.GetRandomFileName()}.example.com/start
            """);

        var error = await Thrown.SessionAsync(OpenAsync(new() { ProfileName = "sso", ProfilesLocation = files.Location }));

        error.Code.ShouldBe(AwsSessionException.CredentialsExpired);
        error.Remedy.ShouldBe("aws sso login --profile sso");
        _stage.Aws.Requests.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_credential_process_is_run()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        using ProfileFiles files = new("", """
            [profile tool]
            credential_process = echo '{"Version": 1, "AccessKeyId": "AKIATOOL", "SecretAccessKey": "s"}'
            """);

        (await CallerAsync(new() { ProfileName = "tool", ProfilesLocation = files.Location })).ShouldBe("AKIATOOL");
    }

    [SkippableFact]
    public async Task A_credential_process_that_fails_is_named_with_its_profile()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        using ProfileFiles files = new("", "[profile tool]\ncredential_process = exit 3\n");

        var error = await Thrown.SessionAsync(OpenAsync(new() { ProfileName = "tool", ProfilesLocation = files.Location }));

        error.Code.ShouldBe(AwsSessionException.CredentialsFailed);
        error.Message.ShouldContain("'tool'");
        error.Remedy.ShouldNotBeNull().ShouldContain("exit 3");
    }

    [Theory]
    [InlineData("AKIA", null)]
    [InlineData(null, "secret")]
    public async Task Half_a_pair_of_keys_is_refused(string? accessKey, string? secretKey)
    {
        (await Thrown.SessionAsync(OpenAsync(new() { AccessKey = accessKey, SecretKey = secretKey }))).Code.ShouldBe(AwsSessionException.CredentialsIncomplete);
    }

    [Fact]
    public async Task Keys_whose_end_is_known_are_not_sent_after_it()
    {
        AwsEnvironment environment = new() { Time = _stage.Time, Random = new(1), NewId = () => Guid.Empty, Handler = _stage.Aws, Keys = new("ASIA", "s", "t", _stage.Time.Start.AddHours(1)), Region = Region };
        await using var session = await _stage.OpenAsync(environment);
        _stage.Time.Advance(TimeSpan.FromHours(1));

        var failure = await Thrown.FailureAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest()));

        failure.Kind.ShouldBe(AwsFailureKind.CredentialsExpired);
        failure.Code.ShouldBe(AwsSessionException.CredentialsExpired);
        _stage.Aws.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Expired_keys_that_nobody_renews_are_told_as_such_and_not_tried_again()
    {
        _stage.Aws.ThenError("RequestExpired").ThenError("ExpiredToken", HttpStatusCode.Forbidden);
        await using var session = await _stage.OpenAsync();

        (await Thrown.FailureAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest()))).Kind.ShouldBe(AwsFailureKind.CredentialsInvalid);
        var failure = await Thrown.FailureAsync(session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest()));

        failure.Kind.ShouldBe(AwsFailureKind.CredentialsExpired);
        failure.Remedy.ShouldNotBeNull();
        _stage.Aws.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stored_credentials_that_cannot_be_read_or_are_empty_are_errors_of_their_own()
    {
        (await Thrown.SessionAsync(OpenAsync(new() { StoredCredentials = () => null }))).Code.ShouldBe(AwsSessionException.NoCredentials);
        (await Thrown.SessionAsync(OpenAsync(new() { StoredCredentials = () => throw new InvalidOperationException("locked") }))).Message.ShouldContain("locked");
    }

    [Fact]
    public async Task With_a_simulator_no_profile_variable_or_metadata_is_asked()
    {
        using ProfileFiles files = new(Static);
        Keys("AKIAENV");
        _stage.Aws.ThenEc2("DescribeImages", "<imagesSet/>");

        await using var session = await _stage.OpenAsync(settings: new() { ProfileName = "missing", ProfilesLocation = files.Location, StoredCredentials = () => new("AKIASTORED", "s") });
        await session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest());

        _stage.Aws.Requests[^1].AccessKey.ShouldBe("AKIAKNOWN");
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        new AwsKeys("AKIA", "very-secret", "very-token").ToString().ShouldBe("AKIA");
    }

    private Task<AwsSession> OpenAsync(AwsSessionSettings settings) => _stage.OpenAsync(_stage.Bare(), In(settings));

    /// <summary>Who signs a call of a session with these settings.</summary>
    private async Task<string?> CallerAsync(AwsSessionSettings settings)
    {
        _stage.Aws.Otherwise = request => ScriptedHandler.Answer(HttpStatusCode.OK, Answers.Ec2(request.Action!, "<imagesSet/>"));
        await using var session = await OpenAsync(settings);
        await session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest());
        return _stage.Aws.Requests[^1].AccessKey;
    }

    private static AwsSessionSettings In(AwsSessionSettings settings) => new()
    {
        Region = Region, ProfileName = settings.ProfileName, ProfilesLocation = settings.ProfilesLocation, AccessKey = settings.AccessKey, SecretKey = settings.SecretKey,
        SessionToken = settings.SessionToken, StoredCredentials = settings.StoredCredentials,
    };

    private void Keys(string accessKey)
    {
        _stage.Variables["AWS_ACCESS_KEY_ID"] = accessKey;
        _stage.Variables["AWS_SECRET_ACCESS_KEY"] = "s";
    }
}
