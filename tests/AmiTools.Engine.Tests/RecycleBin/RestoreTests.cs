using Amazon.EC2.Model;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RecycleBin;

/// <summary>An image comes back with its snapshots as one, or says why it does not.</summary>
public class RestoreTests
{
    [Fact]
    public async Task The_snapshots_come_first_then_the_image_and_all_of_it_is_looked_at()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image(8, 100);
        await estate.ElsewhereAsync(async ec2 =>
        {
            await ec2.EnableImageDeprecationAsync(new EnableImageDeprecationRequest { ImageId = image.Id, DeprecateAt = estate.Now.AddDays(90) });
            await ec2.ModifyImageAttributeAsync(new ModifyImageAttributeRequest { ImageId = image.Id, LaunchPermission = new LaunchPermissionModifications { Add = [new LaunchPermission { UserId = "444455556666" }] } });
        });
        await estate.DeleteAsync(image);

        RestoredResource restored = (await estate.RestoreAsync(image)).Only();

        restored.State.ShouldBe("available");
        restored.Name.ShouldBe(image.Name);
        restored.Tags["Owner"].ShouldBe("ops");
        restored.SnapshotIds.ShouldBe(image.SnapshotIds, ignoreOrder: true);
        restored.RestoredSnapshotIds.ShouldBe(image.SnapshotIds, ignoreOrder: true);
        restored.AlreadyExisted.ShouldBeFalse();
        restored.Back[0].ShouldBe("2 snapshots");
        restored.Back.ShouldContain("1 tag");
        restored.Back.ShouldContain(back => back.StartsWith("deprecation on "));
        restored.Back.ShouldContain("sharing with 1 account, organisation or group");
        estate.IsWhole(image).ShouldBeTrue();
        LoggedRequest[] order = [.. estate.World.Changes];
        order.Select(request => request.Operation).ShouldBe(["RestoreSnapshotFromRecycleBin", "RestoreSnapshotFromRecycleBin", "RestoreImageFromRecycleBin"]);
        // The image is not asked for before its snapshots can be used.
        (order[2].Time - order[1].Time).ShouldBeGreaterThanOrEqualTo(estate.World.Simulator.Settings.Pace.RecycleBinRecovery);
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_says_so()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image();
        await estate.DeleteAsync(image);
        (await estate.RestoreAsync(image)).Only().AlreadyExisted.ShouldBeFalse();
        estate.World.Simulator.Requests.Clear();
        RestoredResource again = (await estate.RestoreAsync(image)).Only();
        again.AlreadyExisted.ShouldBeTrue();
        again.RestoredSnapshotIds.ShouldBeEmpty();
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Snapshots_and_volumes_come_back_alone()
    {
        using BinEstate estate = new();
        estate.Home.AddRule(RecycleBinResourceType.Volume, 7);
        SimSnapshot snapshot = estate.Home.AddSnapshot(new SnapshotSeed(8) { Tags = new Dictionary<string, string> { ["a"] = "b" } });
        SimVolume volume = estate.Home.AddVolume(new VolumeSeed("/dev/sdf", 20));
        await estate.ElsewhereAsync(async ec2 =>
        {
            await ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = snapshot.Id });
            await ec2.DeleteVolumeAsync(new DeleteVolumeRequest { VolumeId = volume.Id });
        });
        Outcome<RestoredResource> outcome = (await estate.World.Process().RestoreAsync(BinEstate.Options(snapshot.Id, volume.Id))).ShouldBeClean();
        outcome.Results.Single(result => result.SnapshotId == snapshot.Id).ShouldSatisfyAllConditions(result => result.State.ShouldBe("completed"), result => result.Back.ShouldBe(["1 tag"]), result => result.ImageId.ShouldBeNull());
        outcome.Results.Single(result => result.VolumeId == volume.Id).ShouldSatisfyAllConditions(result => result.State.ShouldBe("available"), result => result.AlreadyExisted.ShouldBeFalse());
        outcome = (await estate.World.Process().RestoreAsync(BinEstate.Options(snapshot.Id, volume.Id))).ShouldBeClean();
        outcome.Results.ShouldAllBe(result => result.AlreadyExisted);
    }

    [Fact]
    public async Task A_snapshot_that_two_images_share_is_restored_once()
    {
        using BinEstate estate = new();
        SimImage one = estate.Registered(8);
        SimImage other = estate.Registered(8);
        string shared = one.SnapshotIds.Single();
        estate.World.See(_ =>
        {
            estate.Home.Images.Remove(other);
            other.BlockDevices[0].SnapshotId = shared;
            estate.Home.Images.Add(other);
            return true;
        });
        (await estate.RemoveAsync(one, other)).ShouldBeClean();
        estate.World.Simulator.Requests.Clear();
        (await estate.RestoreAsync(one, other)).ShouldBeClean().Results.Count.ShouldBe(2);
        estate.Calls("RestoreSnapshotFromRecycleBin").ShouldBe(1);
        estate.IsWhole(one).ShouldBeTrue();
        estate.IsWhole(other).ShouldBeTrue();
    }

    [Fact]
    public async Task A_disabled_image_comes_back_disabled_and_an_archived_snapshot_archived()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image();
        await estate.ElsewhereAsync(async ec2 =>
        {
            await ec2.DisableImageAsync(new DisableImageRequest { ImageId = image.Id });
            await ec2.ModifySnapshotTierAsync(new ModifySnapshotTierRequest { SnapshotId = image.SnapshotIds.Single(), StorageTier = "archive" });
        });
        estate.World.Pass(TimeSpan.FromDays(3));
        await estate.DeleteAsync(image);
        RestoredResource restored = (await estate.RestoreAsync(image)).Only();
        restored.State.ShouldBe("disabled");
        restored.Back.ShouldContain("the disabled state");
        restored.NotBack.ShouldContain(lost => lost.StartsWith("the standard tier") && lost.Contains(image.SnapshotIds.Single()));
    }

    [Fact]
    public async Task A_name_that_was_taken_meanwhile_is_refused_before_anything_changes()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image();
        await estate.DeleteAsync(image);
        SimImage holder = estate.Home.AddImage(new ImageSeed(image.Name));
        AmiException failure = (await estate.RestoreAsync(image)).Error();
        failure.Code.ShouldBe(AmiErrorCodes.ImageNameTaken);
        failure.Message.ShouldContain(holder.Id);
        failure.ResourceId.ShouldBe(image.Id);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_is_taken_between_plan_and_run_is_named_too()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image();
        await estate.DeleteAsync(image);
        Outcome<RestoredResource> outcome = await estate.World.Process().RestoreAsync(BinEstate.Options(image.Id), _ => estate.Home.AddImage(new ImageSeed(image.Name)));
        outcome.Error().Code.ShouldBe(AmiErrorCodes.ImageNameTaken);
        estate.World.See(_ => estate.Home.BinnedImages.Contains(image.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_snapshot_that_is_gone_for_good_is_named_with_what_remains()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image(8, 100);
        string[] snapshots = [.. image.SnapshotIds];
        await estate.DeleteAsync(image);
        estate.World.Pass(TimeSpan.FromDays(1));
        estate.Purge(snapshots[0]);
        AmiException failure = (await estate.World.Process().RestoreAsync(BinEstate.Piped(image))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.SnapshotGone);
        failure.Message.ShouldContain(snapshots[0]);
        failure.Remedy.ShouldNotBeNull().ShouldContain(snapshots[1]);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_whose_snapshots_are_all_gone_fails_by_AWSs_own_word_when_nothing_else_tells()
    {
        using BinEstate estate = new(imageDays: 30, snapshotDays: 7);
        SimImage image = estate.Image();
        await estate.DeleteAsync(image);
        estate.World.Pass(TimeSpan.FromDays(8));
        Outcome<RestoredResource> outcome = await estate.RestoreAsync(image);
        AmiException failure = outcome.Error();
        failure.ResourceId.ShouldBe(image.Id);
        failure.Message.ShouldContain(image.SnapshotIds.Single());
        estate.World.See(_ => estate.Home.BinnedImages.Contains(image.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_in_no_bin_is_said_to_be_in_none()
    {
        using BinEstate estate = new();
        AmiException failure = (await estate.World.Process().RestoreAsync(BinEstate.Options("ami-0123456789abcdef0"))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.NotInRecycleBin);
        failure.ResourceId.ShouldBe("ami-0123456789abcdef0");
        failure.Remedy.ShouldNotBeNull().ShouldContain("Get-RecycleBinItem -Region *");
    }

    [Fact]
    public async Task What_has_expired_is_known_from_the_piped_object_alone()
    {
        using BinEstate estate = new(imageDays: 7, snapshotDays: 30);
        SimImage image = estate.Image();
        DateTime exit = estate.Now.AddDays(7);
        await estate.DeleteAsync(image);
        estate.World.Pass(TimeSpan.FromDays(8));
        AmiException failure = (await estate.World.Process().RestoreAsync(BinEstate.Piped(image, exit))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.NotInRecycleBin);
        failure.Message.ShouldContain($"until {exit:yyyy-MM-dd HH:mm} UTC");
        failure.Remedy.ShouldNotBeNull().ShouldContain(image.SnapshotIds.Single());
        // What is over is not waited for.
        estate.Calls("ListImagesInRecycleBin").ShouldBe(1);
    }

    [Fact]
    public async Task Ids_that_are_none_cost_no_call_and_stop_nothing()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image();
        await estate.DeleteAsync(image);
        Outcome<RestoredResource> outcome = await estate.World.Process().RestoreAsync(BinEstate.Options("AMI-0123456789ABCDEF0", "i-0123456789abcdef0", "nonsense", image.Id, image.Id));
        outcome.Results.ShouldHaveSingleItem().Id.ShouldBe(image.Id);
        outcome.Errors.Select(error => error.Code).ShouldAllBe(code => code == AmiErrorCodes.InvalidResourceId);
        outcome.Errors.Count.ShouldBe(3, outcome.ToString());
    }

    [Fact]
    public async Task An_id_without_a_region_is_looked_for_in_all_that_are_named()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image();
        await estate.DeleteAsync(image);
        RestoreOptions options = new() { Session = World.In(World.Home, "us-east-1"), Item = [new RestoreItem(new ResourceReference(image.Id))] };
        (await estate.World.Process().RestoreAsync(options)).Only().Region.ShouldBe(World.Home);

        RestoreOptions unknown = new() { Session = World.In(World.Home, "us-east-1"), Item = [new RestoreItem(new ResourceReference("ami-0123456789abcdef0"))] };
        (await estate.World.Process().RestoreAsync(unknown)).Error().Message.ShouldContain($"{World.Home}, us-east-1");
        // Where one region does not answer, nobody can say that it is in none.
        estate.World.Faults.Add(Fault.Deny, "ListImagesInRecycleBin", "us-east-1");
        AmiException failure = (await estate.World.Process().RestoreAsync(unknown)).Error();
        (failure.Code, failure.Region).ShouldBe((AmiErrorCodes.AccessDenied, "us-east-1"));
    }

    [Fact]
    public async Task Snapshots_that_still_arrive_are_waited_for_and_a_second_run_goes_on()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image(8, 100);
        await estate.DeleteAsync(image);
        estate.World.Simulator.Settings.Pace.RecycleBinRecovery = TimeSpan.FromHours(3);
        AmiException failure = (await estate.RestoreAsync(image)).Error();
        failure.Code.ShouldBe(AmiErrorCodes.WaitTimedOut);
        failure.Remedy.ShouldNotBeNull().ShouldContain("again");
        estate.Calls("RestoreImageFromRecycleBin").ShouldBe(0);
        estate.World.Simulator.Requests.Clear();
        (await estate.RestoreAsync(image)).Only().State.ShouldBe("available");
        estate.World.Changes.Select(request => request.Operation).ShouldBe(["RestoreImageFromRecycleBin"]);
    }

    [Fact]
    public async Task Hundreds_come_back_at_the_rate_that_AWS_allows()
    {
        using BinEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(0, 150).Select(_ => estate.Image(8, 20))];
        await estate.DeleteAsync(images);
        estate.World.Faults.Throttling = true;
        Outcome<RestoredResource> outcome = (await estate.RestoreAsync(images)).ShouldBeClean();
        outcome.Results.Count.ShouldBe(150);
        images.ShouldAllBe(image => estate.IsWhole(image));
        // One listing of the bin for all, a page of a thousand each.
        estate.Calls("ListImagesInRecycleBin").ShouldBe(1);
        estate.Calls("ListSnapshotsInRecycleBin").ShouldBe(1);
        estate.World.Simulator.Requests.Of("RestoreImageFromRecycleBin").Count(request => request.Outcome == "OK").ShouldBe(150);
    }

    [Fact]
    public async Task Pages_without_items_are_not_the_end()
    {
        using BinEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(0, 12).Select(_ => estate.Image(8, 20))];
        await estate.DeleteAsync(images);
        estate.World.Simulator.Settings.Pages.EmptyChance = 0.6;
        estate.World.Simulator.Settings.Pages.ShortChance = 0.6;
        (await estate.World.Process().FindAsync(new RecycleBinQuery { Session = World.In() })).ShouldBeClean().Results.Count.ShouldBe(12 * 3);
        (await estate.RestoreAsync(images)).ShouldBeClean().Results.Count.ShouldBe(12);
        images.ShouldAllBe(image => estate.IsWhole(image));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_removed_a_moment_ago_is_found_although_the_bin_lags_behind(bool piped)
    {
        using BinEstate estate = new();
        estate.World.Faults.Consistency.BinLag = TimeSpan.FromSeconds(8);
        estate.World.Faults.Consistency.Flicker = 0.4;
        SimImage[] images = [.. Enumerable.Range(0, 5).Select(_ => estate.Image(8, 20))];
        await estate.DeleteAsync(images);
        foreach (SimImage image in images)
        {
            RestoredResource restored = (await estate.World.Process().RestoreAsync(piped ? BinEstate.Piped(image) : BinEstate.Options(image.Id))).Only();
            restored.SnapshotIds.Count.ShouldBe(2);
            estate.IsWhole(image).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("ListImagesInRecycleBin")]
    [InlineData("ListSnapshotsInRecycleBin")]
    [InlineData("DescribeSnapshots")]
    [InlineData("RestoreSnapshotFromRecycleBin")]
    [InlineData("RestoreImageFromRecycleBin")]
    public async Task A_denied_operation_is_named_and_the_next_run_finishes(string operation)
    {
        using BinEstate estate = new();
        SimImage image = estate.Image(8, 20);
        await estate.DeleteAsync(image);
        using (estate.World.Simulator.Account().Policy.Deny($"ec2:{operation}"))
        {
            Outcome<RestoredResource> outcome = await estate.RestoreAsync(image);
            outcome.Results.ShouldBeEmpty(outcome.ToString());
            AmiException failure = outcome.Error();
            (failure.Kind, failure.Operation).ShouldBe((AmiErrorKind.Denied, operation), outcome.ToString());
            failure.Remedy.ShouldNotBeNull().ShouldContain(operation);
        }

        (await estate.RestoreAsync(image)).ShouldBeClean();
        estate.IsWhole(image).ShouldBeTrue();
    }

    [Fact]
    public async Task Sharing_that_may_not_be_read_is_said_to_be_unknown()
    {
        using BinEstate estate = new();
        SimImage image = estate.Image();
        await estate.DeleteAsync(image);
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny("ec2:DescribeImageAttribute");
        RestoredResource restored = (await estate.RestoreAsync(image)).Only();
        restored.NotBack.ShouldContain(lost => lost.StartsWith("sharing: not known"));
    }

    [Fact]
    public async Task One_that_fails_does_not_stop_the_others()
    {
        using BinEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(0, 6).Select(_ => estate.Image())];
        await estate.DeleteAsync(images);
        estate.World.Faults.Add(Fault.Deny, "RestoreImageFromRecycleBin", first: 3, times: 1);
        Outcome<RestoredResource> outcome = await estate.RestoreAsync(images);
        outcome.Results.Count.ShouldBe(5, outcome.ToString());
        AmiException failure = outcome.Error();
        failure.Message.ShouldContain("Its snapshots are back");
        (await estate.RestoreAsync([.. images.Where(image => image.Id == failure.ResourceId)])).Only().RestoredSnapshotIds.ShouldBeEmpty();
        images.ShouldAllBe(image => estate.IsWhole(image));
    }

    [Fact]
    public async Task A_look_that_fails_now_and_then_ends_no_wait()
    {
        using BinEstate estate = new();
        SimImage[] images = [.. Enumerable.Range(0, 5).Select(_ => estate.Image())];
        await estate.DeleteAsync(images);
        estate.World.Simulator.Settings.Pace.RecycleBinRecovery = TimeSpan.FromMinutes(30);
        Outcome<RestoredResource> outcome = await estate.World.Process().RestoreAsync(BinEstate.Options([.. images.Select(image => image.Id)]),
            _ => estate.World.Faults.Add(Fault.InternalError, "DescribeSnapshots", first: 2, times: 8));
        outcome.ShouldBeClean().Results.Count.ShouldBe(5);
    }
}
