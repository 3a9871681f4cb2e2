using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Removal;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Orphans;

/// <summary>A snapshot is an orphan only where every image that it was made for is known to be gone; whatever could not be read makes it less sure.</summary>
public class OrphanTests
{
    private const string Gone = "ami-0123456789abcdef0";
    private const string Instance = "i-0123456789abcdef0";

    [Fact]
    public async Task The_snapshot_of_a_gone_image_is_one_for_certain()
    {
        using RetirementEstate estate = new();
        SimSnapshot snapshot = Created(estate.Home);
        OrphanSnapshot orphan = (await estate.OrphansAsync()).Only();
        orphan.SnapshotId.ShouldBe(snapshot.Id);
        orphan.Confidence.ShouldBe(OrphanConfidence.Certain);
        orphan.MadeFor.ShouldBe([Gone]);
        orphan.Because.ShouldContain(Gone);
        orphan.SizeGiB.ShouldBe(40);
        orphan.EstimatedMonthlyCost.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("available")]
    [InlineData("disabled")]
    [InlineData("pending")]
    public async Task An_image_that_is_there_keeps_its_snapshots(string state)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        image.State = state;
        if (state == "pending") image.BlockDevices.Clear();
        (await estate.OrphansAsync()).ShouldBeClean().Results.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_in_the_bin_keeps_its_snapshots()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, null);
        SimImage described = estate.Image();
        SimImage tagged = estate.Registered(estate.Home.AddSnapshot(new SnapshotSeed(8)).Id);
        (await estate.RemoveAsync([described.Id, tagged.Id], keepSnapshot: true)).ShouldBeClean();
        (await estate.OrphansAsync()).ShouldBeClean().Results.ShouldBeEmpty();
        estate.Simulator.Clock.Step(TimeSpan.FromDays(31));
        OrphanSnapshot[] orphans = [.. (await estate.OrphansAsync()).ShouldBeClean().Results];
        orphans.Single(orphan => orphan.MadeFor.Contains(described.Id)).Confidence.ShouldBe(OrphanConfidence.Certain);
        orphans.Single(orphan => orphan.MadeFor.Contains(tagged.Id)).Confidence.ShouldBe(OrphanConfidence.Likely);
    }

    [Fact]
    public async Task A_bin_that_may_not_be_read_leaves_nothing_certain()
    {
        using RetirementEstate estate = new();
        Created(estate.Home);
        estate.Simulator.Faults.Add(Fault.Deny, "ListImagesInRecycleBin");
        OrphanSnapshot orphan = (await estate.OrphansAsync()).Only();
        orphan.Confidence.ShouldBe(OrphanConfidence.Possible);
        orphan.Because.ShouldContain("ListImagesInRecycleBin");
        (await estate.OrphansAsync(OrphanConfidence.Likely)).ShouldBeClean().Results.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DescribeImages")]
    [InlineData("DescribeSnapshots")]
    public async Task A_region_that_may_not_be_read_has_none_and_says_so(string operation)
    {
        using RetirementEstate estate = new();
        Created(estate.Home);
        estate.Simulator.Faults.Add(Fault.Deny, operation);
        Outcome<OrphanSnapshot> outcome = await estate.OrphansAsync();
        outcome.Results.ShouldBeEmpty();
        outcome.Error().Operation.ShouldBe(operation);
    }

    [Fact]
    public async Task What_a_service_made_or_was_made_a_moment_ago_is_only_possible()
    {
        using RetirementEstate estate = new();
        Created(estate.Home).Tags["aws:dlm:lifecycle-policy-id"] = "policy-1";
        estate.Home.AddSnapshot(new SnapshotSeed(8) { Description = Words(Gone), Age = TimeSpan.FromMinutes(1) });
        (await estate.OrphansAsync()).ShouldBeClean().Results.Select(orphan => orphan.Confidence).ShouldBe([OrphanConfidence.Possible, OrphanConfidence.Possible]);
    }

    [Fact]
    public async Task Snapshots_that_nobody_made_for_an_image_are_none()
    {
        using RetirementEstate estate = new();
        estate.Home.AddSnapshot(new SnapshotSeed(8));
        estate.Home.AddSnapshot(new SnapshotSeed(8) { Description = $"kept for {Gone}" });
        estate.Home.AddSnapshot(new SnapshotSeed(8) { Description = $"not {Words(Gone)}" });
        (await estate.OrphansAsync()).ShouldBeClean().Results.ShouldBeEmpty();
        // Nothing to be looked for in the bin.
        estate.Calls("ListImagesInRecycleBin").ShouldBe(0);
    }

    [Fact]
    public async Task A_copy_with_the_words_of_another_snapshot_belongs_to_its_image_wherever_that_is()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        SimRegion elsewhere = estate.Simulator.Account().Region("us-east-1");
        SimSnapshot copy = elsewhere.AddSnapshot(new SnapshotSeed(8) { Description = $"[Copied {image.SnapshotIds.Single()} from eu-west-1] {Words(image.Id)}" });
        (await estate.OrphansAsync(regions: ["eu-west-1", "us-east-1"])).ShouldBeClean().Results.ShouldBeEmpty();
        OrphanSnapshot alone = (await estate.OrphansAsync(regions: ["us-east-1"])).Only();
        alone.SnapshotId.ShouldBe(copy.Id);
        alone.Confidence.ShouldBe(OrphanConfidence.Possible);
        // A region that could not be read may have the image.
        estate.Simulator.Faults.Add(Fault.Deny, "DescribeImages", region: "eu-west-1");
        (await estate.OrphansAsync(regions: ["eu-west-1", "us-east-1"])).Results.ShouldBeEmpty();
    }

    [Fact]
    public async Task Hundreds_of_snapshots_cost_a_handful_of_calls()
    {
        using RetirementEstate estate = new();
        for (int index = 0; index < 900; index++) Created(estate.Home);
        (await estate.OrphansAsync()).ShouldBeClean().Results.Count.ShouldBe(900);
        estate.Calls("DescribeSnapshots").ShouldBe(1);
        estate.Calls("DescribeImages").ShouldBe(2);
        estate.Calls("ListImagesInRecycleBin").ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_old_ones_where_that_is_asked_for()
    {
        using RetirementEstate estate = new();
        Created(estate.Home);
        SimSnapshot old = estate.Home.AddSnapshot(new SnapshotSeed(8) { Description = Words(Gone), Age = TimeSpan.FromDays(90) });
        (await estate.OrphansAsync(before: estate.Simulator.Clock.GetUtcNow().UtcDateTime.AddDays(-30))).Only().SnapshotId.ShouldBe(old.Id);
    }

    private static string Words(string image) => $"Created by CreateImage({Instance}) for {image}";

    private static SimSnapshot Created(SimRegion region) => region.AddSnapshot(new SnapshotSeed(40) { Description = Words(Gone) });
}
