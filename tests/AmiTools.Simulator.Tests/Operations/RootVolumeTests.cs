using Amazon.EC2.Model;

namespace AmiTools.Simulator.Tests.Operations;

public sealed class RootVolumeTests
{
    [Fact]
    public async Task A_root_goes_back_to_a_snapshot_of_it_and_the_instance_reboots()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server("web", new VolumeSeed("/dev/xvda", 20) { DeleteOnTermination = true }, new VolumeSeed("/dev/sdf", 5));
        var old = instance.Volumes[0].VolumeId;
        var snapshot = cloud.Region.AddSnapshot(new(20) { Volume = cloud.Region.Volumes.Find(old) });
        var task = (await cloud.Ec2.CreateReplaceRootVolumeTaskAsync(new CreateReplaceRootVolumeTaskRequest { InstanceId = instance.Id, SnapshotId = snapshot.Id })).ReplaceRootVolumeTask!;
        (task.TaskState!.Value, task.SnapshotId, task.CompleteTime).ShouldBe(("pending", snapshot.Id, null));
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateReplaceRootVolumeTaskAsync(new CreateReplaceRootVolumeTaskRequest { InstanceId = instance.Id }))).ShouldBe("IncorrectState");
        cloud.Step(TimeSpan.FromSeconds(10));
        (await StateAsync(cloud, task)).ShouldBe("in-progress");
        cloud.Settle();

        (await StateAsync(cloud, task)).ShouldBe("succeeded");
        var root = cloud.Region.Volumes.Find(instance.Volumes[0].VolumeId)!;
        (root.SnapshotId, root.SizeGiB, instance.Volumes[0].Device, instance.Volumes[0].DeleteOnTermination, instance.Reboots).ShouldBe((snapshot.Id, 20, "/dev/xvda", true, 1));
        cloud.Region.Volumes.Find(old)!.State.ShouldBe("available");
        // The snapshot is one of a former root now, and can be used again.
        await cloud.Ec2.CreateReplaceRootVolumeTaskAsync(new CreateReplaceRootVolumeTaskRequest { InstanceId = instance.Id, SnapshotId = snapshot.Id, DeleteReplacedRootVolume = true });
        cloud.Settle();
        cloud.Region.Volumes.Contains(root.Id).ShouldBeFalse();
    }

    [Fact]
    public async Task An_image_brings_its_root_and_its_size()
    {
        using var cloud = new Cloud();
        var (small, large) = (cloud.Server("small", new VolumeSeed("/dev/xvda", 8)), cloud.Server("large", new VolumeSeed("/dev/xvda", 30)));
        var image = await cloud.ImageAsync("large", large);
        await cloud.Ec2.CreateReplaceRootVolumeTaskAsync(new CreateReplaceRootVolumeTaskRequest { InstanceId = small.Id, ImageId = image });
        cloud.Settle();
        (small.ImageId, cloud.Region.Volumes.Find(small.Volumes[0].VolumeId)!.SizeGiB).ShouldBe((image, 30));
        var tiny = await cloud.ImageAsync("tiny");
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateReplaceRootVolumeTaskAsync(new CreateReplaceRootVolumeTaskRequest { InstanceId = large.Id, ImageId = tiny }))).ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task What_is_not_of_the_root_is_refused()
    {
        using var cloud = new Cloud();
        var (instance, other, stopped) = (cloud.Server(), cloud.Server("other"), cloud.Region.AddInstance(new() { State = "stopped" }));
        var foreign = cloud.Region.AddSnapshot(new(8) { Volume = cloud.Region.Volumes.Find(other.Volumes[0].VolumeId) });
        Task Replace(SimInstance which, string? snapshot = null, string? image = null) =>
            cloud.Ec2.CreateReplaceRootVolumeTaskAsync(new CreateReplaceRootVolumeTaskRequest { InstanceId = which.Id, SnapshotId = snapshot, ImageId = image });
        (await Cloud.RefusalAsync(() => Replace(instance, foreign.Id))).ShouldBe("InvalidParameterValue");
        (await Cloud.RefusalAsync(() => Replace(stopped))).ShouldBe("IncorrectInstanceState");
        var arm = await cloud.ImageAsync("arm", cloud.Region.AddInstance(new() { Architecture = "arm64", InstanceType = "t4g.small" }));
        (await Cloud.RefusalAsync(() => Replace(instance, image: arm))).ShouldBe("InvalidParameterValue");
        (await Cloud.RefusalAsync(() => Replace(instance, foreign.Id, arm))).ShouldBe("InvalidParameterCombination");
        instance.Reboots.ShouldBe(0);
    }

    [Theory]
    [InlineData("failed", 1)]
    [InlineData("failed-detached", 0)]
    public async Task A_replacement_that_fails_leaves_the_old_root_or_none(string state, int volumes)
    {
        using var cloud = new Cloud();
        var instance = cloud.Server();
        cloud.Simulator.Mishaps.FailRootReplacements(state);
        var task = (await cloud.Ec2.CreateReplaceRootVolumeTaskAsync(new CreateReplaceRootVolumeTaskRequest { InstanceId = instance.Id })).ReplaceRootVolumeTask!;
        cloud.Step(TimeSpan.FromSeconds(97));
        (await StateAsync(cloud, task)).ShouldBe("failing");
        cloud.Settle();
        (await StateAsync(cloud, task)).ShouldBe(state);
        instance.Volumes.Count.ShouldBe(volumes);
    }

    [Fact]
    public async Task Tasks_come_in_pages_by_instance_and_once_per_token()
    {
        using var cloud = new Cloud();
        var instances = new[] { cloud.Server("a"), cloud.Server("b"), cloud.Server("c") };
        foreach (var instance in instances)
        {
            var request = new CreateReplaceRootVolumeTaskRequest { InstanceId = instance.Id, ClientToken = instance.Id, TagSpecifications = [ImageCreationTests.Spec("replace-root-volume-task", "why", "test")] };
            var first = await cloud.Ec2.CreateReplaceRootVolumeTaskAsync(request);
            (await cloud.Ec2.CreateReplaceRootVolumeTaskAsync(request)).ReplaceRootVolumeTask!.ReplaceRootVolumeTaskId.ShouldBe(first.ReplaceRootVolumeTask!.ReplaceRootVolumeTaskId);
        }

        var page = await cloud.Ec2.DescribeReplaceRootVolumeTasksAsync(new DescribeReplaceRootVolumeTasksRequest { MaxResults = 2 });
        (page.ReplaceRootVolumeTasks!.Count, page.NextToken is null).ShouldBe((2, false));
        var one = await cloud.Ec2.DescribeReplaceRootVolumeTasksAsync(new DescribeReplaceRootVolumeTasksRequest { Filters = [new("instance-id", [instances[1].Id])] });
        one.ReplaceRootVolumeTasks!.ShouldHaveSingleItem().Tags!.ShouldHaveSingleItem().Value.ShouldBe("test");
        (await Cloud.RefusalAsync(() => cloud.Ec2.DescribeReplaceRootVolumeTasksAsync(new DescribeReplaceRootVolumeTasksRequest { ReplaceRootVolumeTaskIds = ["replacevol-00000000000000000"] }))).ShouldBe("InvalidReplaceRootVolumeTaskId.NotFound");
    }

    [Fact]
    public async Task Whether_a_volume_goes_with_its_instance_can_be_changed_and_needs_the_device()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server("db", new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 8));
        ModifyInstanceAttributeRequest Request(string device) => new() { InstanceId = instance.Id, BlockDeviceMappings = [new() { DeviceName = device, Ebs = new() { DeleteOnTermination = true } }] };
        await cloud.Ec2.ModifyInstanceAttributeAsync(Request("/dev/sdf"));
        instance.Volumes.Select(attachment => attachment.DeleteOnTermination).ShouldBe([false, true]);
        (await Cloud.RefusalAsync(() => cloud.Ec2.ModifyInstanceAttributeAsync(Request("/dev/sdz")))).ShouldBe("InvalidInstanceAttributeValue");
        (await Cloud.RefusalAsync(() => cloud.Ec2.ModifyInstanceAttributeAsync(new ModifyInstanceAttributeRequest { InstanceId = instance.Id, InstanceType = "t3.small" }))).ShouldBe("IncorrectInstanceState");
        await cloud.Ec2.ModifyInstanceAttributeAsync(new ModifyInstanceAttributeRequest { InstanceId = instance.Id, DisableApiStop = true });
        instance.DisableApiStop.ShouldBeTrue();
    }

    [Fact]
    public async Task Volumes_of_a_type_have_a_quota_together()
    {
        using var cloud = new Cloud();
        cloud.Simulator.Account().Quotas.VolumeStorageGiB = 100;
        Task Make(string type) => cloud.Ec2.CreateVolumeAsync(new CreateVolumeRequest { AvailabilityZone = "eu-west-1a", VolumeType = type, Size = 60 });
        await Make("gp3");
        (await Cloud.RefusalAsync(() => Make("gp3"))).ShouldBe("VolumeLimitExceeded");
        await Make("gp2");
    }

    private static async Task<string> StateAsync(Cloud cloud, ReplaceRootVolumeTask task) =>
        (await cloud.Ec2.DescribeReplaceRootVolumeTasksAsync(new DescribeReplaceRootVolumeTasksRequest { ReplaceRootVolumeTaskIds = [task.ReplaceRootVolumeTaskId!] })).ReplaceRootVolumeTasks!.Single().TaskState!.Value;
}
