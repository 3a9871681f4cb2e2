namespace AmiTools.Simulator.Tests.Kernel;

public sealed class ConsistencyTests : IDisposable
{
    private readonly AwsSimulator _simulator = Calls.Simulator();

    [Fact]
    public void New_resources_are_found_and_listed_after_their_lags()
    {
        _simulator.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(5);
        _simulator.Faults.Consistency.ListLag = TimeSpan.FromSeconds(10);
        var image = _simulator.Account().Region("eu-west-1").AddImage(new("new") { Age = TimeSpan.Zero });

        See().ShouldBe((false, false));
        _simulator.Clock.Step(TimeSpan.FromSeconds(5));
        See().ShouldBe((true, false));
        _simulator.Clock.Step(TimeSpan.FromSeconds(5));
        See().ShouldBe((true, true));

        (bool Found, bool Listed) See()
        {
            var call = Calls.To(_simulator);
            return (call.Visible(image) is not null, call.IsListed(image));
        }
    }

    [Fact]
    public void What_was_deleted_is_found_in_the_bin_after_its_lag()
    {
        _simulator.Faults.Consistency.BinLag = TimeSpan.FromSeconds(5);
        var snapshot = _simulator.Account().Region("eu-west-1").AddSnapshot(new(8));
        Calls.To(_simulator).InBin(snapshot).ShouldBe(snapshot);
        snapshot.Bin = new(_simulator.Clock.GetUtcNow(), _simulator.Clock.GetUtcNow().AddDays(7));

        Calls.To(_simulator).IsInBin(snapshot).ShouldBeFalse();
        _simulator.Clock.Step(TimeSpan.FromSeconds(5));
        Calls.To(_simulator).IsInBin(snapshot).ShouldBeTrue();
    }

    [Fact]
    public void Some_readers_are_luckier_than_others()
    {
        _simulator.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(5);
        _simulator.Faults.Consistency.Flicker = 0.5;
        var image = _simulator.Account().Region("eu-west-1").AddImage(new("new") { Age = TimeSpan.Zero });
        var call = Calls.To(_simulator);

        Enumerable.Range(0, 100).Count(_ => call.Visible(image) is not null).ShouldBeInRange(25, 75);
    }

    [Fact]
    public void Changes_of_tags_in_quick_succession_are_seen_after_the_last()
    {
        var lag = _simulator.Faults.Consistency.TagLag = TimeSpan.FromSeconds(10);
        var image = _simulator.Account().Region("eu-west-1").AddImage(new("image") { Tags = new Dictionary<string, string> { ["a"] = "1" } });

        Calls.To(_simulator).ChangeTags(image, tags => tags["a"] = "2");
        _simulator.Clock.Step(lag / 2);
        Calls.To(_simulator).ChangeTags(image, tags => tags["b"] = "3");
        _simulator.Clock.Step(lag / 2);
        Calls.To(_simulator).TagsOf(image).ShouldBe([new("a", "1")]);
        _simulator.Clock.Step(lag / 2);

        Calls.To(_simulator).TagsOf(image).ShouldBe([new("a", "2"), new("b", "3")]);
    }

    public void Dispose() => _simulator.Dispose();
}
