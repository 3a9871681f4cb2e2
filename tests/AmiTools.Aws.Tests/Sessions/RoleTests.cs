using System.Net;
using Amazon.EC2.Model;

namespace AmiTools.Aws.Tests.Sessions;

public sealed class RoleTests
{
    private const string Region = "eu-west-1";
    private const string Arn = "arn:aws:iam::444455556666:role/backup";

    private readonly Stage _stage = new();

    [Fact]
    public async Task A_role_is_assumed_on_top_of_the_other_credentials_and_then_calls()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAROLE", In(60))).ThenEc2("DescribeImages", "<imagesSet/>");

        await using var session = await _stage.OpenAsync(settings: new() { RoleArn = Arn });
        await DescribeAsync(session);

        _stage.Aws.Requests[0].Action.ShouldBe("AssumeRole");
        _stage.Aws.Requests[0].AccessKey.ShouldBe("AKIAKNOWN");
        _stage.Aws.Requests[0].Parameter("RoleArn").ShouldBe(Arn);
        _stage.Aws.Requests[1].AccessKey.ShouldBe("ASIAROLE");
        _stage.Aws.Requests[1].Headers["x-amz-security-token"].ShouldBe("token-of-ASIAROLE");
    }

    [Fact]
    public async Task The_account_of_a_role_is_known_without_a_call()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAROLE", In(60)));
        await using var session = await _stage.OpenAsync(settings: new() { RoleArn = Arn });

        (await session.AccountIdAsync(default)).ShouldBe("444455556666");

        _stage.Aws.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task New_keys_are_taken_before_the_old_ones_end()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAONE", In(60))).ThenEc2("DescribeImages", "<imagesSet/>")
            .Then(HttpStatusCode.OK, Answers.Role("ASIATWO", In(120))).ThenEc2("DescribeImages", "<imagesSet/>");
        await using var session = await _stage.OpenAsync(settings: new() { RoleArn = Arn });

        _stage.Time.Advance(TimeSpan.FromMinutes(54));
        await DescribeAsync(session);
        _stage.Time.Advance(TimeSpan.FromMinutes(1));
        await DescribeAsync(session);

        Callers().ShouldBe(["AKIAKNOWN", "ASIAONE", "AKIAKNOWN", "ASIATWO"]);
    }

    [Fact]
    public async Task Keys_that_expire_in_the_middle_of_a_call_are_renewed_and_the_call_goes_on()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAONE", In(60)))
            .ThenError("ExpiredToken", HttpStatusCode.Forbidden)
            .Then(HttpStatusCode.OK, Answers.Role("ASIATWO", In(120)))
            .ThenEc2("CreateImage", "<imageId>ami-1</imageId>");
        await using var session = await _stage.OpenAsync(settings: new() { RoleArn = Arn });

        // No token, and made again all the same: AWS refuses expired keys before it does anything.
        var response = await _stage.Time.RunAsync(session.Ec2(Region).CreateImageAsync(new CreateImageRequest { InstanceId = "i-1", Name = "backup" }));

        response.ImageId.ShouldBe("ami-1");
        Callers().ShouldBe(["AKIAKNOWN", "ASIAONE", "AKIAKNOWN", "ASIATWO"]);
    }

    [Fact]
    public async Task Keys_that_stay_expired_are_renewed_once_and_then_told()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAONE", In(60))).ThenError("ExpiredToken", HttpStatusCode.Forbidden)
            .Then(HttpStatusCode.OK, Answers.Role("ASIATWO", In(120))).ThenError("ExpiredToken", HttpStatusCode.Forbidden);
        await using var session = await _stage.OpenAsync(settings: new() { RoleArn = Arn });

        var failure = await Thrown.FailureAsync(_stage.Time.RunAsync(DescribeAsync(session)));

        failure.Kind.ShouldBe(AwsFailureKind.CredentialsExpired);
        _stage.Aws.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_refresh_that_fails_early_leaves_the_keys_that_are_still_good()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAONE", In(60)))
            .Then(HttpStatusCode.Forbidden, Answers.StsError("AccessDenied")).ThenEc2("DescribeImages", "<imagesSet/>").ThenEc2("DescribeImages", "<imagesSet/>");
        await using var session = await _stage.OpenAsync(settings: new() { RoleArn = Arn });

        _stage.Time.Advance(TimeSpan.FromMinutes(56));
        await DescribeAsync(session);
        await DescribeAsync(session);

        Callers().ShouldBe(["AKIAKNOWN", "AKIAKNOWN", "ASIAONE", "ASIAONE"]);
    }

    [Fact]
    public async Task Many_calls_at_once_refresh_once()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAONE", In(60))).Then(HttpStatusCode.OK, Answers.Role("ASIATWO", In(120)));
        _stage.Aws.Otherwise = request => AmiTools.Testing.ScriptedHandler.Answer(HttpStatusCode.OK, Answers.Ec2(request.Action!, "<imagesSet/>"));
        await using var session = await _stage.OpenAsync(settings: new() { RoleArn = Arn });
        _stage.Time.Advance(TimeSpan.FromMinutes(58));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => DescribeAsync(session)));

        _stage.Aws.Requests.Count(request => request.Action == "AssumeRole").ShouldBe(2);
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed_is_told_with_its_name_and_what_it_takes()
    {
        _stage.Aws.Then(HttpStatusCode.Forbidden, Answers.StsError("AccessDenied", "User: x is not authorized to perform: sts:AssumeRole"));

        var error = await Thrown.SessionAsync(_stage.OpenAsync(settings: new() { RoleArn = Arn }));

        error.Code.ShouldBe(AwsSessionException.RoleNotAssumed);
        error.Message.ShouldContain(Arn);
        error.Message.ShouldContain("not authorized");
        error.Remedy.ShouldNotBeNull().ShouldContain("trust policy");
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("arn:aws:iam::1234:role/x")]
    [InlineData("arn:aws:iam::444455556666:user/x")]
    [InlineData("arn:aws:sts::444455556666:assumed-role/x/y")]
    public async Task What_is_no_role_is_refused_without_a_call(string arn)
    {
        (await Thrown.SessionAsync(_stage.OpenAsync(settings: new() { RoleArn = arn }))).Code.ShouldBe(AwsSessionException.InvalidRoleArn);
        _stage.Aws.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_profile_with_a_role_goes_through_our_own_handler_and_endpoint()
    {
        using ProfileFiles files = new("[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n", $"""
            [profile role]
            role_arn = {Arn}
            source_profile = base
            external_id = the-id
            role_session_name = nightly
            """);
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAROLE", In(60))).ThenEc2("DescribeImages", "<imagesSet/>");

        await using var session = await _stage.OpenAsync(_stage.Bare(), new() { Region = Region, ProfileName = "role", ProfilesLocation = files.Location, EndpointUrl = "http://127.0.0.1:4599" });
        await DescribeAsync(session);

        Callers().ShouldBe(["AKIABASE", "ASIAROLE"]);
        _stage.Aws.Requests.ShouldAllBe(request => request.Uri.Authority == "127.0.0.1:4599");
        _stage.Aws.Requests[0].Parameter("ExternalId").ShouldBe("the-id");
        _stage.Aws.Requests[0].Parameter("RoleSessionName").ShouldBe("nightly");
    }

    [Fact]
    public async Task Roles_chain_from_profile_to_profile()
    {
        using ProfileFiles files = new("[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n", """
            [profile middle]
            role_arn = arn:aws:iam::111122223333:role/middle
            source_profile = base
            [profile last]
            role_arn = arn:aws:iam::444455556666:role/last
            source_profile = middle
            """);
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAMIDDLE", In(60))).Then(HttpStatusCode.OK, Answers.Role("ASIALAST", In(60))).ThenEc2("DescribeImages", "<imagesSet/>");

        await using var session = await _stage.OpenAsync(_stage.Bare(), new() { Region = Region, ProfileName = "last", ProfilesLocation = files.Location });
        await DescribeAsync(session);

        Callers().ShouldBe(["AKIABASE", "ASIAMIDDLE", "ASIALAST"]);
    }

    [Fact]
    public async Task Profiles_that_go_in_a_circle_are_refused()
    {
        using ProfileFiles files = new("", $"[profile a]\nrole_arn = {Arn}\nsource_profile = b\n[profile b]\nrole_arn = {Arn}\nsource_profile = a\n");

        var error = await Thrown.SessionAsync(_stage.OpenAsync(_stage.Bare(), new() { Region = Region, ProfileName = "a", ProfilesLocation = files.Location }));

        error.Code.ShouldBe(AwsSessionException.ProfileInvalid);
        error.Message.ShouldContain("a -> b -> a");
    }

    [Fact]
    public async Task A_role_that_takes_its_source_from_variables_finds_it_there()
    {
        using ProfileFiles files = new("", $"[profile role]\nrole_arn = {Arn}\ncredential_source = Environment\n");
        _stage.Variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
        _stage.Variables["AWS_SECRET_ACCESS_KEY"] = "s";
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAROLE", In(60)));

        await using var session = await _stage.OpenAsync(_stage.Bare(), new() { Region = Region, ProfileName = "role", ProfilesLocation = files.Location });

        Callers().ShouldBe(["AKIAENV"]);
    }

    [Fact]
    public async Task A_role_with_an_MFA_device_asks_for_its_code_or_says_that_it_cannot()
    {
        using ProfileFiles files = new("[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n", $"[profile role]\nrole_arn = {Arn}\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n");
        AwsSessionSettings Settings(Func<string, string?>? code) => new() { Region = Region, ProfileName = "role", ProfilesLocation = files.Location, MfaCode = code };

        var error = await Thrown.SessionAsync(_stage.OpenAsync(_stage.Bare(), Settings(null)));
        error.Code.ShouldBe(AwsSessionException.MfaRequired);
        _stage.Aws.Requests.ShouldBeEmpty();

        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAROLE", In(60)));
        await using var session = await _stage.OpenAsync(_stage.Bare(), Settings(device => device == "arn:aws:iam::111122223333:mfa/me" ? "123456" : null));
        _stage.Aws.Requests[0].Parameter("TokenCode").ShouldBe("123456");
    }

    [Fact]
    public async Task A_web_identity_is_exchanged_for_a_role_without_a_signature_and_read_anew_each_time()
    {
        using ProfileFiles files = new("");
        _stage.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = files.Write("token", "first\n");
        _stage.Variables["AWS_ROLE_ARN"] = Arn;
        string WebIdentity(string key, int minutes) => Answers.Role(key, In(minutes)).Replace("AssumeRole", "AssumeRoleWithWebIdentity", StringComparison.Ordinal);
        _stage.Aws.Then(HttpStatusCode.OK, WebIdentity("ASIAONE", 60)).Then(HttpStatusCode.OK, WebIdentity("ASIATWO", 120)).ThenEc2("DescribeImages", "<imagesSet/>");

        await using var session = await _stage.OpenAsync(_stage.Bare(), new() { Region = Region, ProfilesLocation = files.Location });
        files.Write("token", "second\n");
        _stage.Time.Advance(TimeSpan.FromMinutes(59));
        await DescribeAsync(session);

        _stage.Aws.Requests.Take(2).Select(request => request.Parameter("WebIdentityToken")).ShouldBe(["first", "second"]);
        _stage.Aws.Requests.Take(2).ShouldAllBe(request => request.Authorization == null);
        _stage.Aws.Requests[2].AccessKey.ShouldBe("ASIATWO");
    }

    [Fact]
    public async Task One_session_gives_others_in_other_roles_with_the_credentials_that_it_began_with()
    {
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIAONE", In(60))).Then(HttpStatusCode.OK, Answers.Role("ASIATWO", In(60)))
            .ThenEc2("DescribeImages", "<imagesSet/>").ThenEc2("DescribeImages", "<imagesSet/>");
        await using var first = await _stage.OpenAsync(settings: new() { RoleArn = Arn });
        await using var second = await first.AssumeAsync(AwsRole.Named("aws", "777788889999", "AmiTools"), default);

        await DescribeAsync(second);
        await DescribeAsync(first);

        Callers().ShouldBe(["AKIAKNOWN", "AKIAKNOWN", "ASIATWO", "ASIAONE"]);
        (await second.AccountIdAsync(default)).ShouldBe("777788889999");
    }

    [Fact]
    public async Task A_role_of_China_is_assumed_in_China_where_no_region_is_named()
    {
        using ProfileFiles files = new("");
        _stage.Aws.Then(HttpStatusCode.OK, Answers.Role("ASIACN", In(60)));

        await using var session = await _stage.OpenAsync(_stage.Bare(),
            new() { RegionOptional = true, AccessKey = "AKIA", SecretKey = "s", RoleArn = "arn:aws-cn:iam::444455556666:role/backup", ProfilesLocation = files.Location });

        _stage.Aws.Requests[0].Uri.Host.ShouldBe("sts.cn-north-1.amazonaws.com.cn");
        session.Partition.ShouldBe("aws-cn");
    }

    private static Task<DescribeImagesResponse> DescribeAsync(AwsSession session) => session.Ec2(Region).DescribeImagesAsync(new DescribeImagesRequest());

    private DateTimeOffset In(int minutes) => _stage.Time.Start.AddMinutes(minutes);

    private IEnumerable<string?> Callers() => _stage.Aws.Requests.Select(request => request.AccessKey);
}
