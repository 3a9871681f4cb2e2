using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RootRestore;

public class RootRestoreTests
{
    [Fact]
    public async Task A_root_goes_back_to_a_snapshot_and_the_old_one_is_kept_and_tagged()
    {
        using RootEstate estate = new();
        InstanceRootRestore made = (await estate.ReplaceAsync(estate.ToSnapshot(copyTag: true))).Only();
        (made.InstanceId, made.ReplacedVolumeId, made.TaskState, made.SnapshotId, made.ImageId, made.Device, made.SizeGiB, made.DeleteOnTermination, made.AlreadyExisted).ShouldBe((estate.Server.Id, estate.Old.Id, "succeeded", estate.Snapshot.Id, null, RootEstate.Device, 8, true, false));
        made.CompleteTime!.Value.ShouldBeGreaterThan(made.StartTime!.Value);
        made.Receipt!.Before.VolumeId.ShouldBe(estate.Old.Id);
        (estate.Root!.VolumeId, estate.Root.DeleteOnTermination).ShouldBe((made.VolumeId, true));
        SimVolume root = estate.Volume(made.VolumeId);
        (root.SnapshotId, root.Tags["Owner"], root.Tags["Backup"], root.Tags[AmiToolsTags.AttachedTo], root.Tags[AmiToolsTags.Replaces]).ShouldBe((estate.Snapshot.Id, "ops", "daily", $"{estate.Server.Id} {RootEstate.Device}", null));
        estate.World.See(_ => (estate.Old.State, estate.Old.Tags[AmiToolsTags.DetachedFrom], estate.Old.Tags[AmiToolsTags.ReplacedBy])).ShouldBe(("available", $"{estate.Server.Id} {RootEstate.Device} delete", made.VolumeId));
        estate.Server.Reboots.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_command_again_finds_its_work_done_and_a_new_key_does_it_again()
    {
        using RootEstate estate = new();
        string first = (await estate.ReplaceAsync(estate.ToSnapshot())).Only().VolumeId;
        estate.World.Simulator.Requests.Clear();
        InstanceRootRestore second = (await estate.ReplaceAsync(estate.ToSnapshot())).Only();
        (second.VolumeId, second.AlreadyExisted, second.ReplacedVolumeId).ShouldBe((first, true, estate.Old.Id));
        estate.World.Changes.ShouldBeEmpty();
        // The snapshot is one of a former root now, and can be used again.
        InstanceRootRestore third = (await estate.ReplaceAsync(estate.ToSnapshot(key: "again"))).Only();
        (third.ReplacedVolumeId, third.AlreadyExisted).ShouldBe((first, false));
        estate.Server.Reboots.ShouldBe(2);
    }

    [Fact]
    public async Task Launch_state_and_an_image_are_sources_too()
    {
        using RootEstate estate = new();
        SimSnapshot launch = estate.World.Region().AddSnapshot(new SnapshotSeed(8));
        estate.World.See(_ => estate.Old.SnapshotId = launch.Id);
        (await estate.ReplaceAsync(estate.ToLaunchState())).Only().SnapshotId.ShouldBe(launch.Id);
        SimInstance larger = estate.World.Region().AddInstance(new InstanceSeed { Name = "golden", Volumes = [new(RootEstate.Device, 30)] });
        SimImage golden = estate.World.Region().AddImage(new ImageSeed("golden") { Instance = larger });
        InstanceRootRestore made = (await estate.ReplaceAsync(estate.ToImage(golden.Id))).Only();
        (made.ImageId, made.SizeGiB, made.Source, estate.Server.ImageId).ShouldBe((golden.Id, 30, RootRestoreSource.Image, golden.Id));
    }

    [Fact]
    public async Task The_old_one_is_deleted_only_where_that_is_asked_for_and_its_tags_come_along()
    {
        using RootEstate estate = new();
        RootRestoreOptions options = estate.ToSnapshot(delete: true, copyTag: true);
        RootRestorePlan plan = await estate.World.Process().PlanAsync(options, new RecordedEvents(), default);
        plan.Steps.Single().Caution.ShouldNotBeNull().ShouldContain("is deleted");
        estate.World.Changes.ShouldBeEmpty();
        InstanceRootRestore made = (await estate.ReplaceAsync(options)).Only();
        (made.ReplacedVolumeDeleted, estate.Volume(made.VolumeId).Tags["Backup"]).ShouldBe((true, "daily"));
        estate.World.Pass(TimeSpan.FromMinutes(5));
        estate.World.See(_ => estate.World.Region().Volumes.Contains(estate.Old.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_group_that_may_replace_the_instance_is_asked_about()
    {
        using RootEstate estate = new();
        estate.World.See(_ => estate.Server.Tags["aws:autoscaling:groupName"] = "web");
        RootRestorePlan plan = await estate.World.Process().PlanAsync(estate.ToSnapshot(), new RecordedEvents(), default);
        plan.Steps.Single().Caution.ShouldNotBeNull().ShouldContain("Auto Scaling group web");
    }

    [Fact]
    public async Task A_task_that_failed_leaves_the_old_root_and_the_next_run_begins_a_new_one()
    {
        using RootEstate estate = new();
        estate.World.Simulator.Mishaps.FailRootReplacements("failed");
        AmiException error = (await estate.ReplaceAsync(estate.ToSnapshot())).Error();
        (error.Code, error.Message.Contains($"{estate.Old.Id} is still attached", StringComparison.Ordinal)).ShouldBe((AmiErrorCodes.RootReplacementFailed, true), error.Message);
        (estate.Root!.VolumeId, estate.World.See(_ => estate.Old.Tags[AmiToolsTags.DetachedFrom])).ShouldBe((estate.Old.Id, null));
        InstanceRootRestore made = (await estate.ReplaceAsync(estate.ToSnapshot())).Only();
        (made.AlreadyExisted, estate.Root!.VolumeId, estate.Tasks.Count).ShouldBe((false, made.VolumeId, 2));
    }

    [Fact]
    public async Task An_instance_that_is_left_without_a_root_is_told_how_to_get_it_back()
    {
        using RootEstate estate = new();
        estate.World.Simulator.Mishaps.FailRootReplacements("failed-detached");
        AmiException error = (await estate.ReplaceAsync(estate.ToSnapshot())).Error();
        (error.Code, error.Message.Contains("no root volume now", StringComparison.Ordinal)).ShouldBe((AmiErrorCodes.RootReplacementFailed, true), error.Message);
        error.Remedy.ShouldNotBeNull().ShouldContain($"Add-EC2Volume -VolumeId {estate.Old.Id} -InstanceId {estate.Server.Id} -Device {RootEstate.Device}");
        estate.Root.ShouldBeNull();
        // Another process, which knows nothing of it, says the same.
        AmiException again = (await estate.ReplaceAsync(estate.ToSnapshot())).Error();
        (again.Code, again.Remedy).ShouldBe((AmiErrorCodes.RootNotReplaceable, error.Remedy));
    }

    [Theory]
    [InlineData("CreateReplaceRootVolumeTask")]
    [InlineData("CreateTags")]
    [InlineData("DescribeReplaceRootVolumeTasks")]
    [InlineData("DescribeInstances")]
    [InlineData("DescribeVolumes")]
    [InlineData("DescribeSnapshots")]
    public async Task Who_may_not_do_one_part_changes_nothing(string operation)
    {
        using RootEstate estate = new();
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny($"ec2:{operation}");
        Outcome<InstanceRootRestore> outcome = await estate.ReplaceAsync(estate.ToSnapshot());
        outcome.Results.ShouldBeEmpty();
        (outcome.Errors[0].Kind, outcome.Errors[0].Operation).ShouldBe((AmiErrorKind.Denied, operation), outcome.ToString());
        estate.Tasks.ShouldBeEmpty();
        estate.World.See(_ => estate.Old.Tags[AmiToolsTags.DetachedFrom]).ShouldBeNull();
    }

    [Fact]
    public async Task Types_that_cannot_be_read_are_no_obstacle()
    {
        using RootEstate estate = new();
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny("ec2:DescribeInstanceTypes");
        (await estate.ReplaceAsync(estate.ToSnapshot())).Only().TaskState.ShouldBe("succeeded");
    }

    [Fact]
    public async Task Several_instances_go_to_one_image_together()
    {
        using RootEstate estate = new();
        SimInstance other = estate.World.Region().AddInstance(new InstanceSeed { Name = "web-2", Volumes = [new(RootEstate.Device, 8)] });
        SimImage image = estate.World.Region().AddImage(new ImageSeed("golden") { Instance = estate.Server });
        RootRestoreOptions options = new() { Session = World.In(), InstanceId = [new(estate.Server.Id), new(other.Id)], Source = RootRestoreSource.Image, From = new(image.Id) };
        Outcome<InstanceRootRestore> outcome = (await estate.ReplaceAsync(options)).ShouldBeClean();
        outcome.Results.Select(made => made.InstanceId).ShouldBe([estate.Server.Id, other.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task A_task_that_never_ends_is_left_to_AWS_after_a_while()
    {
        using RootEstate estate = new(settings => settings.Pace.RootReplace = TimeSpan.FromHours(5));
        AmiException error = (await estate.ReplaceAsync(estate.ToSnapshot())).Error();
        (error.Code, error.Remedy!.Contains("Run the same command again", StringComparison.Ordinal)).ShouldBe((AmiErrorCodes.WaitTimedOut, true));
        estate.World.Pass(TimeSpan.FromHours(4));
        (await estate.ReplaceAsync(estate.ToSnapshot())).Only().AlreadyExisted.ShouldBeTrue();
        estate.Tasks.ShouldHaveSingleItem();
    }
}
