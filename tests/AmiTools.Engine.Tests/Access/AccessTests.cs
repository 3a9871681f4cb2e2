using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;
using static AmiTools.Engine.Tests.Access.AccessWorld;

namespace AmiTools.Engine.Tests.Access;

public class AccessTests
{
    [Fact]
    public async Task Sharing_an_image_shares_its_snapshots_before_it()
    {
        using World world = new();
        SimImage image = world.Image();
        AmiAccessChange change = (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner, Unit], image))).Only();
        change.Added.ShouldBe([Partner, Unit]);
        change.Snapshots.Count.ShouldBe(2);
        change.Snapshots.ShouldAllBe(snapshot => snapshot.Added.Single() == Partner);
        change.Receipt.ShouldNotBeNull().Before.SharedWith.ShouldBeEmpty();
        image.LaunchPermissions.Accounts.ShouldBe([Partner]);
        image.LaunchPermissions.OrganizationalUnits.ShouldBe([Unit]);
        world.Snapshots(image).ShouldAllBe(snapshot => snapshot.CreateVolumePermissions.Accounts.Single() == Partner);
        world.Changes.Select(request => request.Operation).ShouldBe(["ModifySnapshotAttribute", "ModifySnapshotAttribute", "ModifyImageAttribute"]);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        using World world = new();
        SimImage image = world.Image();
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).ShouldBeClean();
        world.Simulator.Requests.Clear();
        AmiAccessChange again = (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).Only();
        again.Changed.ShouldBeFalse();
        again.Unchanged.ShouldBe([Partner]);
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Revoking_takes_the_image_first()
    {
        using World world = new();
        SimImage image = world.Image();
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner, Other], image))).ShouldBeClean();
        world.Simulator.Requests.Clear();
        AmiAccessChange change = (await world.Process().ChangeAsync(Options(AccessAction.Revoke, [Partner], image))).Only();
        change.Removed.ShouldBe([Partner]);
        change.SharedWith.ShouldBe([Other]);
        world.Changes.Select(request => request.Operation).ShouldBe(["ModifyImageAttribute", "ModifySnapshotAttribute", "ModifySnapshotAttribute"]);
        image.LaunchPermissions.Accounts.ShouldBe([Other]);
        world.Snapshots(image).ShouldAllBe(snapshot => snapshot.CreateVolumePermissions.Accounts.Single() == Other);
    }

    [Fact]
    public async Task Set_makes_the_list_exactly_so_and_tells_the_difference()
    {
        using World world = new();
        SimImage image = world.Image();
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner, Other], image))).ShouldBeClean();
        AccessOptions options = Options(AccessAction.Set, [Other, Organization], image);
        (await world.Process().PlanAsync(options)).Steps.Single().Caution.ShouldNotBeNull().ShouldContain(Partner);
        AmiAccessChange change = (await world.Process().ChangeAsync(options)).Only();
        change.Added.ShouldBe([Organization]);
        change.Removed.ShouldBe([Partner]);
        change.Unchanged.ShouldBe([Other]);
        world.Snapshots(image).ShouldAllBe(snapshot => snapshot.CreateVolumePermissions.Accounts.Single() == Other);

        AmiAccessChange none = (await world.Process().ChangeAsync(Options(AccessAction.Set, [], image))).Only();
        none.Removed.ShouldBe([Other, Organization]);
        image.LaunchPermissions.IsEmpty.ShouldBeTrue();
        world.Snapshots(image).ShouldAllBe(snapshot => snapshot.CreateVolumePermissions.IsEmpty);
    }

    [Fact]
    public async Task The_image_alone_leaves_the_snapshots()
    {
        using World world = new();
        SimImage image = world.Image();
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], imageOnly: true, image))).Only().Snapshots.ShouldBeEmpty();
        world.Snapshots(image).ShouldAllBe(snapshot => snapshot.CreateVolumePermissions.IsEmpty);
        AmiAccess access = (await world.Process().LookAsync(image)).Only();
        access.Sharing.ShouldBe(AmiSharing.HalfShared);
        access.Gaps.ShouldContain(gap => gap.Contains("Grant-AmiAccess", StringComparison.Ordinal));
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).Only().Snapshots.ShouldAllBe(snapshot => snapshot.Added.Count == 1);
        (await world.Process().LookAsync(image)).Only().Sharing.ShouldBe(AmiSharing.Shared);
    }

    [Fact]
    public async Task Bad_principals_are_refused_in_one_list_before_any_call()
    {
        using World world = new();
        SimImage image = world.Image();
        Outcome<AmiAccessChange> outcome = await world.Process().ChangeAsync(Options(AccessAction.Grant, ["22223333444", "arn:aws:iam::222233334444:root", Partner, Partner], image));
        outcome.Errors.Count.ShouldBe(3);
        outcome.Errors.ShouldAllBe(error => error.Code == AmiErrorCodes.InvalidPrincipal);
        world.Simulator.Requests.Total.ShouldBe(0);
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [image.OwnerId], image))).Error().Code.ShouldBe(AmiErrorCodes.InvalidPrincipal);
        (await world.Process().ChangeAsync(Options(AccessAction.Revoke, [], image))).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        world.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_AWSs_own_key_encrypts_is_refused_with_the_way_out(bool imageOnly)
    {
        using World world = new();
        SimKmsKey key = world.See(simulator => simulator.FindKey(world.Region(), SimKmsKey.EbsAlias)!);
        SimImage image = world.Image(key: key);
        AmiException refusal = (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], imageOnly, image))).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.KmsKeyNotShareable);
        refusal.Remedy.ShouldNotBeNull().ShouldContain($"Copy-AmiToRegion {image.Id}");
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_own_key_is_asked_for_once_and_its_policy_is_told()
    {
        using World world = new();
        SimKmsKey key = world.See(_ => world.Region().AddKey("alias/backup"));
        SimImage[] images = [world.Image("one", key), world.Image("two", key), world.Image("three", key)];
        AccessPlan plan = await world.Process().PlanAsync(Options(AccessAction.Grant, [Partner], images));
        plan.Steps.Count.ShouldBe(3);
        plan.Steps.SelectMany(step => step.Warnings).ShouldHaveSingleItem().ShouldContain($"arn:aws:iam::{Partner}:root");
        plan.Steps.ShouldAllBe(step => step.Outcome.Keys.Single().KmsKeyId == key.Arn && step.Outcome.Keys.Single().PolicyStatement.Contains("kms:CreateGrant"));
        world.Simulator.Requests.Count("DescribeKey").ShouldBe(1);
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], images))).ShouldBeClean();

        world.Faults.Add(Fault.Deny, "DescribeKey");
        SimImage unread = world.Image("four", key);
        AccessPlan blind = await world.Process().PlanAsync(Options(AccessAction.Grant, [Partner], unread));
        blind.Problems.ShouldBeEmpty();
        blind.Steps.Single().Warnings.ShouldHaveSingleItem().ShouldContain("could not be read");
    }

    [Fact]
    public async Task A_key_that_nobody_can_use_is_refused()
    {
        using World world = new();
        SimKmsKey key = world.See(_ => world.Region().AddKey("alias/backup"));
        SimImage image = world.Image(key: key);
        world.See(_ => key.State = "Disabled");
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).Error().Code.ShouldBe(AmiErrorCodes.KmsKeyNotUsable);
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Public_is_a_caution_and_is_refused_where_it_cannot_be()
    {
        using World world = new();
        SimImage image = world.Image();
        world.See(_ => { world.Region().ImageBlockPublicAccess = "block-new-sharing"; world.Region().SnapshotBlockPublicAccess = "block-all-sharing"; return 0; });
        Outcome<AmiAccessChange> blocked = await world.Process().ChangeAsync(Options(AccessAction.Grant, ["all"], image));
        blocked.Errors.Count.ShouldBe(2);
        blocked.Errors.ShouldAllBe(error => error.Code == AmiErrorCodes.PublicAccessBlocked);
        world.See(_ => world.Region().ImageBlockPublicAccess = "unblocked");
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, ["all"], image))).Error().Remedy.ShouldNotBeNull().ShouldContain("-ImageOnly");
        world.Changes.ShouldBeEmpty();

        AccessPlan plan = await world.Process().PlanAsync(Options(AccessAction.Grant, ["all"], imageOnly: true, image));
        plan.Steps.Single().Caution.ShouldNotBeNull();
        world.See(_ => world.Region().SnapshotBlockPublicAccess = "unblocked");
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, ["all"], image))).Only().Added.ShouldBe(["all"]);
        image.LaunchPermissions.Public.ShouldBeTrue();
        world.Snapshots(image).ShouldAllBe(snapshot => snapshot.CreateVolumePermissions.Public);

        SimKmsKey key = world.See(_ => world.Region().AddKey("alias/backup"));
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, ["all"], world.Image("secret", key)))).Errors.ShouldContain(error => error.Code == AmiErrorCodes.PublicAccessImpossible);
        SimImage product = world.Image("product");
        world.See(_ => { product.ProductCodes.Add(("abc", "marketplace")); return 0; });
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, ["all"], product))).Error().Code.ShouldBe(AmiErrorCodes.PublicAccessImpossible);
    }

    [Theory]
    [InlineData("disabled", "Enable-Ami")]
    [InlineData("pending", "Wait-Ami")]
    public async Task Only_available_images_are_shared(string state, string next)
    {
        using World world = new();
        SimImage image = world.Image();
        world.See(_ => image.State = state);
        AmiException refusal = (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.ImageNotAvailable);
        refusal.Remedy.ShouldNotBeNull().ShouldContain(next);
    }

    [Fact]
    public async Task The_snapshots_of_a_disabled_image_can_be_taken_back()
    {
        using World world = new();
        SimImage image = world.Image();
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).ShouldBeClean();
        (await world.Process().DisableAsync(image.Id)).ShouldBeClean();
        AmiAccess access = (await world.Process().LookAsync(image)).Only();
        access.Sharing.ShouldBe(AmiSharing.HalfShared);
        access.KeptAccess.ShouldBe([Partner]);
        (await world.Process().ChangeAsync(Options(AccessAction.Revoke, [Partner], image))).Only().Snapshots.ShouldAllBe(snapshot => snapshot.Removed.Single() == Partner);
        (await world.Process().LookAsync(image)).Only().Sharing.ShouldBe(AmiSharing.Private);
    }

    [Fact]
    public async Task An_archived_snapshot_is_refused()
    {
        using World world = new();
        SimImage image = world.Image();
        world.See(_ => world.Region().Snapshots.Find(image.SnapshotIds.First())!.StorageTier = "archive");
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).Error().Code.ShouldBe(AmiErrorCodes.SnapshotArchived);
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], imageOnly: true, image))).ShouldBeClean();
    }

    [Fact]
    public async Task A_snapshot_that_another_shared_image_has_stays_shared()
    {
        using World world = new();
        (SimImage image, SimImage twin, string common) = Twins(world);
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image, twin))).ShouldBeClean();
        AmiAccessChange change = (await world.Process().ChangeAsync(Options(AccessAction.Revoke, [Partner], image))).Only();
        AmiSnapshotAccessChange kept = change.Snapshots.Single(snapshot => snapshot.SnapshotId == common);
        kept.Removed.ShouldBeEmpty();
        kept.KeptBecause.ShouldContain(twin.Id);
        world.Region().Snapshots.Find(common)!.CreateVolumePermissions.Accounts.ShouldBe([Partner]);
        // Taken from both at once, nothing keeps it.
        (await world.Process().ChangeAsync(Options(AccessAction.Revoke, [Partner], image, twin))).ShouldBeClean();
        world.Region().Snapshots.Find(common)!.CreateVolumePermissions.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_snapshot_of_an_image_that_somebody_declined_stays_shared()
    {
        using World world = new();
        (SimImage image, SimImage twin, string common) = Twins(world);
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image, twin))).ShouldBeClean();
        Outcome<AmiAccessChange> outcome = await world.Process().ChangeAsync(Options(AccessAction.Revoke, [Partner], image, twin), plan => plan.Steps.Single(step => step.Outcome.ImageId == twin.Id).Approved = false);
        AmiAccessChange change = outcome.Only();
        change.Snapshots.Single(snapshot => snapshot.SnapshotId == common).ShouldSatisfyAllConditions(kept => kept.Removed.ShouldBeEmpty(), kept => kept.Unchanged.ShouldBe([Partner]), kept => kept.KeptBecause.ShouldContain(twin.Id));
        change.Receipt.ShouldNotBeNull().Before.SnapshotsSharedWith.ShouldNotBeNull()[common].ShouldBe([Partner]);
        outcome.Events.Warnings.ShouldContain(warning => warning.Contains(common) && warning.Contains("stays shared"));
        world.See(_ => image.LaunchPermissions.IsEmpty).ShouldBeTrue();
        ShouldBeWhole(world, twin);

        (await world.Process().ChangeAsync(Options(AccessAction.Revoke, [Partner], image, twin))).ShouldBeClean();
        world.Region().Snapshots.Find(common)!.CreateVolumePermissions.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_snapshot_of_an_image_that_is_refused_stays_shared()
    {
        using World world = new();
        (SimImage image, SimImage twin, string common) = Twins(world);
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image, twin))).ShouldBeClean();
        world.See(_ => twin.State = "pending");
        Outcome<AmiAccessChange> outcome = await world.Process().ChangeAsync(Options(AccessAction.Set, [Other], image, twin));
        outcome.Errors.ShouldHaveSingleItem().ResourceId.ShouldBe(twin.Id);
        outcome.Results.ShouldHaveSingleItem().Snapshots.Single(snapshot => snapshot.SnapshotId == common).KeptBecause.ShouldContain(twin.Id);
        world.See(_ => image.LaunchPermissions.Accounts.ToArray()).ShouldBe([Other]);
        ShouldBeWhole(world, twin);
    }

    [Theory]
    [InlineData("DescribeImageAttribute")]
    [InlineData("DescribeSnapshotAttribute")]
    public async Task An_image_whose_sharing_cannot_be_read_is_left_and_the_others_go_on(string operation)
    {
        using World world = new();
        SimImage image = world.Image();
        SimImage fine = world.Image("fine");
        world.Faults.Add(Fault.Deny, operation, times: 1);
        Outcome<AmiAccessChange> outcome = await world.Process().ChangeAsync(Options(AccessAction.Set, [Partner], image, fine));
        outcome.Error().Kind.ShouldBe(AmiErrorKind.Denied);
        outcome.Results.Count.ShouldBe(1);
        (await world.Process().ChangeAsync(Options(AccessAction.Set, [Partner], image, fine))).ShouldBeClean();
        image.LaunchPermissions.Accounts.ShouldBe([Partner]);
        fine.LaunchPermissions.Accounts.ShouldBe([Partner]);
    }

    [Fact]
    public async Task What_is_left_after_a_failure_is_named_and_a_second_run_does_it()
    {
        using World world = new();
        SimImage image = world.Image();
        world.Faults.Add(Fault.Deny, "ModifyImageAttribute", times: 1);
        AmiException failure = (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).Error();
        failure.Code.ShouldBe(AmiErrorCodes.AccessIncomplete);
        foreach (string snapshot in image.SnapshotIds) failure.Message.ShouldContain($"{snapshot} is shared with {Partner}");
        failure.Message.ShouldContain($"Not done: the image is shared with {Partner}");
        image.LaunchPermissions.IsEmpty.ShouldBeTrue();
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).Only().Added.ShouldBe([Partner]);

        world.Faults.Add(Fault.Deny, "ModifySnapshotAttribute");
        AmiException denied = (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Other], image))).Error();
        denied.Code.ShouldBe(AmiErrorCodes.AccessDenied);
        denied.Message.ShouldContain("as it was");
        image.LaunchPermissions.Accounts.ShouldBe([Partner]);
    }

    [Fact]
    public async Task What_AWS_may_have_done_without_an_answer_is_not_told_as_undone()
    {
        using World world = new();
        SimImage image = world.Image();
        world.Faults.Add(Fault.InternalErrorAfter, "ModifySnapshotAttribute");

        AmiException failure = (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).Error();

        failure.Code.ShouldBe(AmiErrorCodes.AccessIncomplete);
        failure.Message.ShouldContain("may be changed in part");
        world.Region().Snapshots.Find(image.SnapshotIds.First())!.CreateVolumePermissions.Accounts.ShouldBe([Partner]);
        world.Faults.Clear();
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).ShouldBeClean();
        image.LaunchPermissions.Accounts.ShouldBe([Partner]);
    }

    [Theory]
    [InlineData(AccessAction.Grant, false)]
    [InlineData(AccessAction.Grant, true)]
    [InlineData(AccessAction.Set, false)]
    [InlineData(AccessAction.Set, true)]
    [InlineData(AccessAction.Revoke, false)]
    [InlineData(AccessAction.Revoke, true)]
    public Task A_kill_at_any_request_is_finished_by_the_next_run(AccessAction action, bool serverActs) => Fire.KillsAsync(serverActs, 5, async shot =>
    {
        using World world = new();
        SimImage image = world.Image();
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Other], image))).ShouldBeClean();
        AccessOptions options = Options(action, action == AccessAction.Revoke ? [Other] : [Partner], image);
        Outcome<AmiAccessChange> first = await shot.RunAsync(world, (engine, death) => engine.ChangeAsync(options, death));
        // Whoever may launch it can copy it, at every moment.
        foreach (string who in image.LaunchPermissions.Accounts) world.Snapshots(image).ShouldAllBe(snapshot => snapshot.CreateVolumePermissions.Accounts.Contains(who), $"{shot}: {first}");
        (await world.Process().ChangeAsync(options)).ShouldBeClean();
        string[] expected = action switch { AccessAction.Grant => [Other, Partner], AccessAction.Set => [Partner], _ => [] };
        image.LaunchPermissions.Accounts.ShouldBe(expected, ignoreOrder: false, $"{shot}: {first}");
        world.Snapshots(image).ShouldAllBe(snapshot => snapshot.CreateVolumePermissions.Accounts.SequenceEqual(expected), $"{shot}: {first}");
    });

    [Theory]
    [InlineData(nameof(Fault.CutAfter))]
    [InlineData(nameof(Fault.InternalErrorAfter))]
    [InlineData(nameof(Fault.Throttle))]
    public async Task A_call_that_breaks_off_is_made_again(string kind)
    {
        using World world = new();
        SimImage image = world.Image();
        Fault fault = FaultWays.Of(kind);
        world.Faults.Add(fault, "ModifyImageAttribute", times: 1);
        world.Faults.Add(fault, "ModifySnapshotAttribute", times: 1);
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner], image))).Only().Added.ShouldBe([Partner]);
        image.LaunchPermissions.Accounts.ShouldBe([Partner]);
    }

    [Fact]
    public async Task Many_accounts_go_in_as_few_calls_as_AWS_takes()
    {
        using World world = new();
        SimImage image = world.Image();
        string[] many = [.. Enumerable.Range(1, 900).Select(number => $"{300000000000 + number}")];
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, many, image))).Only().Added.Count.ShouldBe(900);
        world.Simulator.Requests.Count("ModifyImageAttribute").ShouldBe(1);
        world.Simulator.Requests.Count("ModifySnapshotAttribute").ShouldBe(4);
        // The old list and the new one together are more than AWS takes at a time.
        string[] others = [.. Enumerable.Range(1, 900).Select(number => $"{400000000000 + number}")];
        (await world.Process().ChangeAsync(Options(AccessAction.Set, others, image))).Only().Added.Count.ShouldBe(900);
        image.LaunchPermissions.Accounts.Count.ShouldBe(900);
    }

    [Fact]
    public async Task A_list_longer_than_the_quota_is_warned_of()
    {
        using World world = new();
        SimImage image = world.Image();
        AccessPlan plan = await world.Process().PlanAsync(Options(AccessAction.Grant, [.. Enumerable.Range(1, 1001).Select(number => $"{300000000000 + number}")], image));
        plan.Steps.Single().Warnings.ShouldHaveSingleItem().ShouldContain("1000");
    }

    [Fact]
    public async Task All_own_images_are_shown_and_what_cannot_be_read_is_unknown()
    {
        using World world = new();
        SimImage shared = world.Image("shared");
        SimImage hidden = world.Image("private");
        (await world.Process().ChangeAsync(Options(AccessAction.Grant, [Partner, Organization], shared))).ShouldBeClean();
        IReadOnlyList<AmiAccess> all = (await world.Process().LookAsync()).ShouldBeClean().Results;
        AmiAccess seen = all.Single(access => access.ImageId == shared.Id);
        seen.Sharing.ShouldBe(AmiSharing.Shared);
        seen.SharedWith.ShouldBe([Partner, Organization]);
        seen.Gaps.ShouldHaveSingleItem().ShouldContain("accounts alone");
        all.Single(access => access.ImageId == hidden.Id).Sharing.ShouldBe(AmiSharing.Private);

        world.Faults.Add(Fault.Deny, "DescribeSnapshotAttribute");
        AmiAccess unknown = (await world.Process().LookAsync(shared)).Only();
        unknown.Sharing.ShouldBe(AmiSharing.Unknown);
        unknown.Snapshots.ShouldAllBe(snapshot => !snapshot.IsKnown);
    }

    /// <summary>Two images with a snapshot in common.</summary>
    private static (SimImage Image, SimImage Twin, string Common) Twins(World world)
    {
        SimImage image = world.Image();
        SimImage twin = world.Image("twin");
        string common = image.SnapshotIds.First();
        world.See(_ =>
        {
            // Stores know an image's snapshots from when it came in.
            world.Region().Images.Remove(twin);
            twin.BlockDevices.Add(new SimBlockDevice { DeviceName = "/dev/sdz", SnapshotId = common, SizeGiB = 8, VolumeType = "gp3" });
            return world.Region().Images.Add(twin);
        });
        return (image, twin, common);
    }

    private static void ShouldBeWhole(World world, SimImage image) =>
        world.Snapshots(image).ShouldAllBe(snapshot => snapshot.CreateVolumePermissions.Accounts.Contains(Partner));
}
