using Amazon.EC2;
using Amazon.EC2.Model;

namespace AmiTools.Simulator.Tests.Operations;

/// <summary>Listing, sharing, deprecating, disabling, protecting and deregistering images.</summary>
public sealed class ImageLifeTests
{
    [Fact]
    public async Task Others_see_what_is_shared_with_them_and_not_its_tags_or_private_parts()
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("mine");
        cloud.Region.Images.Find(id)!.Tags["secret"] = "yes";
        var stranger = cloud.Client(Cloud.Home, Cloud.Stranger);
        (await Cloud.RefusalAsync(() => stranger.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id] }))).ShouldBe("InvalidAMIID.NotFound");

        await cloud.Ec2.ModifyImageAttributeAsync(new ModifyImageAttributeRequest { ImageId = id, LaunchPermission = new() { Add = [new() { UserId = Cloud.Stranger }] } });
        var seen = await cloud.DescribeImageAsync(id, account: Cloud.Stranger);
        (seen.OwnerId, seen.Tags, seen.SourceInstanceId).ShouldBe((cloud.Region.Account.Id, null, null));
        (await stranger.DescribeImagesAsync(new DescribeImagesRequest { ExecutableUsers = ["self"] })).Images!.Single().ImageId.ShouldBe(id);
        (await Cloud.RefusalAsync(() => stranger.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id }))).ShouldBe("AuthFailure");
    }

    [Fact]
    public async Task An_organisation_shares_with_its_members_and_an_explicit_account_sees_only_what_names_it()
    {
        using var cloud = new Cloud();
        const string organization = "arn:aws:organizations::111122223333:organization/o-123example";
        cloud.Simulator.Account(Cloud.Stranger).JoinOrganization(organization);
        var id = await cloud.ImageAsync("mine");
        await cloud.Ec2.ModifyImageAttributeAsync(new ModifyImageAttributeRequest { ImageId = id, LaunchPermission = new() { Add = [new() { OrganizationArn = organization }] } });

        var stranger = cloud.Client(Cloud.Home, Cloud.Stranger);
        (await stranger.DescribeImagesAsync(new DescribeImagesRequest { ExecutableUsers = ["self"] })).Images!.Count.ShouldBe(1);
        (await stranger.DescribeImagesAsync(new DescribeImagesRequest { ExecutableUsers = [Cloud.Stranger] })).Images.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deprecated_images_of_others_hide_and_own_ones_do_not()
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("mine");
        cloud.Region.Images.Find(id)!.LaunchPermissions.Accounts.Add(Cloud.Stranger);
        await cloud.Ec2.EnableImageDeprecationAsync(new EnableImageDeprecationRequest { ImageId = id, DeprecateAt = cloud.Simulator.Now.AddDays(1).UtcDateTime });
        cloud.Step(TimeSpan.FromDays(2));

        async Task<int> Count(string account, bool include) => (await cloud.Client(Cloud.Home, account).DescribeImagesAsync(new DescribeImagesRequest { Owners = [cloud.Region.Account.Id], IncludeDeprecated = include })).Images!.Count;
        (await Count(cloud.Region.Account.Id, false), await Count(Cloud.Stranger, false), await Count(Cloud.Stranger, true)).ShouldBe((1, 0, 1));
        (await cloud.DescribeImageAsync(id, account: Cloud.Stranger)).ImageId.ShouldBe(id);
    }

    [Theory]
    [InlineData(-1, "InvalidParameterValue")]
    [InlineData(4000, "InvalidParameterValue")]
    [InlineData(3000, null)]
    public async Task Deprecation_is_not_in_the_past_nor_in_ten_years(int days, string? code)
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("mine");
        Task Deprecate() => cloud.Ec2.EnableImageDeprecationAsync(new EnableImageDeprecationRequest { ImageId = id, DeprecateAt = cloud.Simulator.Now.AddDays(days).UtcDateTime });
        if (code is null)
            await Deprecate();
        else
            (await Cloud.RefusalAsync(Deprecate)).ShouldBe(code);
    }

    [Fact]
    public async Task A_public_image_gets_a_date_that_can_only_come_nearer()
    {
        using var cloud = new Cloud();
        cloud.Region.ImageBlockPublicAccess = "unblocked";
        var id = await cloud.ImageAsync("mine");
        await cloud.Ec2.ModifyImageAttributeAsync(new ModifyImageAttributeRequest { ImageId = id, LaunchPermission = new() { Add = [new() { Group = "all" }] } });
        var given = DateTimeOffset.Parse((await cloud.DescribeImageAsync(id)).DeprecationTime!, System.Globalization.CultureInfo.InvariantCulture);
        (given - cloud.Simulator.Now).TotalDays.ShouldBeInRange(728, 731);

        (await Cloud.RefusalAsync(() => cloud.Ec2.DisableImageDeprecationAsync(new DisableImageDeprecationRequest { ImageId = id }))).ShouldBe("OperationNotPermitted");
        await cloud.Ec2.EnableImageDeprecationAsync(new EnableImageDeprecationRequest { ImageId = id, DeprecateAt = cloud.Simulator.Now.AddDays(30).UtcDateTime });
        (await Cloud.RefusalAsync(() => cloud.Ec2.EnableImageDeprecationAsync(new EnableImageDeprecationRequest { ImageId = id, DeprecateAt = cloud.Simulator.Now.AddDays(60).UtcDateTime }))).ShouldBe("OperationNotPermitted");
    }

    [Fact]
    public async Task Disabling_hides_unshares_and_forbids_launches()
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("mine");
        cloud.Region.Images.Find(id)!.LaunchPermissions.Accounts.Add(Cloud.Stranger);
        await cloud.Ec2.DisableImageAsync(new DisableImageRequest { ImageId = id });

        (await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"] })).Images.ShouldBeEmpty();
        (await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"], IncludeDisabled = true })).Images!.Single().State!.Value.ShouldBe("disabled");
        (await cloud.DescribeImageAsync(id)).State!.Value.ShouldBe("disabled");
        (await Cloud.RefusalAsync(() => cloud.Ec2.RunInstancesAsync(new RunInstancesRequest { ImageId = id, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1 }))).ShouldBe("InvalidAMIID.Unavailable");
        (await Cloud.RefusalAsync(() => cloud.Ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = cloud.Region.Images.Find(id)!.SnapshotIds.Single() }))).ShouldBe("InvalidSnapshot.InUse");

        await cloud.Ec2.EnableImageAsync(new EnableImageRequest { ImageId = id });
        (await Cloud.RefusalAsync(() => cloud.DescribeImageAsync(id, account: Cloud.Stranger))).ShouldBe("InvalidAMIID.NotFound");
    }

    [Theory]
    [InlineData(false, "disabled")]
    [InlineData(true, "disabled after 2026-11-24T14:00:00.000Z")]
    public async Task Protection_refuses_and_may_go_on_for_a_day(bool cooldown, string afterwards)
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("mine");
        Task Deregister() => cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id });
        await cloud.Ec2.EnableImageDeregistrationProtectionAsync(new EnableImageDeregistrationProtectionRequest { ImageId = id, WithCooldown = cooldown });
        (await Cloud.RefusalAsync(Deregister)).ShouldBe("OperationNotPermitted");

        await cloud.Ec2.DisableImageDeregistrationProtectionAsync(new DisableImageDeregistrationProtectionRequest { ImageId = id });
        (await cloud.DescribeImageAsync(id)).DeregistrationProtection.ShouldBe(afterwards);
        if (cooldown)
            (await Cloud.RefusalAsync(Deregister)).ShouldBe("OperationNotPermitted");
        cloud.Step(TimeSpan.FromHours(25));
        await Deregister();
    }

    [Fact]
    public async Task Deregistering_with_snapshots_tells_what_became_of_each()
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("mine", cloud.Server("db", new VolumeSeed("/dev/xvda", 8), new VolumeSeed("/dev/sdf", 8)));
        var snapshots = cloud.Region.Images.Find(id)!.SnapshotIds.ToList();
        await cloud.Ec2.RegisterImageAsync(new RegisterImageRequest { Name = "other", RootDeviceName = "/dev/xvda", BlockDeviceMappings = [new() { DeviceName = "/dev/xvda", Ebs = new() { SnapshotId = snapshots[0] } }] });

        var answer = await cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id, DeleteAssociatedSnapshots = true });
        answer.Return.ShouldBe(true);
        answer.DeleteSnapshotResults!.Select(result => (result.SnapshotId, result.ReturnCode!.Value)).ShouldBe([(snapshots[0], "skipped"), (snapshots[1], "success")]);
        cloud.Region.Snapshots.Contains(snapshots[1]).ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_may_not_delete_snapshots_still_loses_the_image()
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("mine");
        using var denial = cloud.Region.Account.Policy.Deny("ec2:DeleteSnapshot");

        var answer = await cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id, DeleteAssociatedSnapshots = true });
        answer.DeleteSnapshotResults!.Single().ReturnCode!.Value.ShouldBe("missing-permissions");
        cloud.Region.Images.Contains(id).ShouldBeFalse();
    }

    [Fact]
    public async Task After_deregistration_an_id_is_empty_and_a_second_time_unavailable()
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("mine");
        await cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id });

        (await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id] })).Images.ShouldBeEmpty();
        (await Cloud.RefusalAsync(() => cloud.Ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = id }))).ShouldBe("InvalidAMIID.Unavailable");
    }

    [Fact]
    public async Task Filters_by_id_forgive_what_is_missing_and_ids_do_not()
    {
        using var cloud = new Cloud();
        var id = await cloud.ImageAsync("mine");
        const string missing = "ami-0123456789abcdef0";
        var filtered = await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Filters = [new("image-id", [id, missing])] });
        filtered.Images!.Single().ImageId.ShouldBe(id);
        var refused = await Should.ThrowAsync<AmazonEC2Exception>(() => cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [id, missing] }));
        refused.Message.ShouldBe($"The image id '[{missing}]' does not exist");
    }

    [Theory]
    [InlineData("name", "m?ne", 1)]
    [InlineData("name", "Mine", 0)]
    [InlineData("creation-date", "2026-11-2*", 1)]
    [InlineData("block-device-mapping.volume-size", "8", 1)]
    [InlineData("block-device-mapping.encrypted", "false", 1)]
    [InlineData("state", "available", 1)]
    [InlineData("platform", "windows", 0)]
    [InlineData("is-public", "true", 0)]
    [InlineData("tag-key", "team", 1)]
    [InlineData("tag:team", "r*", 1)]
    public async Task Filters_find_what_they_name(string name, string value, int count)
    {
        using var cloud = new Cloud();
        cloud.Region.Images.Find(await cloud.ImageAsync("mine"))!.Tags["team"] = "red";
        (await cloud.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["self"], Filters = [new(name, [value])] })).Images!.Count.ShouldBe(count);
    }

    [Fact]
    public async Task Pages_together_are_the_whole_even_where_some_are_short_or_empty()
    {
        using var cloud = new Cloud(settings => (settings.Pages.ShortChance, settings.Pages.EmptyChance) = (0.3, 0.3));
        for (var i = 0; i < 40; i++)
            cloud.Region.AddImage(new($"image {i}"));

        var names = new List<string>();
        await foreach (var image in cloud.Ec2.Paginators.DescribeImages(new DescribeImagesRequest { Owners = ["self"], MaxResults = 5 }).Images)
            names.Add(image.Name!);
        names.ShouldBe(Enumerable.Range(0, 40).Select(i => $"image {i}"));
        cloud.Simulator.Requests.Count("DescribeImages").ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task Snapshots_under_the_default_key_cannot_be_shared()
    {
        using var cloud = new Cloud();
        var instance = cloud.Server("secret", new VolumeSeed("/dev/xvda", 8) { Key = cloud.Region.EbsKey });
        var id = await cloud.ImageAsync("mine", instance);
        var snapshot = cloud.Region.Images.Find(id)!.SnapshotIds.Single();

        (await Cloud.RefusalAsync(() => cloud.Ec2.ModifyImageAttributeAsync(new ModifyImageAttributeRequest { ImageId = id, LaunchPermission = new() { Add = [new() { UserId = Cloud.Stranger }] } }))).ShouldBe("InvalidParameter");
        (await Cloud.RefusalAsync(() => cloud.Ec2.ModifySnapshotAttributeAsync(new ModifySnapshotAttributeRequest { SnapshotId = snapshot, CreateVolumePermission = new() { Add = [new() { UserId = Cloud.Stranger }] } }))).ShouldBe("OperationNotPermitted");
    }

    [Fact]
    public async Task Registering_has_the_defaults_of_2008_and_checks_its_snapshot()
    {
        using var cloud = new Cloud();
        var snapshot = cloud.Region.AddSnapshot(new(20));
        RegisterImageRequest Request(string name, int size, string id) => new() { Name = name, RootDeviceName = "/dev/sda1", BlockDeviceMappings = [new() { DeviceName = "/dev/sda1", Ebs = new() { SnapshotId = id, VolumeSize = size } }] };

        var image = await cloud.DescribeImageAsync((await cloud.Ec2.RegisterImageAsync(Request("old", 20, snapshot.Id))).ImageId!);
        (image.Architecture!.Value, image.VirtualizationType!.Value, image.State!.Value).ShouldBe(("i386", "paravirtual", "available"));
        (await Cloud.RefusalAsync(() => cloud.Ec2.RegisterImageAsync(Request("small", 10, snapshot.Id)))).ShouldBe("InvalidBlockDeviceMapping");
        (await Cloud.RefusalAsync(() => cloud.Ec2.RegisterImageAsync(Request("none", 10, "snap-0123456789abcdef0")))).ShouldBe("InvalidSnapshot.NotFound");
        (await Cloud.RefusalAsync(() => cloud.Ec2.RegisterImageAsync(Request("pending", 20, cloud.Region.AddSnapshot(new(8) { State = "pending" }).Id)))).ShouldBe("IncorrectState");
    }
}
