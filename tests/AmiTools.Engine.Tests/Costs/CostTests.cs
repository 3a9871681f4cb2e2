using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Costs;

public sealed class CostTests
{
    private const string Home = World.Home;

    [Fact]
    public async Task Snapshots_cost_between_what_is_new_and_what_their_volume_held()
    {
        using World world = new();
        SimInstance web = world.Region().AddInstance(new InstanceSeed { Name = "web-1", Volumes = [new("/dev/xvda", 100) { Used = 0.5 }] });
        SimVolume volume = world.Region().Volumes.Find(web.Volumes[0].VolumeId)!;
        SimSnapshot first = world.Region().AddSnapshot(new SnapshotSeed(100) { Volume = volume, Age = TimeSpan.FromDays(3) });
        SimSnapshot second = world.Region().AddSnapshot(new SnapshotSeed(100) { Volume = volume, Age = TimeSpan.FromDays(2) });
        AmiCostReport report = await Measure(world);
        AmiCost old = report.Costs.Single(cost => cost.ResourceId == first.Id);
        AmiCost young = report.Costs.Single(cost => cost.ResourceId == second.Id);
        old.LeastMonthlyCost.ShouldBe(old.MonthlyCost!.Value);
        old.MonthlyCost!.Value.ShouldBe(decimal.Round(old.StoredGiB!.Value * 0.05m, 2, MidpointRounding.AwayFromZero), 0.01m);
        (young.LeastMonthlyCost, young.MonthlyCost).ShouldBe((0m, old.MonthlyCost));
        report.Total.TotalMonthlyCost.ShouldBe(old.MonthlyCost.Value + young.MonthlyCost!.Value);
        report.Total.TotalLeastMonthlyCost.ShouldBe(old.MonthlyCost.Value);
        old.Because.ShouldContain(reason => reason.Contains("us-east-1"));
    }

    [Fact]
    public async Task A_snapshot_of_two_images_counts_once_and_fast_restores_count_by_the_zone()
    {
        using World world = new();
        SimImage old = world.Region().AddImage(new ImageSeed("old") { Age = TimeSpan.FromDays(9) });
        string snapshot = old.BlockDevices[0].SnapshotId!;
        AmiRegistration young = (await world.Process().RegisterAsync(new SnapshotRegistrationOptions { Session = World.In(), SnapshotId = [new(snapshot)], Name = "young", Wait = true })).Only();
        AmiCostReport report = await Measure(world);
        report.Costs.Single(cost => cost.ResourceId == old.Id).SnapshotIds.ShouldBe([snapshot]);
        AmiCost other = report.Costs.Single(cost => cost.ResourceId == young.ImageId);
        (other.MonthlyCost, other.SnapshotIds.Count).ShouldBe((0m, 0));
        other.Because.ShouldContain($"{snapshot} is counted at {old.Id}, which has it too");
        report.Costs.ShouldNotContain(cost => cost.Kind == AmiCostKind.Snapshot);
        (await Measure(world, young.ImageId)).Costs.Single().SnapshotIds.ShouldBe([snapshot]);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_the_sum_says_that_it_is_not_complete()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("mine"));
        using IDisposable denial = world.Simulator.Account().Policy.Deny("ec2:ListSnapshotsInRecycleBin");
        RecordedEvents events = new();
        AmiCostReport report = await world.Process().MeasureAsync(new CostOptions { Session = World.In() }, events, CancellationToken.None);
        events.Failures.ShouldHaveSingleItem().Operation.ShouldBe("ListSnapshotsInRecycleBin");
        report.Total.IsComplete.ShouldBeFalse();
        report.Total.Because[0].ShouldStartWith("not read: ");
        report.Costs.ShouldContain(cost => cost.ResourceId == image.Id && cost.MonthlyCost > 0);
    }

    [Fact]
    public async Task Another_account_pays_for_its_own_image()
    {
        using World world = new();
        SimImage shared = world.Simulator.Account("222233334444").Region(Home).AddImage(new ImageSeed("theirs") { SharedWith = [world.Region().Account.Id] });
        AmiCost cost = (await Measure(world, shared.Id)).Costs.ShouldHaveSingleItem();
        cost.MonthlyCost.ShouldBe(0m);
        cost.Because.ShouldHaveSingleItem().ShouldContain("222233334444");
    }

    [Fact]
    public async Task A_region_is_read_in_as_many_calls_as_it_has_lists()
    {
        using World world = new();
        for (int number = 0; number < 5; number++) world.Region().AddImage(new ImageSeed($"image {number}"));
        await Measure(world);
        foreach (string operation in new[] { "DescribeImages", "DescribeSnapshots", "ListSnapshotsInRecycleBin", "ListVolumesInRecycleBin", "DescribeFastSnapshotRestores" }) world.Simulator.Requests.Count(operation).ShouldBe(1, operation);
    }

    [Theory]
    [InlineData("[{\"Item\":\"snapshotstandard\",\"Price\":\"2\"},{\"Item\":\"SnapshotStandard\",\"Region\":\"eu-west-1\",\"Price\":3}]")]
    [InlineData("Region,Price,Item\n\"\",2,SnapshotStandard\neu-west-1,3,SnapshotStandard\n")]
    public async Task A_price_list_counts_in_place_of_the_modules(string text)
    {
        using World world = new();
        world.Region().AddImage(new ImageSeed("mine"));
        AmiCostReport report = await Priced(world, text);
        AmiCost cost = report.Costs.Single(cost => cost.Kind == AmiCostKind.Image);
        cost.MonthlyCost!.Value.ShouldBe(cost.StoredGiB!.Value * 3, 0.03m);
        cost.Because.ShouldNotContain(reason => reason.Contains("price"));
        report.Total.Prices.ShouldStartWith("the price list");
    }

    [Theory]
    [InlineData("[]", "no price")]
    [InlineData("[{", "JSON")]
    [InlineData("[{\"Item\":\"Tea\",\"Price\":1},{\"Item\":\"gp3\"},{\"Item\":\"gp3\",\"Price\":-1}]", "entry 1: there is no item 'Tea'; entry 2: it has no price; entry 3: it has no price")]
    [InlineData("What,Price\n", "does not name the columns")]
    [InlineData("Item,Price\ngp3,much", "line 2: it has no price")]
    public async Task A_list_that_is_none_is_one_error_without_a_call(string text, string why)
    {
        using World world = new();
        AmiException error = await Should.ThrowAsync<AmiException>(() => Priced(world, text));
        error.Code.ShouldBe(AmiErrorCodes.InvalidPriceList);
        error.Message.ShouldContain(why, Case.Insensitive);
        world.Simulator.Requests.Total.ShouldBe(0);
    }

    private static Task<AmiCostReport> Measure(World world, params string[] images) =>
        world.Process().MeasureAsync(new CostOptions { Session = World.In(), ImageId = [.. images.Select(image => new ResourceReference(image))] }, new RecordedEvents(), CancellationToken.None);

    private static async Task<AmiCostReport> Priced(World world, string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, text);
            return await world.Process().MeasureAsync(new CostOptions { Session = World.In(), PriceList = path }, new RecordedEvents(), CancellationToken.None);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
