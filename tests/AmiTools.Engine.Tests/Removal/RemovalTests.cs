using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Removal;

public class RemovalTests
{
    [Fact]
    public async Task An_image_goes_into_the_bin_with_its_snapshots()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 40);
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        RemovalPlan plan = await estate.PlanAsync(image);
        plan.Steps.Single().Caution.ShouldBeNull();
        plan.Steps.Single().Action.ShouldContain("Recycle Bin");

        AmiRemoval removal = (await estate.RemoveAsync(image)).Only();
        removal.SnapshotIds.ShouldBe(snapshots, ignoreOrder: true);
        removal.Restorable.ShouldBe(RecycleBinVerdict.Yes);
        removal.RecycleBinExitTime.ShouldNotBeNull();
        removal.RestorableUntil.ShouldBe(removal.RecycleBinExitTime);
        removal.Snapshots.ShouldAllBe(snapshot => snapshot.Outcome == SnapshotOutcome.Deleted && snapshot.RecycleBinExitTime != null);
        removal.Before.ShouldNotBeNull().Name.ShouldBe(image.Name);
        removal.SharingIsKnown.ShouldBeTrue();
        estate.Home.BinnedImages.Contains(image.Id).ShouldBeTrue();
        snapshots.ShouldAllBe(id => estate.Home.BinnedSnapshots.Contains(id));
        // All of them in one call, and no mark where AWS's own descriptions tell.
        estate.Calls("DeleteSnapshot").ShouldBe(0);
        estate.Calls("CreateTags").ShouldBe(0);
    }

    [Fact]
    public async Task It_can_only_be_restored_until_its_first_snapshot_leaves_the_bin()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 7);
        SimImage image = estate.Image();
        (await estate.PlanAsync(image)).Steps.Single().Warnings.ShouldContain(warning => warning.Contains(image.SnapshotIds.First()));
        AmiRemoval removal = (await estate.RemoveAsync(image)).Only();
        removal.RestorableUntil.ShouldBe(removal.Snapshots.Single().RecycleBinExitTime);
        removal.RestorableUntil.ShouldNotBeNull().ShouldBeLessThan(removal.RecycleBinExitTime.ShouldNotBeNull());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(30, null)]
    [InlineData(null, 30)]
    public async Task What_would_be_lost_for_good_is_refused_and_asked_for_where_that_is_allowed(int? imageDays, int? snapshotDays)
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(imageDays, snapshotDays);
        SimImage image = estate.Image();
        foreach (bool force in new[] { false, true })
        {
            AmiException refused = (await estate.RemoveAsync([image.Id], force, allowPermanent: false)).Error();
            refused.Code.ShouldBe(AmiErrorCodes.RemovalPermanent);
            refused.Remedy.ShouldNotBeNull().ShouldContain("-AllowPermanent");
            estate.Has(image).ShouldBeTrue();
        }

        (await estate.PlanAsync(image)).Steps.Single().Caution.ShouldNotBeNull();
        AmiRemoval removal = (await estate.RemoveAsync(image)).Only();
        removal.Restorable.ShouldBe(RecycleBinVerdict.No);
        removal.RestorableUntil.ShouldBeNull();
        removal.Because.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Rules_that_may_not_be_read_leave_it_open()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image();
        estate.Simulator.Faults.Add(Fault.Deny, "ListRules");
        RemovalStep step = (await estate.PlanAsync(image)).Steps.Single();
        step.Bin.Verdict.ShouldBe(RecycleBinVerdict.Unknown);
        step.Caution.ShouldNotBeNull().ShouldContain("may be gone for good");
        (await estate.RemoveAsync([image.Id], allowPermanent: false)).Error().Code.ShouldBe(AmiErrorCodes.RemovalPermanent);
        // The bin itself can be read, and says what the rules would have said.
        (await estate.RemoveAsync(image)).Only().Restorable.ShouldBe(RecycleBinVerdict.Yes);
    }

    [Fact]
    public async Task A_snapshot_that_no_rule_keeps_may_stay_where_it_is()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, null);
        SimImage image = estate.Image();
        AmiRemoval removal = (await estate.RemoveAsync([image.Id], keepSnapshot: true, allowPermanent: false)).Only();
        removal.Restorable.ShouldBe(RecycleBinVerdict.Yes);
    }

    [Fact]
    public async Task An_image_that_is_refused_keeps_the_snapshot_that_it_shares()
    {
        using RetirementEstate estate = new();
        estate.Home.AddRule("EBS_SNAPSHOT", 30);
        estate.Home.AddRule("EC2_IMAGE", 30, new("Keep", "bin"));
        SimImage covered = estate.Image(8, 100);
        covered.Tags["Keep"] = "bin";
        string[] snapshots = [.. covered.SnapshotIds];
        SimImage uncovered = estate.Registered(snapshots[1]);
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync([covered.Id, uncovered.Id], allowPermanent: false);
        outcome.Error().ResourceId.ShouldBe(uncovered.Id);
        RemovedSnapshot shared = outcome.Results.ShouldHaveSingleItem().Snapshots.Single(snapshot => snapshot.SnapshotId == snapshots[1]);
        shared.Outcome.ShouldBe(SnapshotOutcome.Kept);
        shared.Because.ShouldContain(uncovered.Id);
        estate.HasSnapshot(snapshots[1]).ShouldBeTrue();
        estate.HasSnapshot(snapshots[0]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_removal_that_was_broken_off_is_not_finished_for_good_unasked()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image();
        string snapshot = image.SnapshotIds.Single();
        await estate.World.ElsewhereAsync(ec2 => ec2.DeregisterImageAsync(new Amazon.EC2.Model.DeregisterImageRequest { ImageId = image.Id }));
        foreach (SimRecycleBinRule rule in estate.Home.RecycleBinRules.ToArray()) estate.Home.RecycleBinRules.Remove(rule);
        (await estate.RemoveAsync([image.Id], allowPermanent: false)).Error().Code.ShouldBe(AmiErrorCodes.RemovalPermanent);
        estate.HasSnapshot(snapshot).ShouldBeTrue();
        (await estate.RemoveAsync([image.Id])).ShouldBeClean();
        estate.HasSnapshot(snapshot).ShouldBeFalse();
    }

    [Fact]
    public async Task A_bin_that_may_not_be_read_leaves_the_result_open()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, 30);
        SimImage image = estate.Image();
        estate.Simulator.Faults.Add(Fault.Deny, "ListImagesInRecycleBin");
        AmiRemoval removal = (await estate.RemoveAsync(image)).Only();
        removal.Restorable.ShouldBe(RecycleBinVerdict.Unknown);
        removal.Because.ShouldContain("ListImagesInRecycleBin");
    }

    [Fact]
    public async Task Snapshots_stay_where_they_are_asked_to()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, null);
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        AmiRemoval removal = (await estate.RemoveAsync([image.Id], keepSnapshot: true)).Only();
        removal.Snapshots.ShouldAllBe(snapshot => snapshot.Outcome == SnapshotOutcome.Kept);
        removal.Restorable.ShouldBe(RecycleBinVerdict.Yes);
        snapshots.ShouldAllBe(id => estate.HasSnapshot(id));
    }

    [Theory]
    [InlineData("available")]
    [InlineData("disabled")]
    public async Task A_snapshot_that_another_image_uses_stays(string state)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        SimImage other = estate.Registered(snapshots[1]);
        other.State = state;
        AmiRemoval removal = (await estate.RemoveAsync([image.Id], force: true)).Only();
        removal.Snapshots.Single(snapshot => snapshot.SnapshotId == snapshots[0]).Outcome.ShouldBe(SnapshotOutcome.Deleted);
        RemovedSnapshot shared = removal.Snapshots.Single(snapshot => snapshot.SnapshotId == snapshots[1]);
        shared.Outcome.ShouldBe(SnapshotOutcome.Kept);
        shared.Because.ShouldContain(other.Id);
        estate.HasSnapshot(snapshots[1]).ShouldBeTrue();
    }

    [Fact]
    public async Task Images_of_one_command_that_share_a_snapshot_leave_none()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        SimImage other = estate.Registered(snapshots[1]);
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync(image, other);
        outcome.ShouldBeClean().Results.Count.ShouldBe(2);
        snapshots.ShouldAllBe(id => !estate.HasSnapshot(id));
        outcome.Results.ShouldAllBe(removal => removal.Restorable == RecycleBinVerdict.No);
    }

    [Fact]
    public async Task An_image_in_the_bin_keeps_the_snapshots_that_it_needs_to_come_back()
    {
        using RetirementEstate estate = new RetirementEstate().Keeping(30, null);
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        // Nothing that AWS keeps says that this image is made of that snapshot, once it is in the bin.
        SimImage other = estate.Registered(snapshots[1]);
        (await estate.RemoveAsync(other)).ShouldBeClean();
        estate.Home.BinnedImages.Contains(other.Id).ShouldBeTrue();

        AmiRemoval removal = (await estate.RemoveAsync([image.Id], force: true)).Only();
        RemovedSnapshot shared = removal.Snapshots.Single(snapshot => snapshot.SnapshotId == snapshots[1]);
        shared.Outcome.ShouldBe(SnapshotOutcome.Kept);
        shared.Because.ShouldContain(other.Id);
        estate.HasSnapshot(snapshots[1]).ShouldBeTrue();
        estate.HasSnapshot(snapshots[0]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_locked_snapshot_stays(bool force)
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        await estate.LockAsync(snapshots[0]);
        AmiRemoval removal = (await estate.RemoveAsync([image.Id], force)).Only();
        RemovedSnapshot locked = removal.Snapshots.Single(snapshot => snapshot.SnapshotId == snapshots[0]);
        locked.Outcome.ShouldBe(SnapshotOutcome.Kept);
        locked.Because.ShouldContain("locked");
        estate.HasSnapshot(snapshots[0]).ShouldBeTrue();
        estate.HasSnapshot(snapshots[1]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_snapshot_of_a_lifecycle_policy_stays()
    {
        using RetirementEstate estate = new();
        SimSnapshot snapshot = estate.Home.AddSnapshot(new SnapshotSeed(8) { Tags = new Dictionary<string, string> { ["aws:dlm:lifecycle-policy-id"] = "policy-1" } });
        SimImage image = estate.Registered(snapshot.Id);
        (await estate.RemoveAsync(image)).Only().Snapshots.Single().Outcome.ShouldBe(SnapshotOutcome.Kept);
        estate.HasSnapshot(snapshot.Id).ShouldBeTrue();
    }

    [Fact]
    public async Task A_snapshot_that_may_not_be_deleted_is_an_error_of_its_own()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        // One that stays makes the others go one by one.
        estate.Registered(snapshots[1]);
        estate.Simulator.Faults.Add(Fault.Deny, "DeleteSnapshot");
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync(image);
        AmiException error = outcome.Error();
        error.Code.ShouldBe(AmiErrorCodes.SnapshotNotDeleted);
        error.ResourceId.ShouldBe(snapshots[0]);
        error.Remedy.ShouldNotBeNull().ShouldContain(image.Id);
        outcome.Results.ShouldHaveSingleItem().Snapshots.Single(snapshot => snapshot.SnapshotId == snapshots[0]).Outcome.ShouldBe(SnapshotOutcome.Failed);
        estate.Has(image).ShouldBeFalse();
    }

    [Fact]
    public async Task A_declined_image_stays()
    {
        using RetirementEstate estate = new();
        SimImage[] images = [estate.Image(), estate.Image()];
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync([images[0].Id, images[1].Id], review: plan => plan.Steps.Single(step => step.ImageId == images[0].Id).Approved = false);
        outcome.Only().ImageId.ShouldBe(images[1].Id);
        estate.Has(images[0]).ShouldBeTrue();
    }

    [Fact]
    public async Task An_answer_that_came_late_is_not_the_answer_to_what_has_changed_since()
    {
        using RetirementEstate estate = new();
        SimImage image = estate.Image();
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync([image.Id], review: _ =>
        {
            estate.Simulator.Clock.Step(TimeSpan.FromHours(8));
            estate.Home.AddInstance(new InstanceSeed { Image = image });
        });
        outcome.Error().Code.ShouldBe(AmiErrorCodes.ImageInUse);
        estate.Has(image).ShouldBeTrue();
    }

    [Fact]
    public async Task Three_hundred_images_stay_within_the_buckets_in_the_fewest_calls()
    {
        using RetirementEstate estate = new RetirementEstate(throttling: true).Keeping(30, 30);
        string[] ids = [.. Enumerable.Range(0, 300).Select(_ => estate.Image().Id)];
        Outcome<AmiRemoval> outcome = await estate.RemoveAsync(ids);
        outcome.ShouldBeClean().Results.Count.ShouldBe(300);
        outcome.Results.ShouldAllBe(removal => removal.Restorable == RecycleBinVerdict.Yes);
        estate.Simulator.Requests.Entries.ShouldAllBe(request => !request.Outcome.ToString()!.Contains("RequestLimitExceeded"));

        estate.Calls("DeregisterImage").ShouldBe(300);
        estate.Calls("DescribeImageAttribute").ShouldBe(300);
        estate.Calls("DescribeImageReferences").ShouldBe(30);
        // 200 values a filter: the images, their snapshots' users.
        estate.Calls("DescribeImages").ShouldBe(4);
        estate.Calls("DescribeInstances").ShouldBe(2);
        estate.Calls("DescribeSnapshots").ShouldBe(2);
        estate.Calls("DescribeLockedSnapshots").ShouldBe(2);
        estate.Calls("DescribeLaunchTemplateVersions").ShouldBe(1);
        estate.Calls("DeleteSnapshot").ShouldBe(0);
        // Looks into the bin for 20, 40, 80 and 160 images: the first result does not wait for the last image.
        estate.Calls("ListImagesInRecycleBin").ShouldBe(4);
        estate.Calls("ListSnapshotsInRecycleBin").ShouldBe(4);
    }
}
