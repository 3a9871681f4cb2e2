using Amazon.EC2.Model;

namespace AmiTools.Simulator.Tests.Operations;

/// <summary>Images in buckets: stored, listed, and made anew.</summary>
public sealed class StoredImageTests
{
    private const string Bucket = "archive";

    [Fact]
    public async Task A_task_goes_on_with_the_clock_and_ends_with_an_object()
    {
        using var cloud = Clouded();
        var id = await cloud.ImageAsync("mine");
        (await cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = id, Bucket = Bucket + "/old" })).ObjectKey.ShouldBe($"old/{id}.bin");
        (await TaskAsync(cloud, id)).ShouldSatisfyAllConditions(task => task.StoreTaskState.ShouldBe("InProgress"), task => task.ProgressPercentage.ShouldBe(0));
        cloud.Simulator.Buckets[Bucket].Objects.ShouldBeEmpty();
        cloud.Step(TimeSpan.FromSeconds(30));
        (await TaskAsync(cloud, id)).ProgressPercentage!.Value.ShouldBeInRange(1, 99);
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = id, Bucket = Bucket }))).ShouldBe("InvalidRequest");
        cloud.Settle();
        (await TaskAsync(cloud, id)).StoreTaskState.ShouldBe("Completed");
        cloud.Simulator.Buckets[Bucket].Objects.Keys.ShouldBe([$"old/{id}.bin"]);
        cloud.Step(TimeSpan.FromDays(32));
        (await cloud.Ec2.DescribeStoreImageTasksAsync(new() { ImageIds = [id] })).StoreImageTaskResults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tasks_come_newest_first_in_pages()
    {
        using var cloud = Clouded();
        List<string> ids = [];
        for (var number = 0; number < 5; number++)
        {
            ids.Insert(0, await cloud.ImageAsync($"image {number}"));
            await cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = ids[0], Bucket = Bucket });
            cloud.Settle();
        }
        List<string> listed = [];
        string? token = null;
        do
        {
            var page = await cloud.Ec2.DescribeStoreImageTasksAsync(new() { MaxResults = 2, NextToken = token, Filters = [new("bucket", [Bucket])] });
            listed.AddRange(page.StoreImageTaskResults!.Select(task => task.AmiId!));
            token = page.NextToken;
        }
        while (token is not null);
        listed.ShouldBe(ids);
        (await Cloud.RefusalAsync(() => cloud.Ec2.DescribeStoreImageTasksAsync(new() { ImageIds = [ids[0]], MaxResults = 5 }))).ShouldBe("InvalidParameterCombination");
    }

    [Fact]
    public async Task An_image_of_an_object_has_a_new_id_the_old_tags_and_the_accounts_own_encryption()
    {
        using var cloud = Clouded();
        var id = await cloud.ImageAsync("mine");
        cloud.Region.Images.Find(id)!.Tags["Owner"] = "ops";
        await cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = id, Bucket = Bucket });
        cloud.Settle();
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateRestoreImageTaskAsync(new() { Bucket = Bucket, ObjectKey = $"{id}.bin" }))).ShouldBe("InvalidAMIName.Duplicate");
        await cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id, DeleteAssociatedSnapshots = true });
        cloud.Region.EncryptByDefault = true;
        var restored = (await cloud.Ec2.CreateRestoreImageTaskAsync(new() { Bucket = Bucket, ObjectKey = $"{id}.bin" })).ImageId!;
        restored.ShouldNotBe(id);
        (await cloud.DescribeImageAsync(restored)).State!.Value.ShouldBe("pending");
        cloud.Settle();
        var image = cloud.Region.Images.Find(restored)!;
        (image.State, image.Name, image.Tags["Owner"], image.SourceImageId, image.BlockDevices[0].Encrypted).ShouldBe(("available", "mine", "ops", id, true));
    }

    [Theory]
    [InlineData("nowhere", "NoSuchBucket")]
    [InlineData("foreign", "AccessDenied")]
    [InlineData("away", "InvalidParameterValue")]
    public async Task Buckets_that_cannot_be_used_are_refused_or_fail_the_task_later(string bucket, string code)
    {
        using var cloud = Clouded();
        cloud.Simulator.AddBucket("foreign", Cloud.Home, Cloud.Stranger);
        cloud.Simulator.AddBucket("away", Cloud.Away);
        var id = await cloud.ImageAsync("mine");
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = id, Bucket = bucket }))).ShouldBe(code);
        cloud.Simulator.Settings.StoreTasksCheckBucketsLate = true;
        await cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = id, Bucket = bucket });
        cloud.Settle();
        (await TaskAsync(cloud, id)).ShouldSatisfyAllConditions(task => task.StoreTaskState.ShouldBe("Failed"), task => task.StoreTaskFailureReason.ShouldNotBeNullOrEmpty());
    }

    [Fact]
    public async Task Quotas_hold_for_one_image_and_for_all_in_progress()
    {
        using var cloud = Clouded();
        var big = await cloud.ImageAsync("big", cloud.Server("big", new VolumeSeed("/dev/xvda", 1000) { Used = 0.01 }));
        var other = await cloud.ImageAsync("other", cloud.Server("other", new VolumeSeed("/dev/xvda", 300) { Used = 0.01 }));
        await cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = big, Bucket = Bucket });
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = other, Bucket = Bucket }))).ShouldBe("ResourceLimitExceeded");
        cloud.Settle();
        await cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = other, Bucket = Bucket });
        cloud.Simulator.Account().Quotas.StoredImageGB = 1000;
        (await Cloud.RefusalAsync(() => cloud.Ec2.CreateStoreImageTaskAsync(new() { ImageId = big, Bucket = Bucket }))).ShouldBe("InvalidParameterValue");
    }

    private static Cloud Clouded()
    {
        var cloud = new Cloud();
        cloud.Simulator.AddBucket(Bucket, Cloud.Home);
        return cloud;
    }

    private static async Task<StoreImageTaskResult> TaskAsync(Cloud cloud, string id) => (await cloud.Ec2.DescribeStoreImageTasksAsync(new() { ImageIds = [id] })).StoreImageTaskResults!.First();
}
