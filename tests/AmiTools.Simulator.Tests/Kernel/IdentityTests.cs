using System.Net;

namespace AmiTools.Simulator.Tests.Kernel;

public sealed class IdentityTests : IDisposable
{
    private readonly AwsSimulator _simulator = Calls.Simulator();
    private readonly WireClient _client;

    public IdentityTests() => _client = new(_simulator);

    [Fact]
    public async Task Unknown_keys_belong_to_the_default_account()
    {
        using var response = await _client.SendAsync(("Action", "GetCallerIdentity"), ("Version", "2011-06-15"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await WireClient.TextAsync(response, "Account")).ShouldBe("111122223333");
        (await WireClient.TextAsync(response, "Arn")).ShouldBe("arn:aws:iam::111122223333:user/admin");
        (await WireClient.TextAsync(response, "RequestId")).ShouldBe(response.Headers.GetValues("x-amzn-RequestId").Single());
    }

    [Fact]
    public async Task Keys_of_a_user_belong_to_his_account()
    {
        _client.AccessKey = _simulator.Access.Create("222233334444", "backup").AccessKeyId;

        (await IdentityAsync()).ShouldBe("arn:aws:iam::222233334444:user/backup");
    }

    [Fact]
    public async Task A_key_of_twelve_digits_is_the_account_of_that_number()
    {
        _client.AccessKey = "999988887777";

        (await IdentityAsync()).ShouldBe("arn:aws:iam::999988887777:user/admin");
    }

    [Fact]
    public async Task The_signature_may_stand_in_the_query_string()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            "https://example.com/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=999988887777%2F20200101%2Feu-west-1%2Fsts%2Faws4_request&X-Amz-Signature=00");
        using var response = await _client.SendAsync(request);

