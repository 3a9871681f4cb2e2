using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.VolumeRestore;

public class VolumeRestoreTests
{
    [Fact]
    public async Task A_volume_is_made_in_a_zone_as_it_is_asked_for()
    {
        using VolumeEstate estate = new();
        EbsVolumeRestore made = (await estate.RestoreAsync(estate.Options(attach: false, zone: "eu-west-1b", size: 50, type: "io2", iops: 1000, encrypted: true))).Only();
        SimVolume volume = estate.Volume(made.VolumeId);
        (volume.AvailabilityZone, volume.SizeGiB, volume.VolumeType, volume.Iops, volume.Encrypted, volume.SnapshotId, volume.State).ShouldBe(("eu-west-1b", 50, "io2", 1000, true, estate.Snapshot.Id, "available"));
        (made.Region, made.State, made.SizeGiB, made.AlreadyExisted, made.InstanceId).ShouldBe(("eu-west-1", "available", 50, false, null));
        made.AccountId.ShouldNotBeEmpty();
        volume.Tags["Owner"].ShouldBe("ops");
        volume.InitializationRate.ShouldBeNull();
    }

    [Fact]
    public async Task A_volume_without_wishes_is_gp3_with_the_snapshots_size_at_the_next_free_device()
    {
        using VolumeEstate estate = new();
        EbsVolumeRestore made = (await estate.RestoreAsync(estate.Options())).Only();
        (made.VolumeType, made.SizeGiB, made.Device, made.InstanceId, made.State, made.DeleteOnTermination).ShouldBe(("gp3", 20, "/dev/sdg", estate.Server.Id, "in-use", false));
        estate.Attached["/dev/sdg"].VolumeId.ShouldBe(made.VolumeId);
        made.AvailabilityZone.ShouldBe(estate.Server.AvailabilityZone);
    }

    [Fact]
    public async Task Several_snapshots_get_devices_of_their_own()
    {
        using VolumeEstate estate = new();
        SimSnapshot[] snapshots = [estate.Snapshot, estate.World.Region().AddSnapshot(new SnapshotSeed(5)), estate.World.Region().AddSnapshot(new SnapshotSeed(6))];
        Outcome<EbsVolumeRestore> outcome = await estate.RestoreAsync(new VolumeRestoreOptions { Session = World.In(), SnapshotId = [.. snapshots.Select(snapshot => new ResourceReference(snapshot.Id))], InstanceId = new(estate.Server.Id) });
        outcome.ShouldBeClean().Results.Select(made => made.Device).Order().ShouldBe(["/dev/sdg", "/dev/sdh", "/dev/sdi"]);
    }

    [Fact]
    public async Task The_same_command_again_finds_what_it_made_and_changes_nothing()
    {
        using VolumeEstate estate = new();
        string first = (await estate.RestoreAsync(estate.Options())).Only().VolumeId;
        estate.World.Simulator.Requests.Clear();
        Outcome<EbsVolumeRestore> second = await estate.RestoreAsync(estate.Options());
        (second.Only().VolumeId, second.Only().AlreadyExisted).ShouldBe((first, true));
        estate.World.Changes.ShouldBeEmpty();
        (await estate.RestoreAsync(estate.Options(idempotencyKey: "again"))).Only().VolumeId.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_volume_that_was_attached_and_came_off_is_not_taken_for_a_fresh_one()
    {
        using VolumeEstate estate = new();
        string first = (await estate.RestoreAsync(estate.Options())).Only().VolumeId;
        estate.World.See(_ =>
        {
            SimVolume volume = estate.World.Region().Volumes.Find(first)!;
            estate.Server.Volumes.RemoveAll(attachment => attachment.VolumeId == first);
            volume.Attachments.Clear();
            volume.State = "available";
            return 0;
        });
        (await estate.RestoreAsync(estate.Options())).Only().VolumeId.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_volume_that_was_deleted_is_made_anew()
    {
        using VolumeEstate estate = new();
        VolumeRestoreOptions options = estate.Options(attach: false, zone: "eu-west-1a");
        string first = (await estate.RestoreAsync(options)).Only().VolumeId;
        estate.World.Pass(TimeSpan.FromHours(1));
        estate.World.See(_ => estate.World.Region().Volumes.Remove(estate.World.Region().Volumes.Find(first)!));
        EbsVolumeRestore second = (await estate.RestoreAsync(options)).Only();
        second.VolumeId.ShouldNotBe(first);
        estate.Volume(second.VolumeId).State.ShouldBe("available");
    }

    [Fact]
    public async Task A_data_volume_is_swapped_and_the_old_one_kept_and_tagged()
    {
        using VolumeEstate estate = new();
        estate.World.See(_ => (estate.Old.VolumeType, estate.Old.Iops, estate.Old.Throughput, estate.Old.SizeGiB) = ("gp3", 6000, 500, 40));
        EbsVolumeRestore made = (await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data))).Only();
        (made.Device, made.ReplacedVolumeId, made.DeleteOnTermination, made.SizeGiB, made.Iops, made.Throughput).ShouldBe((VolumeEstate.Data, estate.Old.Id, true, 40, 6000, 500));
        SimAttachment there = estate.Attached[VolumeEstate.Data];
        (there.VolumeId, there.DeleteOnTermination, there.State).ShouldBe((made.VolumeId, true, "attached"));
        estate.World.See(_ => (estate.Old.State, estate.Old.Tags[AmiToolsTags.DetachedFrom], estate.Old.Tags[AmiToolsTags.ReplacedBy])).ShouldBe(("available", $"{estate.Server.Id} {VolumeEstate.Data} delete", made.VolumeId));

        estate.World.Simulator.Requests.Clear();
        EbsVolumeRestore again = (await estate.RestoreAsync(estate.Options(replace: "xvdf"))).Only();
        // Another way to write the device is another command; the same one finds its work done.
        again.VolumeId.ShouldNotBe(made.VolumeId);
        (await estate.RestoreAsync(estate.Options(replace: "xvdf"))).Only().AlreadyExisted.ShouldBeTrue();
    }

