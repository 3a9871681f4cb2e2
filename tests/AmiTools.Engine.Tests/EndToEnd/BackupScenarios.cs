using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.EndToEnd;

public sealed class BackupScenarios : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task An_instance_is_backed_up_with_tags_at_birth_and_its_launch_configuration()
    {
        SimInstance web = Web();
        AmiBackup backup = (await _world.Process().BackUpAsync(Options(web, tag: ("Owner", "ops"), copyTag: true, wait: true))).Only();
        backup.State.ShouldBe("available");
        backup.InstanceId.ShouldBe(web.Id);
        backup.AlreadyExisted.ShouldBeFalse();
        backup.SnapshotIds.Count.ShouldBe(2);
        backup.SizeGiB.ShouldBe(28);
        backup.AccountId.ShouldBe("111122223333");
        backup.Tags["Owner"].ShouldBe("ops");
        backup.Tags["Name"].ShouldBe("web-1");
        backup.Tags[AmiToolsTags.Instance].ShouldBe(web.Id);
        backup.Tags.Keys.ShouldContain("AmiTools:launch-1");
        _world.Simulator.Requests.Of("CreateTags").ShouldBeEmpty();
        foreach (string snapshot in backup.SnapshotIds) _world.See(_ => _world.Region().Snapshots.Find(snapshot)!.Tags["Owner"]).ShouldBe("ops");
        _world.See(_ => web.State).ShouldBe("running");
        _world.Simulator.Requests.Of("CreateImage").Single()["NoReboot"].ShouldBe("true");
    }

    [Fact]
    public async Task A_second_run_returns_what_is_there_and_changes_nothing()
    {
        SimInstance web = Web();
        AmiBackup first = (await _world.Process().BackUpAsync(Options(web))).Only();
        _world.Simulator.Requests.Clear();
        AmiBackup second = (await _world.Process().BackUpAsync(Options(web, wait: true))).Only();
        second.ImageId.ShouldBe(first.ImageId);
        second.AlreadyExisted.ShouldBeTrue();
        second.State.ShouldBe("available");
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_something_else_has_is_refused_before_any_change()
    {
        SimInstance web = Web();
        _world.Region().AddImage(new ImageSeed("nightly"));
        AmiException failure = (await _world.Process().BackUpAsync(Options(web))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.ImageNameTaken);
        failure.ResourceId.ShouldBe(web.Id);
        failure.Remedy.ShouldNotBeNull();
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_remnant_is_removed_and_replaced()
    {
        SimInstance web = Web();
        SimImage dead = _world.Region().AddImage(new ImageSeed("nightly") { Instance = web, State = "failed" });
        string[] left = [.. dead.SnapshotIds];
        AmiBackup backup = (await _world.Process().BackUpAsync(Options(web, wait: true))).Only();
        backup.ImageId.ShouldNotBe(dead.Id);
        backup.AlreadyExisted.ShouldBeFalse();
        _world.Images(World.Home, "nightly").Select(image => image.Id).ShouldBe([backup.ImageId]);
        _world.See(_ => left.Count(id => _world.Region().Snapshots.Contains(id))).ShouldBe(0);
        _world.OrphanSnapshots().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_idempotency_key_stands_for_the_name()
    {
        SimInstance web = Web();
        AmiBackup first = (await _world.Process().BackUpAsync(Options(web, name: "one", key: "2026-W48"))).Only();
        AmiBackup second = (await _world.Process().BackUpAsync(Options(web, name: "two", key: "2026-W48"))).Only();
        second.ImageId.ShouldBe(first.ImageId);
        (await _world.Process().BackUpAsync(Options(web, name: "two", key: "2026-W49"))).Only().AlreadyExisted.ShouldBeFalse();
    }

    [Fact]
    public async Task Unknown_and_malformed_ids_fail_one_by_one_and_the_others_go_on()
    {
        SimInstance web = Web();
        Outcome<AmiBackup> outcome = await _world.Process().BackUpAsync(new BackupOptions
        {
            Session = World.In(), Name = "{InstanceName} nightly", InstanceId = [new("i-0123456789abcdef0"), new("nonsense"), new(web.Id), new(web.Id)],
        });
        outcome.Results.Single().InstanceId.ShouldBe(web.Id);
        outcome.Errors.Select(error => (error.Code, error.ResourceId)).ShouldBe([(AmiErrorCodes.InvalidInstanceId, "nonsense"), (AmiErrorCodes.InstanceNotFound, "i-0123456789abcdef0")], ignoreOrder: true);
    }

    [Fact]
    public async Task Instances_are_selected_by_tag()
    {
        SimInstance web = Web();
        _world.Region().AddInstance(new InstanceSeed { Name = "db-1" });
        (await _world.Process().BackUpAsync(new BackupOptions { Session = World.In(), InstanceTag = new Dictionary<string, string?> { ["Name"] = "web-*" } })).Only().InstanceId.ShouldBe(web.Id);
    }

    [Fact]
    public async Task Smaller_is_refused_before_any_call_that_changes()
    {
        SimInstance web = Web();
        AmiException failure = (await _world.Process().BackUpAsync(Options(web, grow: ("/dev/xvda", 4)))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.InvalidBlockDevice);
        failure.Message.ShouldContain("8 GiB");
        failure.Message.ShouldContain("4 GiB");
        _world.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Volumes_grow_whichever_answer_AWS_gives(bool createImageMayChangeVolumes)
    {
        _world.Simulator.Settings.CreateImageMayChangeVolumes = createImageMayChangeVolumes;
        SimInstance web = Web();
        AmiBackup backup = (await _world.Process().BackUpAsync(Options(web, grow: ("/dev/xvda", 100), wait: true))).Only();
        SimImage image = _world.Images(World.Home, "nightly").Single();
        image.Id.ShouldBe(backup.ImageId);
        image.BlockDevices.Single(device => device.DeviceName == "/dev/xvda").SizeGiB.ShouldBe(100);
        image.Tags[AmiToolsTags.Instance].ShouldBe(web.Id);
        _world.See(_ => _world.Region().Images.Count).ShouldBe(1);
        _world.OrphanSnapshots().ShouldBeEmpty();
        (await _world.Process().BackUpAsync(Options(web, grow: ("/dev/xvda", 100), wait: true))).Only().AlreadyExisted.ShouldBeTrue();
    }

    [Fact]
    public async Task Devices_are_left_out_and_added()
    {
        SimInstance web = Web();
        AmiBackup backup = (await _world.Process().BackUpAsync(new BackupOptions
        {
            Session = World.In(), InstanceId = [new(web.Id)], Name = "nightly", Wait = true, ExcludeVolume = ["/dev/sdf"],
            AddVolume = [new() { DeviceName = "/dev/sdh", SizeGiB = 5 }, new() { DeviceName = "/dev/sdb", VirtualName = "ephemeral0" }],
        })).Only();
        SimImage image = _world.Images(World.Home, "nightly").Single();
        image.BlockDevices.Select(device => device.DeviceName).ShouldBe(["/dev/xvda", "/dev/sdh", "/dev/sdb"], ignoreOrder: true);
        backup.SnapshotIds.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_instance_that_is_being_launched_is_waited_for()
    {
        SimInstance web = Web(state: "pending");
        _world.Simulator.Schedule(_world.Simulator.Now.AddMinutes(2), _ => web.State = "running");
        (await _world.Process().BackUpAsync(Options(web))).Only().InstanceId.ShouldBe(web.Id);
    }

    [Fact]
    public async Task One_that_stays_pending_is_refused_with_the_reason()
    {
        AmiException failure = (await _world.Process().BackUpAsync(Options(Web(state: "pending")))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.InstanceNotReady);
        failure.Message.ShouldContain("pending");
    }

    [Fact]
    public async Task Stop_stops_images_and_starts_again()
    {
        SimInstance web = Web(elastic: true);
        AmiBackup backup = (await _world.Process().BackUpAsync(Options(web, consistency: BackupConsistency.Stop))).Only();
        string[] order = [.. _world.Changes.Select(request => request.Operation)];
        order.ShouldBe(["CreateTags", "StopInstances", "CreateImage", "StartInstances", "DeleteTags"]);
        _world.Pass(TimeSpan.FromMinutes(5));
        _world.See(_ => web.State).ShouldBe("running");
        _world.See(_ => web.Tags[AmiToolsTags.StoppedForBackup]).ShouldBeNull();
        backup.Consistency.ShouldBe("Stop");
    }

    [Fact]
    public async Task What_was_stopped_stays_stopped()
    {
        SimInstance web = Web(state: "stopped");
        (await _world.Process().BackUpAsync(Options(web, consistency: BackupConsistency.Stop))).Only();
        _world.Changes.Select(request => request.Operation).ShouldBe(["CreateImage"]);
        _world.See(_ => web.State).ShouldBe("stopped");
    }

    [Fact]
    public async Task Stop_is_refused_with_every_reason_and_done_with_force()
    {
        SimInstance web = _world.Region().AddInstance(new InstanceSeed
        {
            Name = "web-1", InstanceType = "m5d.large", InstanceStore = new Dictionary<string, string> { ["/dev/sdb"] = "ephemeral0" },
            Tags = new Dictionary<string, string> { ["aws:autoscaling:groupName"] = "web" },
        });
        AmiException failure = (await _world.Process().BackUpAsync(Options(web, consistency: BackupConsistency.Stop))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.StopRefused);
        failure.Message.ShouldContain("instance store");
        failure.Message.ShouldContain("not elastic");
        failure.Message.ShouldContain("Auto Scaling group web");
        _world.Changes.ShouldBeEmpty();
        (await _world.Process().BackUpAsync(Options(web, consistency: BackupConsistency.Stop, force: true))).Only();
        _world.Pass(TimeSpan.FromMinutes(5));
        _world.See(_ => web.State).ShouldBe("running");
    }

    [Fact]
    public async Task Stop_protection_is_AWSs_to_lift()
    {
        SimInstance web = Web(elastic: true, protectedFromStop: true);
        AmiException failure = (await _world.Process().BackUpAsync(Options(web, consistency: BackupConsistency.Stop, force: true))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.StopRefused);
        failure.Message.ShouldContain("stop protection");
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reboot_and_stop_caution_before_they_throw_people_out()
    {
        SimInstance web = Web(elastic: true);
        foreach (BackupConsistency consistency in new[] { BackupConsistency.Reboot, BackupConsistency.Stop })
        {
            BackupPlan plan = await _world.Process().PlanAsync(Options(web, consistency: consistency), new RecordedEvents(), default);
            plan.Steps.Single().Caution.ShouldNotBeNull().ShouldContain("thrown out");
        }

        (await _world.Process().PlanAsync(Options(web), new RecordedEvents(), default)).Steps.Single().Caution.ShouldBeNull();
        _world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unencrypted_source_is_told_with_the_way_out()
    {
        BackupStep step = (await _world.Process().PlanAsync(Options(Web()), new RecordedEvents(), default)).Steps.Single();
        step.Warnings.ShouldContain(warning => warning.Contains("not encrypted", StringComparison.Ordinal) && warning.Contains("Copy-AmiToRegion -Encrypted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_instance_is_started_again_when_the_image_is_refused()
    {
        SimInstance web = Web(elastic: true);
        using (_world.Simulator.Account().Policy.Deny("ec2:CreateImage"))
        {
            AmiException failure = (await _world.Process().BackUpAsync(Options(web, consistency: BackupConsistency.Stop))).Error();
            failure.Code.ShouldBe(AmiErrorCodes.AccessDenied);
            failure.Remedy.ShouldNotBeNull().ShouldContain("CreateImage");
        }

        _world.Pass(TimeSpan.FromMinutes(5));
        _world.See(_ => web.State).ShouldBe("running");
        _world.See(_ => web.Tags[AmiToolsTags.StoppedForBackup]).ShouldBeNull();
    }

    [Fact]
    public async Task A_declined_step_does_nothing()
    {
        AmiEngine engine = _world.Process();
        RecordedEvents events = new();
        BackupPlan plan = await engine.PlanAsync(Options(Web()), events, default);
        plan.Steps.Single().Approved = false;
        await foreach (AmiBackup backup in engine.RunAsync(plan, events, default)) backup.ShouldBeNull();
        _world.Changes.ShouldBeEmpty();
    }

    private SimInstance Web(string state = "running", bool elastic = false, bool protectedFromStop = false) => _world.Region().AddInstance(new InstanceSeed
    {
        Name = "web-1", State = state, ElasticIp = elastic, StopProtection = protectedFromStop, KeyName = "operations", UserData = "#!/bin/sh", Volumes = [new("/dev/xvda", 8) { DeleteOnTermination = true }, new("/dev/sdf", 20)],
    });

    private static BackupOptions Options(
        SimInstance instance, string name = "nightly", bool wait = false, bool copyTag = false, bool force = false, string? key = null, BackupConsistency consistency = BackupConsistency.NoReboot,
        (string Key, string Value)? tag = null, (string Device, int Size)? grow = null) => new()
    {
        Session = World.In(), InstanceId = [new(instance.Id)], Name = name, Wait = wait, CopyTag = copyTag, Force = force, IdempotencyKey = key, Consistency = consistency,
        Tag = tag is { } given ? new Dictionary<string, string> { [given.Key] = given.Value } : new Dictionary<string, string>(),
        GrowVolume = grow is { } size ? new Dictionary<string, int> { [size.Device] = size.Size } : new Dictionary<string, int>(),
    };
}
