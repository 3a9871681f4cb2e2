using Amazon.EC2.Model;

namespace AmiTools.Simulator.Tests.Operations;

public sealed class ImageCreationTests
{
    [Fact]
    public async Task An_image_is_pending_until_all_its_snapshots_complete_together()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server("db", new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 100) { Used = 0.9 });

        var id = (await cloud.Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = instance.Id, Name = "db-1", Description = "nightly", NoReboot = true })).ImageId!;
        var image = await cloud.DescribeImageAsync(id);
        image.State!.Value.ShouldBe("pending");
        image.SourceInstanceId.ShouldBe(instance.Id);
        image.SourceImageId.ShouldBe(instance.ImageId);
        image.SourceImageRegion.ShouldBe(Cloud.Home);
        image.BlockDeviceMappings!.Select(device => device.DeviceName).ShouldBe(["/dev/xvda", "/dev/sdf"]);

        cloud.Step(TimeSpan.FromMinutes(5));
        var snapshots = await SnapshotsOf(cloud, image);
        snapshots[0].Progress.ShouldBe("99%");
        int.Parse(snapshots[1].Progress!.TrimEnd('%')).ShouldBeInRange(1, 98);
        snapshots.ShouldAllBe(snapshot => snapshot.State!.Value == "pending" && snapshot.Description == $"Created by CreateImage({instance.Id}) for {id}");

        cloud.Settle();
        (await cloud.DescribeImageAsync(id)).State!.Value.ShouldBe("available");
        snapshots = await SnapshotsOf(cloud, image);
        snapshots.ShouldAllBe(snapshot => snapshot.State!.Value == "completed" && snapshot.Progress == "100%" && snapshot.FullSnapshotSizeInBytes > 0);
        snapshots.Select(snapshot => snapshot.CompletionTime).Distinct().Count().ShouldBe(1);
        instance.Reboots.ShouldBe(0);
    }

    [Fact]
    public async Task Without_NoReboot_a_running_instance_is_rebooted_and_a_stopped_one_is_not()
    {
        using var cloud = new Cloud();
        var running = cloud.Server("a");
        var stopped = cloud.Region.AddInstance(new() { Name = "b", State = "stopped" });

        await cloud.Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = running.Id, Name = "image-a" });
        await cloud.Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = stopped.Id, Name = "image-b" });

        (running.Reboots, stopped.Reboots).ShouldBe((1, 0));
        running.State.ShouldBe("running");
    }

    [Fact]
    public async Task Tags_at_birth_go_to_the_image_and_to_every_snapshot()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server("db", new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 10));
        var request = new CreateImageRequest { InstanceId = instance.Id, Name = "tagged", TagSpecifications = [Spec("image", "kind", "image"), Spec("snapshot", "kind", "snapshot")] };

        var image = await cloud.DescribeImageAsync((await cloud.Ec2.CreateImageAsync(request)).ImageId!);
        image.Tags!.Single().Value.ShouldBe("image");
        (await SnapshotsOf(cloud, image)).ShouldAllBe(snapshot => snapshot.Tags!.Single().Value == "snapshot");

        request.Name = "wrong";
        request.TagSpecifications = [Spec("volume", "a", "b")];
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateImageAsync(request))).ShouldBe("InvalidParameterValue");
        request.TagSpecifications = [Spec("image", "aws:mine", "b")];
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateImageAsync(request))).ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task Whoever_may_not_tag_may_not_tag_at_birth()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server();
        using var denial = cloud.Region.Account.Policy.Deny("ec2:CreateTags");

        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = instance.Id, Name = "tagged", TagSpecifications = [Spec("image", "a", "b")] }))).ShouldBe("UnauthorizedOperation");
        cloud.Region.Images.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mapping_grows_a_volume_adds_one_leaves_one_out_and_keeps_instance_store()
    {
        using var cloud = new Cloud();
        var instance = cloud.Region.AddInstance(new()
        {
            InstanceType = "m5d.large",
            Volumes = [new("/dev/xvda", 8), new("/dev/sdf", 20)],
            InstanceStore = new Dictionary<string, string> { ["/dev/sdc"] = "ephemeral0" },
        });
        var request = new CreateImageRequest
        {
            InstanceId = instance.Id,
            Name = "mapped",
            BlockDeviceMappings =
            [
                new() { DeviceName = "/dev/xvda", Ebs = new() { VolumeSize = 12, DeleteOnTermination = false } },
                new() { DeviceName = "/dev/sdf", NoDevice = "" },
                new() { DeviceName = "/dev/sdg", Ebs = new() { VolumeSize = 5, VolumeType = "gp3" } },
            ],
        };

        var image = await cloud.DescribeImageAsync((await cloud.Ec2.CreateImageAsync(request)).ImageId!);
        image.BlockDeviceMappings!.Select(device => (device.DeviceName, device.Ebs?.VolumeSize, device.VirtualName)).ShouldBe(
            [("/dev/xvda", 12, null), ("/dev/sdc", null, "ephemeral0"), ("/dev/sdg", 5, null)]);
        image.BlockDeviceMappings![0].Ebs!.DeleteOnTermination.ShouldBe(false);
        image.BlockDeviceMappings![2].Ebs!.SnapshotId.ShouldBeNull();

        request.Name = "smaller";
        request.BlockDeviceMappings = [new() { DeviceName = "/dev/xvda", Ebs = new() { VolumeSize = 4 } }];
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateImageAsync(request))).ShouldBe("InvalidBlockDeviceMapping");

        cloud.Simulator.Settings.CreateImageMayChangeVolumes = false;
        request.BlockDeviceMappings = [new() { DeviceName = "/dev/xvda", Ebs = new() { VolumeSize = 12 } }];
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateImageAsync(request))).ShouldBe("InvalidBlockDeviceMapping");
    }

    [Theory]
    [InlineData("/dev/xvda", "/dev/xvda", "InvalidBlockDeviceMapping")]
    [InlineData("/dev/sdg", "/dev/sdh", "InvalidParameterCombination")]
    public async Task Contradictory_mappings_are_refused(string first, string second, string code)
    {
        using var cloud = new Cloud();
        var instance = cloud.Server();
        List<BlockDeviceMapping> mappings =
        [
            new() { DeviceName = first, Ebs = new() { VolumeSize = 8 } },
            new() { DeviceName = second, VirtualName = first == second ? null : "ephemeral0", Ebs = new() { VolumeSize = 9 } },
        ];

        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = instance.Id, Name = "image", BlockDeviceMappings = mappings }))).ShouldBe(code);
    }

    [Fact]
    public async Task Names_are_unique_until_the_image_is_deregistered()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server();
        var id = await cloud.ImageAsync("daily", instance);
        var again = new CreateImageRequest { InstanceId = instance.Id, Name = "daily" };

        var refused = await Should.ThrowAsync<Amazon.EC2.AmazonEC2Exception>(() => cloud.Ec2.CreateImageAsync(again));
        refused.ErrorCode.ShouldBe("InvalidAMIName.Duplicate");
        refused.Message.ShouldContain(id);

        await cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id });
        (await cloud.Ec2.CreateImageAsync(again)).ImageId.ShouldNotBe(id);
    }

    [Theory]
    [InlineData(true, "InvalidAMIName.Duplicate")]
    [InlineData(false, null)]
    public async Task A_failed_image_keeps_its_name_or_not(bool keeps, string? code)
    {
        using var cloud = new Cloud(settings => settings.FailedImagesKeepTheirName = keeps);
        cloud.Simulator.Mishaps.FailSnapshots("The disk is on fire");
        var instance = cloud.Server();
        var id = await cloud.ImageAsync("daily", instance);
        var failed = await cloud.DescribeImageAsync(id);
        failed.State!.Value.ShouldBe("failed");
        failed.StateReason!.Message.ShouldBe("The disk is on fire");

        var again = new CreateImageRequest { InstanceId = instance.Id, Name = "daily" };
        if (code is null)
            await cloud.Ec2.CreateImageAsync(again);
        else
            (await Cloud.RefusalAsync(() => cloud.Ec2.CreateImageAsync(again))).ShouldBe(code);
    }

    [Fact]
    public async Task One_instance_has_only_so_many_images_without_reboot_in_the_making()
    {
        using var cloud = new Cloud(settings => settings.ConcurrentNoRebootImages = 2);
        var instance = cloud.Server();
        Task<CreateImageResponse> Create(int number) => cloud.Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = instance.Id, Name = $"image-{number}", NoReboot = true });
        await Create(1);
        await Create(2);

        (await Cloud.RefusalAsync(() => Create(3))).ShouldBe("ConcurrentCreateImageNoRebootLimitExceeded");
        cloud.Settle();
        await Create(3);
    }

    [Theory]
    [InlineData("xx", "InvalidAMIName.Malformed")]
    [InlineData("a*b", "InvalidAMIName.Malformed")]
    public async Task Bad_names_are_refused(string name, string code)
    {
        using var cloud = new Cloud();
        var instance = cloud.Server();
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = instance.Id, Name = name }))).ShouldBe(code);
    }

    [Fact]
    public async Task What_is_not_there_or_not_ready_is_refused()
    {
        using var cloud = new Cloud();
        Task<string> Refusal(string id) => Cloud.RefusalAsync(() => cloud.Ec2.CreateImageAsync(new CreateImageRequest { InstanceId = id, Name = "image" }));

        (await Refusal("i-nonsense")).ShouldBe("InvalidInstanceID.Malformed");
        (await Refusal("i-0123456789abcdef0")).ShouldBe("InvalidInstanceID.NotFound");
        (await Refusal(cloud.Region.AddInstance(new() { State = "stopping" }).Id)).ShouldBe("IncorrectInstanceState");
    }

    internal static TagSpecification Spec(string kind, string key, string value) => new() { ResourceType = kind, Tags = [new(key, value)] };

    internal static async Task<List<Snapshot>> SnapshotsOf(Cloud cloud, Image image)
    {
        var snapshots = new List<Snapshot>();
        foreach (var device in image.BlockDeviceMappings!.Where(device => device.Ebs?.SnapshotId is not null))
            snapshots.Add(await cloud.DescribeSnapshotAsync(device.Ebs!.SnapshotId!));
        return snapshots;
    }
}