    [Theory]
    [InlineData("running", true)]
    [InlineData("stopped", false)]
    public async Task A_running_machine_is_asked_for_before_its_disk_is_taken_away(string state, bool asks)
    {
        using VolumeEstate estate = new(state);
        VolumeRestorePlan plan = await estate.World.Process().PlanAsync(estate.Options(replace: VolumeEstate.Data), new RecordedEvents(), default);
        plan.Problems.ShouldBeEmpty();
        (plan.Steps.Single().Caution is not null).ShouldBe(asks);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("AttachVolume")]
    [InlineData("DetachVolume")]
    [InlineData("CreateVolume")]
    [InlineData("CreateTags", "CreateVolume")]
    [InlineData("DescribeVolumes")]
    [InlineData("DescribeSnapshots")]
    [InlineData("DescribeInstances")]
    public async Task Who_may_not_do_one_part_does_none_and_the_machine_is_as_it_was(string operation, string? fails = null)
    {
        using VolumeEstate estate = new();
        using IDisposable denial = estate.World.Simulator.Account().Policy.Deny($"ec2:{operation}");
        Outcome<EbsVolumeRestore> outcome = await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data));
        outcome.Results.ShouldBeEmpty();
        AmiException error = outcome.Errors[0];
        (error.Kind, error.Operation).ShouldBe((AmiErrorKind.Denied, fails ?? operation), outcome.ToString());
        estate.World.Pass(TimeSpan.FromMinutes(5));
        estate.Attached[VolumeEstate.Data].VolumeId.ShouldBe(estate.Old.Id);
        (estate.Attached[VolumeEstate.Data].DeleteOnTermination, estate.Attached[VolumeEstate.Data].State).ShouldBe((true, "attached"));
        estate.World.See(_ => estate.Old.Tags[AmiToolsTags.ReplacedBy]).ShouldBeNull();
    }

    [Fact]
    public async Task Where_the_new_one_does_not_get_into_its_place_the_old_one_is_put_back()
    {
        using VolumeEstate estate = new();
        // The first call is the question whether the caller may; the second is the one that counts.
        estate.World.Faults.Add(Fault.Error("VolumeInUse", "somebody was quicker"), "AttachVolume", first: 2, times: 1);
        AmiException error = (await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data))).Error();
        error.Message.ShouldContain($"The old volume {estate.Old.Id} is attached there as before");
        SimAttachment there = estate.Attached[VolumeEstate.Data];
        (there.VolumeId, there.DeleteOnTermination).ShouldBe((estate.Old.Id, true));
        estate.World.See(_ => (estate.Old.Tags[AmiToolsTags.ReplacedBy], estate.Old.Tags[AmiToolsTags.DetachedFrom])).ShouldBe((null, null));

        EbsVolumeRestore second = (await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data))).Only();
        estate.Attached[VolumeEstate.Data].VolumeId.ShouldBe(second.VolumeId);
        estate.VolumeCount.ShouldBe(estate.Volumes + 1);
    }

    [Fact]
    public async Task A_volume_that_cannot_be_decrypted_is_removed_and_the_machine_not_touched()
    {
        using VolumeEstate estate = new();
        SimKmsKey key = estate.World.Region().AddKey("alias/bad");
        SimSnapshot secret = estate.World.Region().AddSnapshot(new SnapshotSeed(20) { Key = key });
        estate.World.See(_ => key.State = "Disabled");
        AmiException error = (await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data, snapshot: secret.Id))).Error();
        error.Code.ShouldBe(AmiErrorCodes.VolumeFailed);
        estate.World.Pass(TimeSpan.FromMinutes(5));
        (estate.VolumeCount, estate.Attached[VolumeEstate.Data].VolumeId).ShouldBe((estate.Volumes, estate.Old.Id));
    }

    [Fact]
    public async Task The_quota_is_named_and_nothing_is_touched()
    {
        using VolumeEstate estate = new();
        estate.World.Simulator.Account().Quotas.VolumeStorageGiB = 30;
        (await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data))).Error().Code.ShouldBe(AmiErrorCodes.QuotaExceeded);
        estate.Attached[VolumeEstate.Data].VolumeId.ShouldBe(estate.Old.Id);
    }

    [Fact]
    public async Task A_device_that_is_taken_between_plan_and_run_is_left_for_the_next_one()
    {
        using VolumeEstate estate = new();
        AmiEngine engine = estate.World.Process();
        RecordedEvents events = new();
        VolumeRestorePlan plan = await engine.PlanAsync(estate.Options(), events, default);
        plan.Steps.Single().Device.ShouldBe("/dev/sdg");
        (await estate.RestoreAsync(estate.Options(device: "/dev/sdg"))).ShouldBeClean();
        List<EbsVolumeRestore> made = [];
        await foreach (EbsVolumeRestore result in engine.RunAsync(plan, events, default)) made.Add(result);
        events.Failures.ShouldBeEmpty();
        made.Single().Device.ShouldBe("/dev/sdh");
    }
}
