using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RecycleBin;

/// <summary>An image that was registered from snapshots is in none of their descriptions. What Remove-Ami marked is restored as one all the same, in another process and without its object.</summary>
public class RegisteredImageTests
{
    [Fact]
    public async Task The_marks_of_a_removal_bring_it_back_as_one()
    {
        using BinEstate estate = new();
        SimImage image = estate.Registered(8, 100);
        (await estate.RemoveAsync(image)).ShouldBeClean();
        estate.World.See(_ => image.SnapshotIds.All(estate.Home.BinnedSnapshots.Contains)).ShouldBeTrue();

        RecycleBinItem item = (await estate.World.Process().FindAsync(new RecycleBinQuery { Session = World.In(), Id = [new ResourceReference(image.Id)] })).Only();
        item.Restorable.ShouldBe(RecycleBinVerdict.Yes);
        item.SnapshotIds.ShouldBe(image.SnapshotIds, ignoreOrder: true);

        Outcome<RestoredResource> outcome = await estate.World.Process().RestoreAsync(BinEstate.Options(image.Id), plan => plan.Steps.Single().Warnings.ShouldBeEmpty());
        outcome.Only().RestoredSnapshotIds.ShouldBe(image.SnapshotIds, ignoreOrder: true);
        estate.IsWhole(image).ShouldBeTrue();
    }

    [Fact]
    public async Task A_snapshot_that_stayed_is_known_by_its_mark_too()
    {
        using BinEstate estate = new();
        SimImage image = estate.Registered(8, 100);
        SimImage other = estate.Registered(8);
        string shared = image.SnapshotIds.First();
        estate.World.See(_ =>
        {
            estate.Home.Images.Remove(other);
            other.BlockDevices[0].SnapshotId = shared;
            estate.Home.Images.Add(other);
            return true;
        });
        (await estate.RemoveAsync(image)).ShouldBeClean();
        estate.World.See(_ => estate.Home.Snapshots.Contains(shared)).ShouldBeTrue();
        RecycleBinItem item = (await estate.World.Process().FindAsync(new RecycleBinQuery { Session = World.In(), Id = [new ResourceReference(image.Id)] })).Only();
        item.Snapshots.Single(snapshot => snapshot.SnapshotId == shared).IsInBin.ShouldBeFalse();
        item.Snapshots.Count(snapshot => snapshot.IsInBin).ShouldBe(1);
        (await estate.RestoreAsync(image)).Only().RestoredSnapshotIds.ShouldNotContain(shared);
        estate.IsWhole(image).ShouldBeTrue();
    }

    [Fact]
    public async Task Marks_that_may_not_be_read_leave_it_open_and_AWS_names_what_is_missing()
    {
        using BinEstate estate = new();
        SimImage image = estate.Registered(8, 100);
        (await estate.RemoveAsync(image)).ShouldBeClean();
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny("ec2:DescribeTags");

        RecycleBinItem item = (await estate.World.Process().FindAsync(new RecycleBinQuery { Session = World.In(), Id = [new ResourceReference(image.Id)] })).Only();
        item.Restorable.ShouldBe(RecycleBinVerdict.Unknown);
        item.Because.ShouldContain("DescribeTags");

        Outcome<RestoredResource> outcome = await estate.World.Process().RestoreAsync(BinEstate.Options(image.Id), plan => plan.Steps.Single().Warnings.Single().ShouldContain("DescribeTags"));
        outcome.Only().RestoredSnapshotIds.ShouldBe(image.SnapshotIds, ignoreOrder: true);
        estate.IsWhole(image).ShouldBeTrue();
    }

    [Fact]
    public async Task What_another_tool_removed_comes_back_by_what_AWS_says_it_lacks()
    {
        using BinEstate estate = new();
        SimImage image = estate.Registered(8, 100, 20);
        await estate.DeleteAsync(image);
        Outcome<RestoredResource> outcome = await estate.World.Process().RestoreAsync(BinEstate.Options(image.Id), plan => plan.Steps.Single().Warnings.ShouldHaveSingleItem());
        outcome.Only().SnapshotIds.Count.ShouldBe(3);
        estate.IsWhole(image).ShouldBeTrue();
    }

    [Fact]
    public async Task No_tag_is_read_where_descriptions_tell()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image();
        await estate.DeleteAsync(image);
        (await estate.RestoreAsync(image)).ShouldBeClean();
        estate.Calls("DescribeTags").ShouldBe(0);
    }

    [Fact]
    public async Task Marks_of_many_images_are_read_in_few_calls()
    {
        using BinEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(0, 210).Select(_ => estate.Registered(8))];
        (await estate.RemoveAsync(images)).ShouldBeClean();
        estate.World.Simulator.Requests.Clear();
        (await estate.RestoreAsync(images)).ShouldBeClean().Results.Count.ShouldBe(210);
        // A filter takes 200 values.
        estate.Calls("DescribeTags").ShouldBe(2);
    }
}
