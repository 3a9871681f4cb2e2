using Amazon.EC2.Model;

namespace AmiTools.Simulator.Tests.Operations;

/// <summary>Snapshots, volumes, instances and the Recycle Bin.</summary>
public sealed class StorageTests
{
    [Fact]
    public async Task Snapshots_of_one_instance_fail_together()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server("db", new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 8));
        cloud.Simulator.Mishaps.FailSnapshots("Lost", snapshot => snapshot.VolumeId == instance.Volumes[1].VolumeId);

        var set = (await cloud.Ec2.CreateSnapshotsAsync(new CreateSnapshotsRequest { InstanceSpecification = new() { InstanceId = instance.Id } })).Snapshots!;
        set.Select(snapshot => snapshot.StartTime).Distinct().Count().ShouldBe(1);
        cloud.Settle();
        foreach (var snapshot in set)
            (await cloud.DescribeSnapshotAsync(snapshot.SnapshotId!)).State!.Value.ShouldBe("error");
    }

    [Fact]
    public async Task A_set_leaves_out_what_is_excluded_and_refuses_the_root_among_data()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server("db", new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 8), new VolumeSeed("/dev/sdg", 8));
        var (root, first, second) = (instance.Volumes[0].VolumeId, instance.Volumes[1].VolumeId, instance.Volumes[2].VolumeId);
        CreateSnapshotsRequest Request(bool? boot, params string[] data) => new() { InstanceSpecification = new() { InstanceId = instance.Id, ExcludeBootVolume = boot, ExcludeDataVolumeIds = [.. data] } };

        (await cloud.Ec2.CreateSnapshotsAsync(Request(true, first))).Snapshots!.Single().VolumeId.ShouldBe(second);
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateSnapshotsAsync(Request(false, root)))).ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task A_volume_has_few_pending_snapshots_and_seconds_between_them()
    {
        using var cloud = new Cloud();
        var volume = cloud.Region.AddVolume(new("/dev/sdf", 1000) { Used = 1 });
        Task<CreateSnapshotResponse> Take() => cloud.Ec2.CreateSnapshotAsync(new CreateSnapshotRequest { VolumeId = volume.Id });
        await Take();
        (await Cloud.RefusalAsync(Take)).ShouldBe("SnapshotCreationPerVolumeRateExceeded");
        for (var i = 0; i < 4; i++)
        {
            cloud.Step(TimeSpan.FromSeconds(15));
            await Take();
        }
        cloud.Step(TimeSpan.FromSeconds(15));
        (await Cloud.RefusalAsync(Take)).ShouldBe("ConcurrentSnapshotLimitExceeded");
    }

    [Fact]
    public async Task Deleting_a_pending_snapshot_takes_effect_when_it_is_completed()
    {
        using var cloud = new Cloud();
        var id = (await cloud.Ec2.CreateSnapshotAsync(new CreateSnapshotRequest { VolumeId = cloud.Region.AddVolume(new("/dev/sdf", 100)).Id })).Snapshot!.SnapshotId!;
        await cloud.Ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = id });
        cloud.Region.Snapshots.Contains(id).ShouldBeTrue();
        cloud.Settle();
        cloud.Region.Snapshots.Contains(id).ShouldBeFalse();
    }

    [Theory]
    [InlineData("gp3", 10, 2000, null, "InvalidParameterValue")]
    [InlineData("gp3", 10, 6000, null, "InvalidParameterValue")]
    [InlineData("gp3", 100, 3000, 1000, "InvalidParameterValue")]
    [InlineData("gp2", 100, 300, null, "InvalidParameterCombination")]
    [InlineData("io1", 10, null, null, "MissingParameter")]
    [InlineData("st1", 100, null, null, "InvalidParameterValue")]
    [InlineData("gp3", 100, 4000, 500, null)]
    [InlineData("io2", 100, 50000, null, null)]
    public async Task Volume_types_have_their_limits(string type, int size, int? iops, int? throughput, string? code)
    {
        using var cloud = new Cloud();
        var request = new CreateVolumeRequest { AvailabilityZone = "eu-west-1a", VolumeType = type, Size = size, Iops = iops, Throughput = throughput };
        if (code is null)
            (await cloud.Ec2.CreateVolumeAsync(request)).Volume!.Iops.ShouldBe(iops);
        else
            (await Cloud.RefusalAsync(() => cloud.Ec2.CreateVolumeAsync(request))).ShouldBe(code);
    }

    [Fact]
    public async Task A_volume_is_attached_in_its_zone_to_a_free_device()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server();
        var near = cloud.Region.AddVolume(new("", 1), "eu-west-1a");
        var far = cloud.Region.AddVolume(new("", 1), "eu-west-1b");
        AttachVolumeRequest Request(SimVolume volume, string device) => new() { VolumeId = volume.Id, InstanceId = instance.Id, Device = device };

        (await Cloud.RefusalAsync(() => cloud.Ec2.AttachVolumeAsync(Request(far, "/dev/sdf")))).ShouldBe("InvalidVolume.ZoneMismatch");
        (await Cloud.RefusalAsync(() => cloud.Ec2.AttachVolumeAsync(Request(near, "/dev/xvda")))).ShouldBe("InvalidParameterValue");
        (await cloud.Ec2.AttachVolumeAsync(Request(near, "/dev/sdf"))).Attachment!.State!.Value.ShouldBe("attaching");
        (await Cloud.RefusalAsync(() => cloud.Ec2.AttachVolumeAsync(Request(near, "/dev/sdg")))).ShouldBe("VolumeInUse");
        (await Cloud.RefusalAsync(() => cloud.Ec2.DetachVolumeAsync(new DetachVolumeRequest { VolumeId = instance.Volumes[0].VolumeId }))).ShouldBe("OperationNotPermitted");
        cloud.Settle();
        await cloud.Ec2.DetachVolumeAsync(new DetachVolumeRequest { VolumeId = near.Id });
        cloud.Settle();
        near.State.ShouldBe("available");
    }

    [Fact]
    public async Task Volumes_only_grow_and_four_times_a_day()
    {
        using var cloud = new Cloud();
        var volume = cloud.Region.AddVolume(new("", 10));
        Task<ModifyVolumeResponse> Grow(int size) => cloud.Ec2.ModifyVolumeAsync(new ModifyVolumeRequest { VolumeId = volume.Id, Size = size });
        (await Cloud.RefusalAsync(() => Grow(5))).ShouldBe("InvalidParameterValue");
        await Grow(11);
        (await Cloud.RefusalAsync(() => Grow(12))).ShouldBe("IncorrectModificationState");
        for (var size = 12; size < 15; size++)
        {
            cloud.Step(TimeSpan.FromHours(1));
            await Grow(size);
        }
        cloud.Step(TimeSpan.FromHours(1));
        volume.SizeGiB.ShouldBe(14);
        (await Cloud.RefusalAsync(() => Grow(20))).ShouldBe("VolumeModificationRateExceeded");
    }

    [Fact]
    public async Task Stopping_gives_a_borrowed_address_back_and_keeps_an_elastic_one()
    {
        using var cloud = new Cloud();
        var (borrowed, elastic) = (cloud.Server(), cloud.Region.AddInstance(new() { ElasticIp = true }));
        var (before, kept) = (borrowed.PublicIpAddress, elastic.PublicIpAddress);
        await cloud.Ec2.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [borrowed.Id, elastic.Id] });
        cloud.Settle();
        (borrowed.PublicIpAddress, elastic.PublicIpAddress).ShouldBe((null, kept));
        await cloud.Ec2.StartInstancesAsync(new StartInstancesRequest { InstanceIds = [borrowed.Id] });
        cloud.Settle();
        (borrowed.State, borrowed.PublicIpAddress == before).ShouldBe(("running", false));
    }

    [Fact]
    public async Task What_must_not_stop_is_not_stopped_and_nothing_beside_it()
    {
        using var cloud = new Cloud();
        var (plain, guarded, spot) = (cloud.Server(), cloud.Region.AddInstance(new() { StopProtection = true }), cloud.Region.AddInstance(new() { Lifecycle = "spot" }));
        (await Cloud.RefusalAsync(() => cloud.Ec2.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [plain.Id, guarded.Id] }))).ShouldBe("OperationNotPermitted");
        (await Cloud.RefusalAsync(() => cloud.Ec2.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [spot.Id] }))).ShouldBe("UnsupportedOperation");
        plain.State.ShouldBe("running");
    }

    [Fact]
    public async Task A_terminated_instance_takes_its_own_volumes_along()
    {
        using var cloud = new Cloud();
        cloud.Region.AddRule("EBS_VOLUME", 3);
        var instance = cloud.Server("db", new VolumeSeed("/dev/xvda", 8) { DeleteOnTermination = true }, new VolumeSeed("/dev/sdf", 8));
        var (root, data) = (instance.Volumes[0].VolumeId, instance.Volumes[1].VolumeId);
        await cloud.Ec2.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [instance.Id] });
        cloud.Step(TimeSpan.FromMinutes(1));

        (cloud.Region.BinnedVolumes.Contains(root), cloud.Region.Volumes.Find(data)!.State).ShouldBe((true, "available"));
        (await cloud.Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [instance.Id] })).Reservations!.Single().Instances!.Single().State!.Name!.Value.ShouldBe("terminated");
        cloud.Step(TimeSpan.FromHours(2));
        (await Cloud.RefusalAsync(() => cloud.Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [instance.Id] }))).ShouldBe("InvalidInstanceID.NotFound");
    }

    [Fact]
    public async Task A_launch_from_an_image_has_its_volumes_and_those_of_the_request()
    {
        using var cloud = new Cloud();
        var image = await cloud.ImageAsync("database", cloud.Server("db", new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 20)));
        var answer = await cloud.Ec2.RunInstancesAsync(new RunInstancesRequest
        {
            ImageId = image, InstanceType = "t3.small", MinCount = 1, MaxCount = 1,
            BlockDeviceMappings = [new() { DeviceName = "/dev/xvda", Ebs = new() { VolumeSize = 16, Encrypted = true } }, new() { DeviceName = "/dev/sdf", NoDevice = "" }, new() { DeviceName = "/dev/sdg", Ebs = new() { VolumeSize = 2 } }],
            TagSpecifications = [ImageCreationTests.Spec("volume", "a", "b")],
        });
        var instance = cloud.Region.Instances.Find(answer.Reservation!.Instances!.Single().InstanceId!)!;
        var volumes = instance.Volumes.Select(attachment => (attachment.Device, Volume: cloud.Region.Volumes.Find(attachment.VolumeId)!)).ToList();
        volumes.Select(each => (each.Device, each.Volume.SizeGiB, each.Volume.Encrypted)).ShouldBe([("/dev/xvda", 16, true), ("/dev/sdg", 2, false)]);
        volumes.ShouldAllBe(each => each.Volume.Tags["a"] == "b");
        cloud.Step(TimeSpan.FromDays(2));
        (await cloud.DescribeImageAsync(image)).LastLaunchedTime.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("m6g.large", "InvalidParameterValue")]
    [InlineData("x9.none", "InvalidParameterValue")]
    public async Task A_machine_must_fit_its_image(string type, string code)
    {
        using var cloud = new Cloud();
        var image = await cloud.ImageAsync("x86");
        (await Cloud.RefusalAsync(() => cloud.Ec2.RunInstancesAsync(new RunInstancesRequest { ImageId = image, InstanceType = type, MinCount = 1, MaxCount = 1 }))).ShouldBe(code);
    }

    [Fact]
    public async Task A_launch_with_a_key_that_cannot_be_used_is_terminated_with_the_reason()
    {
        using var cloud = new Cloud();
        var key = cloud.Region.AddKey();
        var image = await cloud.ImageAsync("secret", cloud.Server("secret", new VolumeSeed("/dev/xvda", 8) { Key = key }));
        key.State = "Disabled";
        var id = (await cloud.Ec2.RunInstancesAsync(new RunInstancesRequest { ImageId = image, InstanceType = "t3.small", MinCount = 1, MaxCount = 1 })).Reservation!.Instances!.Single().InstanceId!;
        cloud.Step(TimeSpan.FromMinutes(5));
        (cloud.Region.Instances.Find(id)!.State, cloud.Region.Instances.Find(id)!.StateReasonCode).ShouldBe(("terminated", "Client.InternalError"));
    }

    [Fact]
    public async Task An_image_comes_back_from_the_bin_as_it_was_after_its_snapshots()
    {
        using var cloud = new Cloud();
        cloud.Region.AddRule("EC2_IMAGE", 7);
        cloud.Region.AddRule("EBS_SNAPSHOT", 14);
        var id = await cloud.ImageAsync("precious");
        var image = cloud.Region.Images.Find(id)!;
        image.LaunchPermissions.Accounts.Add(Cloud.Stranger);
        image.Tags["keep"] = "me";
        var snapshot = image.SnapshotIds.Single();
        await cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id, DeleteAssociatedSnapshots = true });

        var binned = (await cloud.Ec2.ListImagesInRecycleBinAsync(new ListImagesInRecycleBinRequest())).Images!.Single();
        (binned.RecycleBinExitTime - binned.RecycleBinEnterTime).ShouldBe(TimeSpan.FromDays(7));
        (await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id] })).Images.ShouldBeEmpty();
        (await Cloud.RefusalAsync(() => cloud.Ec2.RestoreImageFromRecycleBinAsync(new RestoreImageFromRecycleBinRequest { ImageId = id }))).ShouldBe("IncorrectState");

        await cloud.Ec2.RestoreSnapshotFromRecycleBinAsync(new RestoreSnapshotFromRecycleBinRequest { SnapshotId = snapshot });
        await cloud.Ec2.RestoreImageFromRecycleBinAsync(new RestoreImageFromRecycleBinRequest { ImageId = id });
        cloud.Settle();
        var back = await cloud.DescribeImageAsync(id);
        (back.State!.Value, back.Name, back.Tags!.Single().Key).ShouldBe(("available", "precious", "keep"));
        (await cloud.DescribeImageAsync(id, account: Cloud.Stranger)).ImageId.ShouldBe(id);
        (await cloud.DescribeSnapshotAsync(snapshot)).State!.Value.ShouldBe("completed");
    }

    [Fact]
    public async Task A_second_stay_in_the_bin_has_an_end_of_its_own()
    {
        using var cloud = new Cloud();
        cloud.Region.AddRule("EBS_SNAPSHOT", 7);
        var snapshot = cloud.Region.AddSnapshot(new(8));
        Task Delete() => cloud.Ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = snapshot.Id });
        await Delete();
        cloud.Step(TimeSpan.FromDays(6));
        await cloud.Ec2.RestoreSnapshotFromRecycleBinAsync(new RestoreSnapshotFromRecycleBinRequest { SnapshotId = snapshot.Id });
        cloud.Settle();
        await Delete();
        cloud.Step(TimeSpan.FromDays(6));
        (await cloud.Ec2.ListSnapshotsInRecycleBinAsync(new ListSnapshotsInRecycleBinRequest())).Snapshots!.Count.ShouldBe(1);
        cloud.Step(TimeSpan.FromDays(2));
        (await Cloud.RefusalAsync(() => cloud.Ec2.RestoreSnapshotFromRecycleBinAsync(new RestoreSnapshotFromRecycleBinRequest { SnapshotId = snapshot.Id }))).ShouldBe("InvalidSnapshot.NotFound");
    }

    [Theory]
    [InlineData(false, 30)]
    [InlineData(true, 3)]
    public async Task The_longest_rule_wins_or_the_one_for_tags(bool tagsFirst, int days)
    {
        using var cloud = new Cloud(settings => settings.TagRulesBeatRegionRules = tagsFirst);
        cloud.Region.AddRule("EBS_SNAPSHOT", 30);
        cloud.Region.AddRule("EBS_SNAPSHOT", 3, new("team", "red"));
        var snapshot = cloud.Region.AddSnapshot(new(8) { Tags = new Dictionary<string, string> { ["team"] = "red" } });
        await cloud.Ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = snapshot.Id });
        (snapshot.Bin!.Exits - snapshot.Bin.Entered).ShouldBe(TimeSpan.FromDays(days));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_that_was_used_meanwhile_stands_in_the_way_or_not(bool refused)
    {
        using var cloud = new Cloud(settings => settings.RestoredNamesMustBeFree = refused);
        cloud.Region.AddRule("EC2_IMAGE", 7);
        var id = await cloud.ImageAsync("name");
        await cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id });
        await cloud.ImageAsync("name");
        Task Restore() => cloud.Ec2.RestoreImageFromRecycleBinAsync(new RestoreImageFromRecycleBinRequest { ImageId = id });
        if (refused)
            (await Cloud.RefusalAsync(Restore)).ShouldBe("InvalidAMIName.Duplicate");
        else
            await Restore();
    }

    [Theory]
    [InlineData(DryRunOrder.AfterExistence, "InvalidSnapshot.NotFound")]
    [InlineData(DryRunOrder.BeforeExistence, "DryRunOperation")]
    public async Task Dry_runs_change_nothing_and_come_before_or_after_existence(DryRunOrder order, string code)
    {
        using var cloud = new Cloud(settings => settings.DryRun = order);
        var snapshot = cloud.Region.AddSnapshot(new(8));
        using var client = new Kernel.WireClient(cloud.Simulator) { Service = "ec2", Region = Cloud.Home };
        Task<(System.Net.HttpStatusCode Status, string? Code)> Try(string id) => client.ErrorAsync(("Action", "DeleteSnapshot"), ("Version", "2016-11-15"), ("SnapshotId", id), ("DryRun", "true"));

        (await Try(snapshot.Id)).ShouldBe((System.Net.HttpStatusCode.PreconditionFailed, "DryRunOperation"));
        (await Try("snap-0123456789abcdef0")).Code.ShouldBe(code);
        cloud.Region.Snapshots.Contains(snapshot.Id).ShouldBeTrue();
    }
}
