using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Costs;

public sealed class BlockCountTests : IDisposable
{
    // A tenth of the simulated data changes in a day; 40 GiB are 81,920 blocks, so that the changes of two days are more than a page of 10,000.
    private const decimal Held = 40;

    private readonly World _world = new();
    private readonly SimSnapshot _first;
    private readonly SimSnapshot _second;
    private readonly SimSnapshot _third;
    private readonly RecordedEvents _events = new();

    public BlockCountTests()
    {
        SimInstance web = _world.Region().AddInstance(new InstanceSeed { Name = "web-1", Volumes = [new("/dev/xvda", 100)] });
        SimVolume volume = _world.Region().Volumes.Find(web.Volumes[0].VolumeId)!;
        (_first, _second, _third) = (Taken(volume, 6), Taken(volume, 4), Taken(volume, 2));
    }

    [Fact]
    public async Task Each_snapshot_costs_what_it_holds_that_the_one_before_it_did_not()
    {
        AmiCostReport report = await MeasureAsync();

        Of(report, _first).StoredGiB.ShouldBe(Held);
        Of(report, _second).StoredGiB!.Value.ShouldBe(Held * 0.2m, Held * 0.02m);
        Of(report, _third).StoredGiB!.Value.ShouldBe(Held * 0.2m, Held * 0.02m);
        report.Costs.ShouldAllBe(cost => cost.MonthlyCost == cost.LeastMonthlyCost);
        report.Costs.SelectMany(cost => cost.Because).ShouldNotContain(reason => reason.Contains("-CountBlock"));
        // The oldest one's size is told by the listing.
        (_world.Simulator.Requests.Count("ListSnapshotBlocks"), _world.Simulator.Requests.Count("ListChangedBlocks")).ShouldBe((0, 4));
    }

    [Fact]
    public async Task What_a_deleted_snapshot_held_is_counted_at_the_next_one()
    {
        _world.Region().Snapshots.Remove(_second);

        Of(await MeasureAsync(), _third).StoredGiB!.Value.ShouldBe(Held * 0.4m, Held * 0.04m);
    }

    [Fact]
    public async Task An_images_snapshot_is_counted_against_the_others_of_its_volume()
    {
        string image = (await _world.Process().RegisterAsync(new SnapshotRegistrationOptions { Session = World.In(), SnapshotId = [new(_third.Id)], Name = "web", Wait = true })).Only().ImageId!;

        AmiCost cost = (await MeasureAsync(image)).Costs.ShouldHaveSingleItem();

        cost.StoredGiB!.Value.ShouldBe(Held * 0.2m, Held * 0.02m);
        cost.SnapshotIds.ShouldBe([_third.Id]);
        _world.Simulator.Requests.Count("ListChangedBlocks").ShouldBe(2);
    }

    [Fact]
    public async Task Short_and_empty_pages_are_no_end()
    {
        decimal? whole = Of(await MeasureAsync(), _third).StoredGiB;
        (_world.Simulator.Settings.Pages.EmptyChance, _world.Simulator.Settings.Pages.ShortChance) = (0.6, 0.6);

        Of(await MeasureAsync(), _third).StoredGiB.ShouldBe(whole);
    }

    [Fact]
    public async Task Where_AWS_does_not_tell_what_the_oldest_held_its_blocks_are_counted()
    {
        _first.FullSizeBytes = null;

        Of(await MeasureAsync(), _first).StoredGiB.ShouldBe(_first.SizeGiB);

        _world.Simulator.Requests.Count("ListSnapshotBlocks").ShouldBe(21);
    }

    [Fact]
    public async Task Who_may_not_count_is_told_so_once_and_gets_the_estimate()
    {
        _world.Faults.Add(Fault.Deny, "ListChangedBlocks");

        AmiCostReport report = await MeasureAsync();

        _events.Failures.ShouldHaveSingleItem().Code.ShouldBe(AmiErrorCodes.AccessDenied);
        report.Total.IsComplete.ShouldBeFalse();
        AmiCost last = Of(report, _third);
        (last.StoredGiB, last.LeastMonthlyCost).ShouldBe((Held, 0m));
        last.Because.ShouldContain(reason => reason.Contains("-CountBlock"));
    }

    [Fact]
    public async Task One_that_cannot_be_counted_says_why_and_the_others_are_counted()
    {
        _world.Faults.Add(Fault.Error("ValidationException", "The snapshots are unrelated."), "ListChangedBlocks", times: 1);

        AmiCostReport report = await MeasureAsync();

        AmiCost[] later = [Of(report, _second), Of(report, _third)];
        later.Single(cost => cost.StoredGiB == Held).Because.ShouldContain(reason => reason.Contains("could not be counted") && reason.Contains("unrelated"));
        later.Single(cost => cost.StoredGiB < Held).MonthlyCost.ShouldNotBeNull();
        _events.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archived_snapshot_is_whole_and_is_not_asked_for()
    {
        _second.StorageTier = "archive";

        AmiCostReport report = await MeasureAsync();

        Of(report, _second).StoredGiB.ShouldBe(Held);
        Of(report, _third).StoredGiB!.Value.ShouldBe(Held * 0.4m, Held * 0.04m);
    }

    public void Dispose() => _world.Dispose();

    private SimSnapshot Taken(SimVolume volume, int days) => _world.Region().AddSnapshot(new SnapshotSeed(100) { Volume = volume, Age = TimeSpan.FromDays(days) });

    private Task<AmiCostReport> MeasureAsync(params string[] images) =>
        _world.Process().MeasureAsync(new CostOptions { Session = World.In(), CountBlock = true, ImageId = [.. images.Select(image => new ResourceReference(image))] }, _events, CancellationToken.None);

    private static AmiCost Of(AmiCostReport report, SimSnapshot snapshot) => report.Costs.Single(cost => cost.ResourceId == snapshot.Id);
}
