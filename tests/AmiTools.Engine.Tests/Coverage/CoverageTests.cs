using AmiTools.Engine.Tests.Removal;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Coverage;

/// <summary>An image comes back only as a whole; what could not be read, or is not in force yet, is no promise; and Remove-Ami believes the same.</summary>
public class CoverageTests
{
    [Theory]
    [InlineData(30, 40, RecycleBinVerdict.Yes)]
    [InlineData(30, null, RecycleBinVerdict.No)]
    [InlineData(null, 30, RecycleBinVerdict.No)]
    [InlineData(null, null, RecycleBinVerdict.No)]
    public async Task An_image_is_covered_with_all_of_its_snapshots(int? imageDays, int? snapshotDays, RecycleBinVerdict verdict)
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(imageDays, snapshotDays);
        SimImage image = estate.Image(8, 100);
        RecycleBinCoverage coverage = (await estate.CoverageAsync(image.Id)).Only();
        coverage.Restorable.ShouldBe(verdict);
        coverage.IsCovered.ShouldBe(verdict == RecycleBinVerdict.Yes);
        coverage.Because.ShouldNotBeEmpty();
        coverage.Snapshots.Select(snapshot => snapshot.SnapshotId).ShouldBe(image.SnapshotIds, ignoreOrder: true);
        AmiRemoval? removal = (await estate.RemoveAsync([image.Id], allowPermanent: false)).Results.SingleOrDefault();
        (removal is not null).ShouldBe(coverage.IsCovered);
        (removal?.RestorableUntil is { } until && (until - coverage.RestorableUntil!.Value).Duration() < TimeSpan.FromMinutes(5)).ShouldBe(coverage.IsCovered);
    }

    [Fact]
    public async Task The_first_snapshot_to_leave_the_bin_sets_the_end()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 7);
        RecycleBinCoverage coverage = (await estate.CoverageAsync(estate.Image().Id)).Only();
        coverage.RestorableUntil.ShouldBe(coverage.Snapshots.Single().Bin!.Until);
        coverage.RestorableUntil.ShouldNotBeNull().ShouldBeLessThan(coverage.Image.Until!.Value);
    }

    [Fact]
    public async Task A_snapshot_that_an_exclusion_takes_out_leaves_the_image_uncovered()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image(8, 100);
        string excluded = image.SnapshotIds.Last();
        estate.Home.RecycleBinRules.Single(rule => rule.Retains == "EBS_SNAPSHOT").ExcludeResourceTags.Add(new("Scratch", "yes"));
        estate.Home.Snapshots.Find(excluded)!.Tags["Scratch"] = "yes";
        RecycleBinCoverage coverage = (await estate.CoverageAsync(image.Id)).Only();
        coverage.Restorable.ShouldBe(RecycleBinVerdict.No);
        coverage.Because.ShouldContain(excluded);
    }

    [Fact]
    public async Task A_snapshot_that_another_image_uses_stays_and_needs_no_rule()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, null);
        SimImage image = estate.Image();
        SimImage other = estate.Registered([.. image.SnapshotIds]);
        RecycleBinCoverage coverage = (await estate.CoverageAsync(image.Id)).Only();
        coverage.IsCovered.ShouldBeTrue();
        coverage.Snapshots.Single().KeptBecause.ShouldContain(other.Id);
    }

    [Theory]
    [InlineData("ListRules")]
    [InlineData("GetRule")]
    [InlineData("DescribeSnapshots")]
    [InlineData("DescribeLockedSnapshots")]
    public async Task What_could_not_be_read_is_no_promise(string place)
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image();
        estate.Simulator.Faults.Add(Fault.Deny, place);
        RecycleBinCoverage coverage = (await estate.CoverageAsync(image.Id)).Only();
        coverage.Restorable.ShouldBe(RecycleBinVerdict.Unknown);
        coverage.Because.ShouldContain(place);
        (await estate.RemoveAsync([image.Id], allowPermanent: false)).Results.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rules_that_this_module_made_have_an_age_and_others_have_none()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image();
        (await estate.CoverageAsync(image.Id)).Only().Because.ShouldContain("age unknown");
        foreach (SimRecycleBinRule rule in estate.Home.RecycleBinRules) rule.Tags["AmiTools:created"] = estate.Simulator.Clock.GetUtcNow().AddMinutes(-5).ToString("O");
        RecycleBinCoverage young = (await estate.CoverageAsync(image.Id)).Only();
        young.Restorable.ShouldBe(RecycleBinVerdict.Unknown);
        estate.Simulator.Clock.Step(TimeSpan.FromHours(1));
        RecycleBinCoverage old = (await estate.CoverageAsync(image.Id)).Only();
        old.IsCovered.ShouldBeTrue();
        old.Because.ShouldBeEmpty();
    }

    [Fact]
    public async Task Five_hundred_images_cost_a_handful_of_calls()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        string[] ids = [.. Enumerable.Range(0, 500).Select(_ => estate.Image().Id)];
        (await estate.CoverageAsync(ids)).ShouldBeClean().Results.Count.ShouldBe(500);
        estate.Calls("DescribeImages").ShouldBe(6);
        estate.Calls("DescribeSnapshots").ShouldBe(3);
        estate.Calls("ListRules").ShouldBe(2);
        estate.Calls("GetRule").ShouldBe(2);
    }

    [Fact]
    public async Task One_that_is_not_there_is_an_error_and_no_answer()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image();
        var outcome = await estate.CoverageAsync("ami-0123456789abcdef0", image.Id);
        outcome.Error().Code.ShouldBe(AmiErrorCodes.ImageNotFound);
        outcome.Results.ShouldHaveSingleItem().ImageId.ShouldBe(image.Id);
    }
}
