namespace AmiTools.Simulator.Tests.Kernel;

public sealed class PagerTests : IDisposable
{
    private readonly AwsSimulator _simulator = Calls.Simulator();
    private readonly SimRegion _region;

    public PagerTests()
    {
        _region = _simulator.Account().Region("eu-west-1");
        for (var i = 0; i < 23; i++)
            _region.AddSnapshot(new(i + 1));
    }

    [Fact]
    public void Pages_cover_everything_once_and_in_order()
    {
        var pages = All(5);

        pages.Select(page => page.Count).ShouldBe([5, 5, 5, 5, 3]);
        pages.SelectMany(page => page).Select(snapshot => snapshot.SizeGiB).ShouldBe(Enumerable.Range(1, 23));
    }

    [Fact]
    public void A_page_that_is_just_full_has_no_token()
    {
        var call = Calls.To(_simulator);

        Pager.Ec2.Take(call, 23, null, _region.Snapshots.After, _ => true).NextToken.ShouldBeNull();
        Pager.Ec2.Take(call, 22, null, _region.Snapshots.After, _ => true).NextToken.ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_size_everything_comes_at_once() =>
        Pager.Ec2.Take(Calls.To(_simulator), null, null, _region.Snapshots.After, _ => true).Items.Count.ShouldBe(23);

    [Fact]
    public void What_does_not_fit_takes_no_room() =>
        All(5, snapshot => snapshot.SizeGiB % 2 == 0).Select(page => page.Count).ShouldBe([5, 5, 1]);

    [Fact]
    public void What_goes_and_comes_between_pages_moves_nothing_else()
    {
        var call = Calls.To(_simulator);
        var first = Pager.Ec2.Take(call, 5, null, _region.Snapshots.After, _ => true);
        _region.Snapshots.Remove(first.Items[1]);
        _region.Snapshots.Remove(first.Items[4]);
        _region.AddSnapshot(new(99));

        var rest = Pager.Ec2.Take(call, 1000, first.NextToken, _region.Snapshots.After, _ => true);

        rest.Items.Select(snapshot => snapshot.SizeGiB).ShouldBe([.. Enumerable.Range(6, 18), 99]);
    }

    [Fact]
    public void Short_and_empty_pages_have_a_token_and_lose_nothing()
    {
        _simulator.Settings.Pages.ShortChance = 0.5;
        _simulator.Settings.Pages.EmptyChance = 0.3;

        var pages = All(10);

        pages.ShouldContain(page => page.Count == 0);
        pages.ShouldContain(page => page.Count > 0 && page.Count < 10);
        pages.SelectMany(page => page).Select(snapshot => snapshot.SizeGiB).ShouldBe(Enumerable.Range(1, 23));
    }

    [Theory]
    [InlineData(4, "InvalidParameterValue")]
    [InlineData(0, "InvalidParameterValue")]
    [InlineData(-1, "InvalidParameterValue")]
    public void A_size_below_the_range_is_refused(int size, string code) =>
        Should.Throw<AwsErrorException>(() => Pager.Ec2.Take(Calls.To(_simulator), size, null, _region.Snapshots.After, _ => true)).Code.ShouldBe(code);

    [Fact]
    public void A_size_above_the_range_is_lowered_or_refused_as_the_settings_say()
    {
        var call = Calls.To(_simulator);
        var small = new Pager(1, 10);

        small.Take(call, 1000, null, _region.Snapshots.After, _ => true).Items.Count.ShouldBe(10);
        _simulator.Settings.Pages.ClampLargeSizes = false;
        _simulator.Settings.Pages.BadSizeCode = "InvalidMaxResults";

        Should.Throw<AwsErrorException>(() => small.Take(call, 11, null, _region.Snapshots.After, _ => true)).Code.ShouldBe("InvalidMaxResults");
    }

    [Fact]
    public void A_token_is_good_for_its_own_request_only()
    {
        var token = Pager.Ec2.Take(Calls.To(_simulator, "DescribeSnapshots", parameters: [("Owner.1", "self"), ("MaxResults", "5")]), 5, null, _region.Snapshots.After, _ => true).NextToken;

        Take(Calls.To(_simulator, "DescribeSnapshots", parameters: [("Owner.1", "self"), ("MaxResults", "7"), ("NextToken", token!)])).Items[0].SizeGiB.ShouldBe(6);
        Refused(Calls.To(_simulator, "DescribeSnapshots", parameters: [("Owner.1", "amazon"), ("NextToken", token!)]));
        Refused(Calls.To(_simulator, "DescribeImages", parameters: [("Owner.1", "self"), ("NextToken", token!)]));

        Page<SimSnapshot> Take(Call call) => Pager.Ec2.Take(call, 5, token, _region.Snapshots.After, _ => true);
        void Refused(Call call) => Should.Throw<AwsErrorException>(() => Take(call)).Code.ShouldBe("InvalidNextToken");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_forged_token_is_refused(string token) =>
        Should.Throw<AwsErrorException>(() => Pager.Ec2.Take(Calls.To(_simulator), 5, token, _region.Snapshots.After, _ => true)).Code.ShouldBe("InvalidNextToken");

    [Fact]
    public void A_token_expires()
    {
        var token = Pager.Ec2.Take(Calls.To(_simulator), 5, null, _region.Snapshots.After, _ => true).NextToken;
        _simulator.Clock.Step(_simulator.Settings.Pages.TokenLifetime + TimeSpan.FromSeconds(1));

        Should.Throw<AwsErrorException>(() => Pager.Ec2.Take(Calls.To(_simulator), 5, token, _region.Snapshots.After, _ => true)).Code.ShouldBe("InvalidNextToken");
    }

    [Fact]
    public void An_empty_token_is_none() =>
        Pager.Ec2.Take(Calls.To(_simulator), 5, "", _region.Snapshots.After, _ => true).Items[0].SizeGiB.ShouldBe(1);

    [Fact]
    public void Ids_and_a_size_do_not_go_together()
    {
        Pager.RefuseWithIds(0, 5, "imageIdsSet");
        Pager.RefuseWithIds(1, null, "imageIdsSet");
        var error = Should.Throw<AwsErrorException>(() => Pager.RefuseWithIds(1, 5, "imageIdsSet"));
        error.Code.ShouldBe("InvalidParameterCombination");
        error.Message.ShouldBe("The parameter imageIdsSet cannot be used with the parameter maxResults");
    }

    public void Dispose() => _simulator.Dispose();

    private List<List<SimSnapshot>> All(int size, Func<SimSnapshot, bool>? fits = null)
    {
        var call = Calls.To(_simulator);
        var pages = new List<List<SimSnapshot>>();
        string? token = null;
        do
        {
            var page = Pager.Ec2.Take(call, size, token, _region.Snapshots.After, fits ?? (_ => true));
            pages.Add(page.Items);
            token = page.NextToken;
        }
        while (token is not null && pages.Count < 200);
        return pages;
    }
}
