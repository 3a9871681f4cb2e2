namespace AmiTools.Simulator.Tests.Kernel;

public sealed class FilterSetTests : IDisposable
{
    private static readonly FilterSet<SimImage> s_filters = new FilterSet<SimImage>()
        .Text("name", image => image.Name)
        .Text("description", image => image.Description)
        .Texts("block-device-mapping.snapshot-id", image => image.SnapshotIds)
        .Flag("is-public", image => image.LaunchPermissions.Public)
        .Flag("ena-support", image => image.EnaSupport)
        .Number("root-size", image => image.BlockDevices.FirstOrDefault()?.SizeGiB)
        .Time("creation-date", image => image.CreatedAt)
        .Tags(image => image);

    private readonly AwsSimulator _simulator = Calls.Simulator();
    private readonly SimImage _web;
    private readonly SimImage _database;

    public FilterSetTests()
    {
        var region = _simulator.Account().Region("eu-west-1");
        _web = region.AddImage(new("web 1") { Description = "true", Volumes = [new("/dev/xvda", 8)], Tags = Tags(("Name", "web"), ("Env", "prod*")) });
        _database = region.AddImage(new("db") { Public = true, Volumes = [new("/dev/xvda", 16), new("/dev/sdf", 100)], Tags = Tags(("Name", "db")) });
        _web.EnaSupport = null;
    }

    [Fact]
    public void No_filter_lets_everything_through() => Found().ShouldBe([_web, _database]);

    [Fact]
    public void Filters_are_joined_by_and_and_values_by_or()
    {
        Found(("name", ["web 1", "db"])).ShouldBe([_web, _database]);
        Found(("name", ["web 1", "db"]), ("is-public", ["true"])).ShouldBe([_database]);
        Found(("name", ["web 1"]), ("is-public", ["true"])).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_filter_twice_must_hold_twice() => Found(("name", ["web*"]), ("name", ["*1"])).ShouldBe([_web]);

    [Fact]
    public void One_of_several_texts_suffices() =>
        Found(("block-device-mapping.snapshot-id", [_database.BlockDevices[1].SnapshotId!])).ShouldBe([_database]);

    [Fact]
    public void Flags_are_words_in_lower_case()
    {
        Found(("is-public", ["false"])).ShouldBe([_web]);
        Found(("is-public", ["False"])).ShouldBeEmpty();
        Found(("ena-support", ["true", "false"])).ShouldBe([_database]);
    }

    [Fact]
    public void Numbers_and_times_are_compared_as_EC2_writes_them()
    {
        Found(("root-size", ["8"])).ShouldBe([_web]);
        Found(("root-size", ["08"])).ShouldBeEmpty();
        Found(("creation-date", ["2026-11-16T*"])).ShouldBe([_web, _database]);
        Found(("creation-date", ["2026-11-16T08:00:00.000Z"])).ShouldBe([_web, _database]);
    }

    [Fact]
    public void Tags_are_found_by_key_and_by_value()
    {
        Found(("tag:Name", ["w?b"])).ShouldBe([_web]);
        Found(("tag:name", ["web"])).ShouldBeEmpty();
        Found(("tag-key", ["Env"])).ShouldBe([_web]);
        Found(("tag:Env", [@"prod\*"])).ShouldBe([_web]);
        Found(("tag:Env", [@"prod\*x"])).ShouldBeEmpty();
    }

    [Fact]
    public void A_key_in_a_tag_filter_has_no_wildcards() => Found(("tag:Nam*", ["web"])).ShouldBeEmpty();

    [Theory]
    [InlineData("nonsense")]
    [InlineData("tag:")]
    [InlineData("Name")]
    public void An_unknown_filter_is_refused(string name) =>
        Should.Throw<AwsErrorException>(() => Found((name, ["x"]))).Code.ShouldBe("InvalidFilter");

    [Fact]
    public void How_an_unknown_filter_is_refused_is_a_setting()
    {
        _simulator.Settings.UnknownFilterCode = "InvalidParameterValue";

        Should.Throw<AwsErrorException>(() => Found(("nonsense", ["x"]))).Code.ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public void There_are_limits()
    {
        Found([.. Enumerable.Repeat(("name", new[] { "*" }), 50)]).Count.ShouldBe(2);
        Should.Throw<AwsErrorException>(() => Found([.. Enumerable.Repeat(("name", new[] { "*" }), 51)])).Code.ShouldBe("FilterLimitExceeded");
        Found(("name", [.. Enumerable.Range(0, 199).Select(i => $"{i}"), "db"])).ShouldBe([_database]);
        Should.Throw<AwsErrorException>(() => Found(("name", [.. Enumerable.Range(0, 201).Select(i => $"{i}")]))).Code.ShouldBe("FilterLimitExceeded");
        Should.Throw<AwsErrorException>(() => Found(("name", []))).Code.ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public void Exact_values_are_there_for_indexes_and_wildcards_are_not()
    {
        FilterTerm[] exact = [new("image-id", ["ami-1", @"ami\*"])];
        FilterTerm[] open = [new("image-id", ["ami-1", "ami-*"])];

        FilterSet<SimImage>.ExactValues(exact, "image-id").ShouldBe(["ami-1", "ami*"]);
        FilterSet<SimImage>.ExactValues(open, "image-id").ShouldBeNull();
        FilterSet<SimImage>.ExactValues(exact, "name").ShouldBeNull();
    }

    [Fact]
    public void Tags_are_seen_late_where_readers_lag()
    {
        _simulator.Faults.Consistency.TagLag = TimeSpan.FromSeconds(10);
        Calls.To(_simulator).ChangeTags(_web, tags => tags["Name"] = "new");

        Found(("tag:Name", ["web"])).ShouldBe([_web]);
        _simulator.Clock.Step(TimeSpan.FromSeconds(9));
        Found(("tag:Name", ["new"])).ShouldBeEmpty();
        _simulator.Clock.Step(TimeSpan.FromSeconds(1));
        Found(("tag:Name", ["new"])).ShouldBe([_web]);
    }

    public void Dispose() => _simulator.Dispose();

    private List<SimImage> Found(params (string Name, string[] Values)[] filters)
    {
        var test = s_filters.Compile([.. filters.Select(filter => new FilterTerm(filter.Name, filter.Values))], Calls.To(_simulator));
        return [.. _simulator.Account().Region("eu-west-1").Images.Where(test)];
    }

    private static Dictionary<string, string> Tags(params (string Key, string Value)[] tags) => tags.ToDictionary(tag => tag.Key, tag => tag.Value);
}
