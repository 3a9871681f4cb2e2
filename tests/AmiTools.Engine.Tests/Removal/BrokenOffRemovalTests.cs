using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Removal;

/// <summary>A removal that was broken off anywhere is finished by the next run with the same id, and touches nothing else.</summary>
public class BrokenOffRemovalTests
{
    [Fact]
    public async Task The_second_run_deletes_what_a_killed_one_left()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image(8, 100);
        SimImage bystander = estate.Image(8);
        string[] snapshots = [.. image.SnapshotIds];
        await KillAfterDeregisteringAsync(estate, image);
        snapshots.ShouldAllBe(id => estate.HasSnapshot(id));

        AmiRemoval removal = (await estate.RemoveAsync([image.Id], engine: estate.AnotherEngine())).Only();
        removal.AlreadyRemoved.ShouldBeTrue();
        removal.SnapshotIds.ShouldBe(snapshots, ignoreOrder: true);
        removal.Restorable.ShouldBe(RecycleBinVerdict.Yes);
        removal.Name.ShouldBe(image.Name);
        snapshots.ShouldAllBe(id => !estate.HasSnapshot(id));
        bystander.SnapshotIds.ShouldAllBe(id => estate.HasSnapshot(id));
    }

    [Fact]
    public async Task It_finds_snapshots_of_which_no_description_tells()
    {
        using RetirementEstate estate = new();
        SimSnapshot snapshot = estate.Home.AddSnapshot(new SnapshotSeed(8));
        SimImage image = estate.Registered(snapshot.Id);
        estate.Simulator.Faults.Add(Fault.Deny, "DeleteSnapshot");
        SimSnapshot kept = estate.Home.AddSnapshot(new SnapshotSeed(8));
        image.BlockDevices.Add(new SimBlockDevice { DeviceName = "/dev/sdf", SnapshotId = kept.Id, SizeGiB = 8, VolumeType = "gp3" });
        estate.Registered(kept.Id);
        (await estate.RemoveAsync(image)).Error().Code.ShouldBe(AmiErrorCodes.SnapshotNotDeleted);
        estate.HasSnapshot(snapshot.Id).ShouldBeTrue();

        estate.Simulator.Faults.Clear();
        AmiRemoval removal = (await estate.RemoveAsync([image.Id], engine: estate.AnotherEngine())).Only();
        removal.AlreadyRemoved.ShouldBeTrue();
        estate.HasSnapshot(snapshot.Id).ShouldBeFalse();
        estate.HasSnapshot(kept.Id).ShouldBeTrue();
    }

    [Fact]
    public async Task A_third_run_changes_nothing()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image();
        (await estate.RemoveAsync(image)).ShouldBeClean();
        int before = estate.Calls("DeregisterImage") + estate.Calls("DeleteSnapshot") + estate.Calls("CreateTags");
        AmiRemoval again = (await estate.RemoveAsync([image.Id], review: plan => plan.Steps.Single().IsDone.ShouldBeTrue())).Only();
        again.AlreadyRemoved.ShouldBeTrue();
        again.RecycleBinExitTime.ShouldNotBeNull();
        (estate.Calls("DeregisterImage") + estate.Calls("DeleteSnapshot") + estate.Calls("CreateTags")).ShouldBe(before);
    }

    [Fact]
    public async Task A_copys_snapshots_are_not_those_of_the_image_that_it_was_copied_from()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        SimImage copy = estate.Home.AddCopy(image, estate.Home, TimeSpan.FromDays(1));
        string[] copied = [.. copy.SnapshotIds];
        await KillAfterDeregisteringAsync(estate, image);
        (await estate.RemoveAsync([image.Id], engine: estate.AnotherEngine())).ShouldBeClean();
        copied.ShouldAllBe(id => estate.HasSnapshot(id));
        estate.Has(copy).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_made_a_moment_ago_is_not_left_over()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Home.AddImage(new ImageSeed("young") { Instance = estate.Home.AddInstance(new InstanceSeed { Volumes = [new VolumeSeed("/dev/xvda", 8)] }), Age = TimeSpan.FromMinutes(1) });
        string snapshot = image.SnapshotIds.Single();
        await KillAfterDeregisteringAsync(estate, image);
        (await estate.RemoveAsync([image.Id])).Only().Snapshots.Single().Outcome.ShouldBe(SnapshotOutcome.Kept);
        estate.HasSnapshot(snapshot).ShouldBeTrue();
    }

    [Theory]
    [InlineData(nameof(Fault.CutBefore))]
    [InlineData(nameof(Fault.CutAfter))]
    [InlineData(nameof(Fault.InternalErrorAfter))]
    [InlineData(nameof(Fault.Throttle))]
    [InlineData(nameof(Fault.Truncate))]
    public async Task A_call_that_breaks_off_is_made_good(string kind)
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        Fault fault = FaultWays.Of(kind);
        estate.Simulator.Faults.Add(fault, "DeregisterImage", times: 1);
        AmiRemoval removal = (await estate.RemoveAsync(image)).Only();
        removal.Restorable.ShouldBe(RecycleBinVerdict.Yes);
        removal.Snapshots.ShouldAllBe(snapshot => snapshot.Outcome == SnapshotOutcome.Deleted);
        snapshots.ShouldAllBe(id => estate.Home.BinnedSnapshots.Contains(id));
    }

    [Fact]
    public async Task An_endpoint_that_ignores_the_flag_leaves_no_snapshots()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        // The answer to a deregistration whose results were lost: the snapshots have to be settled one by one.
        estate.Simulator.Faults.Add(Fault.Error("InvalidAMIID.Unavailable", "The image is no longer available"), "DeregisterImage", times: 1);
        lock (estate.Simulator.Gate) estate.Home.Images.Remove(image);
        estate.Home.Images.Add(image);
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync([image.Id], review: _ =>
        {
            lock (estate.Simulator.Gate) estate.Home.Images.Remove(image);
        });
        outcome.Only().AlreadyRemoved.ShouldBeTrue();
        snapshots.ShouldAllBe(id => !estate.HasSnapshot(id));
    }

    /// <summary>What a kill between the image and its snapshots leaves.</summary>
    private static async Task KillAfterDeregisteringAsync(RetirementEstate estate, SimImage image) =>
        (await estate.RemoveAsync([image.Id], force: true, keepSnapshot: true)).ShouldBeClean();
}
