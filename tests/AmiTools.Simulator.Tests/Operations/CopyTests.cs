using Amazon.EC2;
using Amazon.EC2.Model;

namespace AmiTools.Simulator.Tests.Operations;

public sealed class CopyTests
{
    [Fact]
    public async Task A_copy_has_snapshots_of_its_own_and_remembers_its_source()
    {
        using var cloud = new Cloud();
        var source = await cloud.ImageAsync("source");
        var sourceSnapshot = cloud.Region.Images.Find(source)!.SnapshotIds.Single();
        var born = cloud.Simulator.Now;

        var id = await CopyAsync(cloud, source, "copy");
        (await cloud.DescribeImageAsync(id, Cloud.Away)).State!.Value.ShouldBe("pending");
        cloud.Settle();

        var copy = await cloud.DescribeImageAsync(id, Cloud.Away);
        (copy.State!.Value, copy.SourceImageId, copy.SourceImageRegion, copy.SourceInstanceId).ShouldBe(("available", source, Cloud.Home, null));
        var snapshot = await cloud.DescribeSnapshotAsync(copy.BlockDeviceMappings!.Single().Ebs!.SnapshotId!, Cloud.Away);
        snapshot.SnapshotId.ShouldNotBe(sourceSnapshot);
        snapshot.VolumeId.ShouldBe(SimSnapshot.NoVolume);
        snapshot.Description.ShouldBe(FormattableString.Invariant($"Copied for DestinationAmi {id} from SourceAmi {source} for SourceSnapshot {sourceSnapshot}. Task created on {born.ToUnixTimeMilliseconds():N0}."));
    }

    /// <summary>AWS's matrix: what the source is, what was asked, and what comes of it.</summary>
    [Theory]
    [InlineData("plain", null, null, false, "plain")]
    [InlineData("plain", false, null, false, "plain")]
    [InlineData("plain", null, null, true, "default")]
    [InlineData("plain", true, null, false, "default")]
    [InlineData("plain", true, "alias/away", false, "alias/away")]
    [InlineData("encrypted", null, null, false, "default")]
    [InlineData("encrypted", true, "alias/away", false, "alias/away")]
    [InlineData("encrypted", false, null, false, "InvalidRequest")]
    [InlineData("plain", null, "alias/away", false, "InvalidParameterDependency")]
    public async Task Encryption_follows_the_matrix(string source, bool? encrypted, string? key, bool byDefault, string expected)
    {
        using var cloud = new Cloud();
        var away = cloud.Simulator.Account().Region(Cloud.Away);
        away.AddKey("alias/away");
        away.EncryptByDefault = byDefault;
        var instance = cloud.Server("source", new VolumeSeed("/dev/xvda", 8) { Key = source == "encrypted" ? cloud.Region.AddKey() : null });
        var request = new CopyImageRequest { Name = "copy", SourceImageId = await cloud.ImageAsync("source", instance), SourceRegion = Cloud.Home, Encrypted = encrypted, KmsKeyId = key };

        if (expected.StartsWith("Invalid", StringComparison.Ordinal))
        {
            (await Cloud.RefusalAsync(() => cloud.Client(Cloud.Away).CopyImageAsync(request))).ShouldBe(expected);
            return;
        }
        var id = (await cloud.Client(Cloud.Away).CopyImageAsync(request)).ImageId!;
        cloud.Settle();
        var image = await cloud.DescribeImageAsync(id, Cloud.Away);
        image.State!.Value.ShouldBe("available");
        var snapshot = await cloud.DescribeSnapshotAsync(image.BlockDeviceMappings!.Single().Ebs!.SnapshotId!, Cloud.Away);
        snapshot.KmsKeyId.ShouldBe(expected switch { "plain" => null, "default" => away.EbsKey.Arn, _ => away.FindKey(expected)!.Arn });
    }

    [Fact]
    public async Task A_copy_in_its_own_region_keeps_its_key_and_moves_nothing()
    {
        using var cloud = new Cloud();
        var key = cloud.Region.AddKey();
        var id = await CopyAsync(cloud, await cloud.ImageAsync("source", cloud.Server("source", new VolumeSeed("/dev/xvda", 500) { Used = 1, Key = key })), "copy", Cloud.Home);

        cloud.Step(TimeSpan.FromMinutes(1));
        var image = await cloud.DescribeImageAsync(id);
        image.State!.Value.ShouldBe("available");
        (await cloud.DescribeSnapshotAsync(image.BlockDeviceMappings!.Single().Ebs!.SnapshotId!)).KmsKeyId.ShouldBe(key.Arn);
    }

    [Fact]
    public async Task The_first_copy_of_a_volume_is_full_and_the_next_one_only_what_changed()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server("db", new VolumeSeed("/dev/xvda", 100) { Used = 1 });
        var (first, second) = (await cloud.ImageAsync("one", instance), await cloud.ImageAsync("two", instance));