        (await WireClient.TextAsync(response, "Account")).ShouldBe("999988887777");
    }

    [Fact]
    public async Task Strict_tables_refuse_unknown_keys()
    {
        _simulator.Access.Strict = true;

        (await _client.ErrorAsync(("Action", "GetCallerIdentity"), ("Version", "2011-06-15"))).ShouldBe((HttpStatusCode.Forbidden, "InvalidClientTokenId"));
    }

    [Fact]
    public async Task Expired_keys_are_refused()
    {
        var keys = _simulator.Access.Create();
        _client.AccessKey = keys.AccessKeyId;
        _simulator.Access.Expire(keys);

        (await _client.ErrorAsync(("Action", "GetCallerIdentity"), ("Version", "2011-06-15"))).ShouldBe((HttpStatusCode.Forbidden, "ExpiredToken"));
    }

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        using var response = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://example.com/?Action=GetCallerIdentity&Version=2011-06-15"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await WireClient.TextAsync(response, "Code")).ShouldBe("MissingAuthenticationToken");
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20200101/eu-west-1, SignedHeaders=host, Signature=0")]
    [InlineData("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0")]
    public async Task A_malformed_signature_is_refused(string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://example.com/?Action=GetCallerIdentity&Version=2011-06-15");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await _client.SendAsync(request);

        (await WireClient.TextAsync(response, "Code")).ShouldBe("IncompleteSignature");
    }

    [Fact]
    public async Task A_region_that_does_not_exist_is_refused()
    {
        _client.Region = "eu-north-9";

        (await _client.ErrorAsync(("Action", "GetCallerIdentity"))).Code.ShouldBe("SignatureDoesNotMatch");
    }

    [Fact]
    public async Task A_region_must_be_enabled_where_that_is_required()
    {
        _client.Region = "eu-south-2";

        (await _client.ErrorAsync(("Action", "GetCallerIdentity"))).ShouldBe((HttpStatusCode.Forbidden, "InvalidClientTokenId"));
        _simulator.Account().OptIn("eu-south-2");
        (await IdentityAsync()).ShouldBe("arn:aws:iam::111122223333:user/admin");
    }

    [Theory]
    [InlineData("AuthFailure", HttpStatusCode.Unauthorized)]
    [InlineData("OptInRequired", HttpStatusCode.Forbidden)]
    public async Task EC2_says_in_one_of_two_ways_that_a_region_is_not_enabled(string code, HttpStatusCode status)
    {
        _simulator.Settings.NotOptedInCode = code;
        _client.Region = "eu-south-2";
        _client.Service = "ec2";

        (await _client.ErrorAsync(("Action", "DescribeRegions"), ("Version", "2016-11-15"))).ShouldBe((status, code));
    }

    [Fact]
    public async Task Partitions_have_accounts_of_their_own()
    {
        _client.Region = "us-gov-west-1";

        var identity = await IdentityAsync();

        identity.ShouldStartWith("arn:aws-us-gov:iam::");
        identity.ShouldNotContain("111122223333");
    }

    [Fact]
    public async Task An_assumed_role_is_somebody_else_until_it_expires()
    {
        using (var response = await _client.SendAsync(("Action", "AssumeRole"), ("RoleArn", "arn:aws:iam::222233334444:role/ops/AmiTools"), ("RoleSessionName", "test"), ("DurationSeconds", "900")))
        {
            _client.AccessKey = (await WireClient.TextAsync(response, "AccessKeyId"))!;
            _client.SessionToken = await WireClient.TextAsync(response, "SessionToken");
            (await WireClient.TextAsync(response, "Expiration")).ShouldBe("2026-11-23T08:15:00.000Z");
        }

        (await IdentityAsync()).ShouldBe("arn:aws:sts::222233334444:assumed-role/AmiTools/test");
        _simulator.Clock.Step(TimeSpan.FromMinutes(15));
        (await _client.ErrorAsync(("Action", "GetCallerIdentity"))).Code.ShouldBe("ExpiredToken");
    }

    [Fact]
    public async Task Temporary_keys_without_their_token_are_worth_nothing()
    {
        using (var response = await _client.SendAsync(("Action", "GetSessionToken")))
            _client.AccessKey = (await WireClient.TextAsync(response, "AccessKeyId"))!;

        (await _client.ErrorAsync(("Action", "GetCallerIdentity"))).Code.ShouldBe("InvalidClientTokenId");
    }

    [Theory]
    [InlineData("arn:aws:iam::222233334444:user/x", "test", "3600", "ValidationError")]
    [InlineData("arn:aws:iam::2222:role/x", "test", "3600", "ValidationError")]
    [InlineData("arn:aws:iam::222233334444:role/x", "", "3600", "ValidationError")]
    [InlineData("arn:aws:iam::222233334444:role/x", "a b", "3600", "ValidationError")]
    [InlineData("arn:aws:iam::222233334444:role/x", "test", "899", "ValidationError")]
    [InlineData("arn:aws:iam::222233334444:role/x", "test", "43201", "ValidationError")]
    public async Task AssumeRole_checks_what_it_is_given(string role, string session, string duration, string code) =>
        (await _client.ErrorAsync(("Action", "AssumeRole"), ("RoleArn", role), ("RoleSessionName", session), ("DurationSeconds", duration))).Code.ShouldBe(code);

    [Fact]
    public async Task A_role_may_refuse_by_its_own_account()
    {
        _simulator.Account("222233334444").Policy.Deny("sts:AssumeRole", resource: "*:role/Closed");

        (await _client.ErrorAsync(("Action", "AssumeRole"), ("RoleArn", "arn:aws:iam::222233334444:role/Closed"), ("RoleSessionName", "test"))).Code.ShouldBe("AccessDenied");
        using var open = await _client.SendAsync(("Action", "AssumeRole"), ("RoleArn", "arn:aws:iam::222233334444:role/Open"), ("RoleSessionName", "test"));
        open.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_web_identity_needs_no_signature()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            "https://example.com/?Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A222233334444%3Arole%2Fci&RoleSessionName=ci&WebIdentityToken=jwt");
        using var response = await _client.SendAsync(request);

        (await WireClient.TextAsync(response, "Arn")).ShouldBe("arn:aws:sts::222233334444:assumed-role/ci/ci");
    }

    [Fact]
    public async Task Denied_actions_are_refused_to_whom_they_are_denied()
    {
        var reader = _simulator.Access.Create(user: "reader");
        using (_simulator.Account().Policy.Deny("sts:Get*", principal: "*:user/reader"))
        {
            (await _client.ErrorAsync(("Action", "GetSessionToken"))).Code.ShouldBeNull();
            _client.AccessKey = reader.AccessKeyId;
            (await _client.ErrorAsync(("Action", "GetSessionToken"))).ShouldBe((HttpStatusCode.Forbidden, "AccessDenied"));
            // Everybody may ask who he is.
            (await IdentityAsync()).ShouldEndWith("user/reader");
        }
        (await _client.ErrorAsync(("Action", "GetSessionToken"))).Code.ShouldBeNull();
    }

    [Fact]
    public async Task Operations_and_services_that_are_not_there_are_named()
    {
        using var response = await _client.SendAsync(("Action", "DecodeAuthorizationMessage"));
        (await WireClient.TextAsync(response, "Code")).ShouldBe("InvalidAction");
        (await WireClient.TextAsync(response, "Message"))!.ShouldContain("DecodeAuthorizationMessage");

        _client.Service = "elasticloadbalancing";
        using var other = await _client.SendAsync(("Action", "DescribeLoadBalancers"));
        (await WireClient.TextAsync(other, "Message"))!.ShouldContain("elasticloadbalancing");

        _client.Service = "sts";
        (await _client.ErrorAsync(("Version", "2011-06-15"))).Code.ShouldBe("MissingAction");
    }

    public void Dispose()
    {
        _client.Dispose();
        _simulator.Defects.ShouldBeEmpty();
        _simulator.Dispose();
    }

    private async Task<string> IdentityAsync()
    {
        using var response = await _client.SendAsync(("Action", "GetCallerIdentity"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await WireClient.TextAsync(response, "Arn"))!;
    }
}
