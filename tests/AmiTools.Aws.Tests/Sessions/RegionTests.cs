namespace AmiTools.Aws.Tests.Sessions;

public sealed class RegionTests
{
    private const string Config = """
        [default]
        region = ap-south-1
        [profile work]
        region = ca-central-1
        [profile sso]
        sso_session = corp
        sso_account_id = 111122223333
        sso_role_name = Admin
        region = eu-north-1
        [sso-session corp]
        sso_region = us-west-2
        sso_start_url = https://example.awsapps.com/start
        """;

    private readonly Stage _stage = new();

    [Theory]
    [InlineData("us-east-1", "us-east-2", "us-west-1", "us-west-2", "work", "us-east-1")]
    [InlineData(null, "us-east-2", "us-west-1", "us-west-2", "work", "us-east-2")]
    [InlineData(null, null, "us-west-1", "us-west-2", "work", "us-west-1")]
    [InlineData(null, null, null, "us-west-2", "work", "us-west-2")]
    [InlineData(null, null, null, null, "work", "ca-central-1")]
    [InlineData(null, null, null, null, "sso", "eu-north-1")]
    [InlineData(null, null, null, null, null, "ap-south-1")]
    public async Task The_nearest_source_wins(string? given, string? stored, string? variable, string? defaultVariable, string? profileVariable, string expected)
    {
        using ProfileFiles files = new("", Config);
        Set("AWS_REGION", variable);
        Set("AWS_DEFAULT_REGION", defaultVariable);
        Set("AWS_PROFILE", profileVariable);

        await using var session = await _stage.OpenAsync(_stage.Bare(), Settings(files.Location, given, stored));

        session.DefaultRegion.ShouldBe(expected);
    }

    [Fact]
    public async Task A_profile_that_is_named_gives_its_region()
    {
        using ProfileFiles files = new("[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n", Config);

        await using var session = await _stage.OpenAsync(_stage.Bare(), new() { ProfileName = "work", ProfilesLocation = files.Location });

        session.DefaultRegion.ShouldBe("ca-central-1");
    }

    [Fact]
    public async Task Without_any_region_the_session_ends_at_once_and_asks_nobody()
    {
        using ProfileFiles files = new("");

        var error = await Thrown.SessionAsync(_stage.OpenAsync(_stage.Bare(), new() { ProfilesLocation = files.Location }));

        error.Code.ShouldBe(AwsSessionException.NoRegion);
        error.Remedy.ShouldNotBeNull().ShouldContain("-Region");
        _stage.Aws.Requests.ShouldBeEmpty();
        _stage.Metadata.Requests.ShouldBeEmpty();
        _stage.Time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_session_whose_calls_name_their_regions_needs_no_default()
    {
        using ProfileFiles files = new("");

        await using var session = await _stage.OpenAsync(_stage.Bare(), new() { RegionOptional = true, AccessKey = "AKIA", SecretKey = "s", ProfilesLocation = files.Location });

        session.DefaultRegion.ShouldBeNull();
        Should.Throw<AwsSessionException>(() => session.RequireRegion()).Code.ShouldBe(AwsSessionException.NoRegion);
    }

    [Fact]
    public async Task A_simulators_region_is_the_last_resort_and_no_profile_is_read_for_it()
    {
        using ProfileFiles files = new("", Config);

        await using var session = await _stage.OpenAsync(settings: new() { ProfilesLocation = files.Location });

        session.DefaultRegion.ShouldBe("eu-west-1");
    }

    [Theory]
    [InlineData("eu west 1")]
    [InlineData("eu-west")]
    [InlineData("https://ec2.eu-west-1.amazonaws.com")]
    [InlineData("eu-west-1a")]
    [InlineData("us-*")]
    public async Task A_malformed_region_is_refused_without_a_call(string region)
    {
        var error = await Thrown.SessionAsync(_stage.OpenAsync(settings: new() { Region = region }));

        error.Code.ShouldBe(AwsSessionException.InvalidRegion);
        error.Message.ShouldContain(region);
        await using var session = await _stage.OpenAsync();
        Should.Throw<AwsSessionException>(() => session.Ec2(region)).Code.ShouldBe(AwsSessionException.InvalidRegion);
        _stage.Aws.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("us-east-1", "aws")]
    [InlineData("CN-North-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    [InlineData("us-isob-east-1", "aws-iso-b")]
    [InlineData("mx-central-1", "aws")]
    [InlineData("eu-east-9", "aws")]
    public async Task A_region_knows_its_partition(string region, string partition)
    {
        await using var session = await _stage.OpenAsync(settings: new() { Region = region });

        session.Partition.ShouldBe(partition);
        session.DefaultRegion.ShouldBe(region.ToLowerInvariant());
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("aws-cn")]
    [InlineData("aws-us-gov")]
    [InlineData("aws-eusc")]
    [InlineData("aws-iso")]
    [InlineData("aws-iso-b")]
    [InlineData("aws-iso-e")]
    [InlineData("aws-iso-f")]
    public void The_main_region_of_a_partition_lies_in_it(string partition)
    {
        var region = RegionNames.MainRegionOf(partition);

        RegionNames.IsWellFormed(region).ShouldBeTrue();
        RegionNames.PartitionOf(region).ShouldBe(partition);
    }

    private static AwsSessionSettings Settings(string location, string? region, string? stored) =>
        new() { Region = region, StoredRegion = stored, ProfilesLocation = location, AccessKey = "AKIA", SecretKey = "s" };

    private void Set(string name, string? value)
    {
        if (value is not null)
            _stage.Variables[name] = value;
    }
}