        async Task<TimeSpan> Duration(string source, string name)
        {
            var start = cloud.Simulator.Now;
            var id = await CopyAsync(cloud, source, name);
            cloud.Settle();
            var snapshot = cloud.Simulator.FindImage(Cloud.Away, id)!.SnapshotIds.Single();
            return cloud.Simulator.FindSnapshot(Cloud.Away, snapshot)!.CompletionTime!.Value - start;
        }

        var (full, incremental) = (await Duration(first, "one"), await Duration(second, "two"));
        full.ShouldBeGreaterThan(incremental * 5);
    }

    [Theory]
    [InlineData("alias/none")]
    [InlineData("arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555")]
    public async Task A_bad_key_is_accepted_and_fails_later_with_the_reason(string key)
    {
        using var cloud = new Cloud();
        var source = await cloud.ImageAsync("source");
        var id = (await cloud.Client(Cloud.Away).CopyImageAsync(new CopyImageRequest { Name = "copy", SourceImageId = source, SourceRegion = Cloud.Home, Encrypted = true, KmsKeyId = key })).ImageId!;
        (await cloud.DescribeImageAsync(id, Cloud.Away)).State!.Value.ShouldBe("pending");

        cloud.Settle();
        var image = await cloud.DescribeImageAsync(id, Cloud.Away);
        (image.State!.Value, image.StateReason!.Message).ShouldBe(("failed", "Given key ID is not accessible"));
        (await cloud.DescribeSnapshotAsync(image.BlockDeviceMappings!.Single().Ebs!.SnapshotId!, Cloud.Away)).State!.Value.ShouldBe("error");
    }

    [Fact]
    public async Task A_token_makes_a_second_request_harmless_and_refuses_another_one()
    {
        using var cloud = new Cloud();
        var away = cloud.Client(Cloud.Away);
        var request = new CopyImageRequest { Name = "copy", SourceImageId = await cloud.ImageAsync("source"), SourceRegion = Cloud.Home, ClientToken = "token" };

        var first = (await away.CopyImageAsync(request)).ImageId;
        (await away.CopyImageAsync(request)).ImageId.ShouldBe(first);
        cloud.Simulator.Account().Region(Cloud.Away).Images.Count.ShouldBe(1);
        request.Name = "other";
        (await Cloud.RefusalAsync(() => away.CopyImageAsync(request))).ShouldBe("IdempotentParameterMismatch");
    }

    [Fact]
    public async Task Tags_come_along_only_when_asked_and_those_given_win()
    {
        using var cloud = new Cloud();
        var source = await cloud.ImageAsync("source");
        cloud.Region.Images.Find(source)!.Tags.Set([new("a", "source"), new("b", "source"), new("aws:x", "AWS")]);
        var away = cloud.Client(Cloud.Away);

        var bare = await cloud.DescribeImageAsync(await CopyAsync(cloud, source, "bare"), Cloud.Away);
        bare.Tags.ShouldBeNull();
        var tagged = (await away.CopyImageAsync(new CopyImageRequest
        {
            Name = "tagged", SourceImageId = source, SourceRegion = Cloud.Home, CopyImageTags = true, TagSpecifications = [ImageCreationTests.Spec("image", "b", "given"), ImageCreationTests.Spec("snapshot", "c", "snapshot")],
        })).ImageId!;
        var image = await cloud.DescribeImageAsync(tagged, Cloud.Away);
        image.Tags!.Select(tag => (tag.Key, tag.Value)).Order().ShouldBe([("a", "source"), ("b", "given")]);
        (await cloud.DescribeSnapshotAsync(image.BlockDeviceMappings!.Single().Ebs!.SnapshotId!, Cloud.Away)).Tags!.Single().Key.ShouldBe("c");
    }

    [Fact]
    public async Task Another_account_needs_the_image_and_its_storage()
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("shared");
        var image = cloud.Region.Images.Find(id)!;
        var stranger = cloud.Client(Cloud.Away, Cloud.Stranger);
        var request = new CopyImageRequest { Name = "copy", SourceImageId = id, SourceRegion = Cloud.Home };

        (await Cloud.RefusalAsync(() => stranger.CopyImageAsync(request))).ShouldBe("InvalidAMIID.NotFound");
        image.LaunchPermissions.Accounts.Add(Cloud.Stranger);
        var refused = await Should.ThrowAsync<AmazonEC2Exception>(() => stranger.CopyImageAsync(request));
        (refused.ErrorCode, refused.Message).ShouldBe(("InvalidRequest", "You do not have permission to access the storage of this ami"));
        cloud.Region.Snapshots.Find(image.SnapshotIds.Single())!.CreateVolumePermissions.Accounts.Add(Cloud.Stranger);
        var copy = (await stranger.CopyImageAsync(request)).ImageId!;
        cloud.Settle();
        (await cloud.DescribeImageAsync(copy, Cloud.Away, Cloud.Stranger)).State!.Value.ShouldBe("available");

        image.UsageOperation = "RunInstances:0002";
        request.Name = "windows";
        (await Cloud.RefusalAsync(() => stranger.CopyImageAsync(request))).ShouldBe("InvalidRequest");
    }

    [Fact]
    public async Task Twenty_snapshot_copies_run_at_once_and_more_are_refused()
    {
        using var cloud = new Cloud();
        var source = cloud.Region.AddSnapshot(new(100));
        var away = cloud.Client(Cloud.Away);
        Task<CopySnapshotResponse> Copy() => away.CopySnapshotAsync(new CopySnapshotRequest { SourceRegion = Cloud.Home, SourceSnapshotId = source.Id });
        for (var i = 0; i < 20; i++)
            await Copy();

        var refused = await Should.ThrowAsync<AmazonEC2Exception>(Copy);
        (refused.ErrorCode, refused.Message).ShouldBe(("ResourceLimitExceeded", "Too many snapshot copies in progress. The limit is 20 for this destination region."));
        cloud.Settle();
        await Copy();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Image_copies_count_as_snapshot_copies_or_not(bool count)
    {
        using var cloud = new Cloud(settings => settings.ImageCopiesCountAsSnapshotCopies = count);
        cloud.Simulator.Account().Quotas.SnapshotCopies = 1;
        var source = await cloud.ImageAsync("source");
        await CopyAsync(cloud, source, "one");

        if (count)
            (await Cloud.RefusalAsync(() => CopyAsync(cloud, source, "two"))).ShouldBe("ResourceLimitExceeded");
        else
            await CopyAsync(cloud, source, "two");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_missing_snapshot_is_found_out_later_or_at_once(bool optimistic)
    {
        using var cloud = new Cloud(settings => settings.CopySnapshotIsOptimistic = optimistic);
        var request = new CopySnapshotRequest { SourceRegion = Cloud.Away, SourceSnapshotId = "snap-0123456789abcdef0" };
        if (!optimistic)
        {
            (await Cloud.RefusalAsync(() => cloud.Ec2.CopySnapshotAsync(request))).ShouldBe("InvalidSnapshot.NotFound");
            return;
        }
        var id = (await cloud.Ec2.CopySnapshotAsync(request)).SnapshotId!;
        cloud.Settle();
        var snapshot = await cloud.DescribeSnapshotAsync(id);
        (snapshot.State!.Value, snapshot.StateMessage).ShouldBe(("error", "Source snapshot is not found"));
    }

    [Fact]
    public async Task Deleting_the_source_fails_its_copies()
    {
        using var cloud = new Cloud();
        var source = cloud.Region.AddSnapshot(new(500) { Used = 1 });
        var copy = (await cloud.Client(Cloud.Away).CopySnapshotAsync(new CopySnapshotRequest { SourceRegion = Cloud.Home, SourceSnapshotId = source.Id })).SnapshotId!;

        await cloud.Ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = source.Id });
        (await cloud.DescribeSnapshotAsync(copy, Cloud.Away)).State!.Value.ShouldBe("error");
    }

    [Theory]
    [InlineData(20, "InvalidParameterValue")]
    [InlineData(15, "InvalidRequest")]
    [InlineData(240, null)]
    public async Task Time_based_copies_are_in_time_or_refused(int minutes, string? code)
    {
        using var cloud = new Cloud();
        var source = cloud.Region.AddSnapshot(new(1000) { Used = 1 });
        var request = new CopySnapshotRequest { SourceRegion = Cloud.Home, SourceSnapshotId = source.Id, CompletionDurationMinutes = minutes };
        if (code is not null)
        {
            (await Cloud.RefusalAsync(() => cloud.Client(Cloud.Away).CopySnapshotAsync(request))).ShouldBe(code);
            return;
        }
        var id = (await cloud.Client(Cloud.Away).CopySnapshotAsync(request)).SnapshotId!;
        cloud.Step(TimeSpan.FromMinutes(minutes));
        var snapshot = await cloud.DescribeSnapshotAsync(id, Cloud.Away);
        (snapshot.State!.Value, snapshot.TransferType!.Value, snapshot.CompletionDurationMinutes).ShouldBe(("completed", "time-based", minutes));
    }

    [Fact]
    public async Task Deregistering_a_pending_copy_cancels_it_and_leaves_its_snapshots()
    {
        using var cloud = new Cloud();
        var id = await CopyAsync(cloud, await cloud.ImageAsync("source"), "copy");
        var region = cloud.Simulator.Account().Region(Cloud.Away);
        var snapshot = region.Images.Find(id)!.SnapshotIds.Single();

        await cloud.Client(Cloud.Away).DeregisterImageAsync(new DeregisterImageRequest { ImageId = id });
        cloud.Settle();
        region.Images.Contains(id).ShouldBeFalse();
        region.Snapshots.Find(snapshot)!.State.ShouldBe("completed");
    }

    private static async Task<string> CopyAsync(Cloud cloud, string source, string name, string to = Cloud.Away) =>
        (await cloud.Client(to).CopyImageAsync(new CopyImageRequest { Name = name, SourceImageId = source, SourceRegion = Cloud.Home })).ImageId!;
}
