using AmiTools.Engine.Receipts;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Availability;

public class AvailabilityTests
{
    private const string Partner = "222233334444";
    private const string Unit = "arn:aws:organizations::111122223333:ou/o-demo123456/ou-demo-12345678";

    [Fact]
    public async Task Disabling_keeps_whom_the_image_was_shared_with_and_enabling_brings_it_back()
    {
        using World world = new();
        SimImage image = Shared(world);
        AmiAvailability disabled = (await world.Process().DisableAsync(image.Id)).Only();
        disabled.State.ShouldBe("disabled");
        disabled.PreviousState.ShouldBe("available");
        disabled.RemovedAccess.ShouldBe([Partner, Unit]);
        disabled.KeptAccess.ShouldBe([Partner, Unit]);
        image.State.ShouldBe("disabled");
        image.LaunchPermissions.IsEmpty.ShouldBeTrue();
        image.Tags["AmiTools:access-1"].ShouldBe($"1/1 {Partner} {Unit}");

        AmiAvailability enabled = (await world.Process().EnableAsync(image.Id, restoreAccess: true)).Only();
        enabled.State.ShouldBe("available");
        enabled.RestoredAccess.ShouldBe([Partner, Unit]);
        ShouldBeAsBefore(image);
    }

    [Fact]
    public async Task Enabling_alone_shares_with_nobody_and_forgets_nobody()
    {
        using World world = new();
        SimImage image = Shared(world);
        (await world.Process().DisableAsync(image.Id)).ShouldBeClean();
        AmiAvailability enabled = (await world.Process().EnableAsync(image.Id)).Only();
        enabled.RestoredAccess.ShouldBeEmpty();
        enabled.KeptAccess.ShouldBe([Partner, Unit]);
        image.LaunchPermissions.IsEmpty.ShouldBeTrue();

        // Disabled again with nobody on the list, and only then restored: what was kept first is still there.
        (await world.Process().DisableAsync(image.Id)).Only().KeptAccess.ShouldBe([Partner, Unit]);
        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).Only().RestoredAccess.ShouldBe([Partner, Unit]);
        ShouldBeAsBefore(image);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        using World world = new();
        SimImage image = Shared(world);
        (await world.Process().DisableAsync(image.Id)).ShouldBeClean();
        world.Simulator.Requests.Clear();
        AmiAvailability again = (await world.Process().DisableAsync(image.Id)).Only();
        again.Changed.ShouldBeFalse();
        again.KeptAccess.ShouldBe([Partner, Unit]);
        world.Changes.ShouldBeEmpty();

        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).ShouldBeClean();
        world.Simulator.Requests.Clear();
        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).Only().Changed.ShouldBeFalse();
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_list_goes_into_several_tags_and_a_shorter_one_takes_the_rest_away()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("wide") { SharedWith = Accounts(200) });
        (await world.Process().DisableAsync(image.Id)).Only().KeptAccess.Count.ShouldBe(200);
        string[] tags = Kept(image);
        tags.Length.ShouldBeGreaterThan(5);
        tags.ShouldAllBe(tag => image.Tags[tag]!.Length <= 256);
        (await world.Process().EnableAsync(image.Id)).ShouldBeClean();
        world.See(_ => { image.LaunchPermissions.Accounts.Add(Partner); return 0; });

        (await world.Process().DisableAsync(image.Id)).Only().KeptAccess.ShouldBe([Partner]);
        Kept(image).ShouldBe(["AmiTools:access-1"]);
        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).Only().RestoredAccess.ShouldBe([Partner]);
        Kept(image).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_fit_into_the_tags_is_refused_before_anything_changes()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("full")
        {
            SharedWith = Accounts(60), Tags = Enumerable.Range(1, 48).ToDictionary(number => $"tag-{number}", _ => "value"),
        });
        AmiException refusal = (await world.Process().DisableAsync(image.Id)).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.AccessNotKept);
        refusal.Remedy.ShouldNotBeNull().ShouldContain("-Journal");
        world.Changes.ShouldBeEmpty();

        string journal = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        try
        {
            AmiEngine engine = world.Process();
            DisablePlan plan = await engine.PlanAsync(new DisableOptions { Session = new SessionOptions { Region = [World.Home], Journal = journal }, ImageId = [new ResourceReference(image.Id)] }, new RecordedEvents(), CancellationToken.None);
            plan.Steps.Single().Warnings.ShouldContain(warning => warning.Contains("Undo-AmiChange", StringComparison.Ordinal));
            await foreach (AmiAvailability disabled in engine.RunAsync(plan, new RecordedEvents(), CancellationToken.None))
            {
                disabled.KeptAccess.ShouldBeEmpty();
                disabled.Receipt.ShouldNotBeNull().Before.SharedWith.ShouldNotBeNull().Count.ShouldBe(60);
            }

            image.State.ShouldBe("disabled");
            Kept(image).ShouldBeEmpty();
            ChangeJournal.At(journal).Read(out _).ShouldHaveSingleItem().Before.SharedWith.ShouldNotBeNull().Count.ShouldBe(60);
        }
        finally
        {
            File.Delete(journal);
        }
    }

    [Theory]
    [InlineData("DescribeImageAttribute")]
    [InlineData("CreateTags")]
    public async Task An_image_whose_sharing_cannot_be_kept_is_not_disabled(string operation)
    {
        using World world = new();
        SimImage image = Shared(world);
        SimImage other = world.Region().AddImage(new ImageSeed("other"));
        world.Faults.Add(Fault.Deny, operation, times: 1);
        // One at a time, so that the fault is the first image's.
        Outcome<AmiAvailability> outcome = await world.Process().DisableAsync(image.Id);
        AmiException failure = outcome.Error();
        failure.Code.ShouldBe(AmiErrorCodes.AccessNotKept);
        failure.Kind.ShouldBe(AmiErrorKind.Denied);
        image.State.ShouldBe("available");
        image.LaunchPermissions.Accounts.ShouldContain(Partner);
        (await world.Process().DisableAsync(image.Id, other.Id)).ShouldBeClean().Results.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Snapshots_stay_shared_and_that_is_said()
    {
        using World world = new();
        SimImage image = Shared(world);
        string snapshot = image.SnapshotIds.First();
        world.See(_ => { world.Region().Snapshots.Find(snapshot)!.CreateVolumePermissions.Accounts.Add(Partner); return 0; });
        DisablePlan plan = await world.Process().PlanAsync(new DisableOptions { Session = World.In(), ImageId = [new ResourceReference(image.Id)] }, new RecordedEvents(), CancellationToken.None);
        plan.Steps.Single().Warnings.ShouldHaveSingleItem().ShouldContain("Revoke-AmiAccess");
        AmiAvailability disabled = (await world.Process().DisableAsync(image.Id)).Only();
        disabled.Snapshots.Single(access => access.SnapshotId == snapshot).SharedWith.ShouldBe([Partner]);
        world.Region().Snapshots.Find(snapshot)!.CreateVolumePermissions.Accounts.ShouldBe([Partner]);
    }

    [Fact]
    public async Task A_changed_tag_restores_nobody()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("wide") { SharedWith = Accounts(40) });
        (await world.Process().DisableAsync(image.Id)).ShouldBeClean();
        world.See(_ => { image.Tags["AmiTools:access-2"] = "changed"; return 0; });
        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).Error().Code.ShouldBe(AmiErrorCodes.InvalidTag);
        image.State.ShouldBe("disabled");
        (await world.Process().EnableAsync(image.Id)).ShouldBeClean();
    }

    [Fact]
    public async Task An_archived_snapshot_is_named_before_the_call()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("old") { State = "disabled" });
        world.See(_ => { world.Region().Snapshots.Find(image.SnapshotIds.First())!.StorageTier = "archive"; return 0; });
        AmiException refusal = (await world.Process().EnableAsync(image.Id)).Error();
        refusal.Code.ShouldBe(AmiErrorCodes.SnapshotArchived);
        refusal.Message.ShouldContain(image.SnapshotIds.First());
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_public_is_not_enabled_where_that_is_blocked_by_now()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("open") { Public = true });
        (await world.Process().DisableAsync(image.Id)).Only().RemovedAccess.ShouldBe(["all"]);
        world.See(_ => world.Region().ImageBlockPublicAccess = "block-new-sharing");
        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).Error().Code.ShouldBe(AmiErrorCodes.PublicAccessBlocked);
        image.State.ShouldBe("disabled");
        world.See(_ => world.Region().ImageBlockPublicAccess = "unblocked");
        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).ShouldBeClean();
        image.LaunchPermissions.Public.ShouldBeTrue();
    }

    [Fact]
    public async Task An_image_that_cannot_be_shared_again_says_so_and_a_second_run_goes_on()
    {
        using World world = new();
        SimImage image = Shared(world);
        (await world.Process().DisableAsync(image.Id)).ShouldBeClean();
        world.Faults.Add(Fault.Deny, "ModifyImageAttribute", times: 1);
        AmiException failure = (await world.Process().EnableAsync(image.Id, restoreAccess: true)).Error();
        failure.Code.ShouldBe(AmiErrorCodes.AccessNotRestored);
        image.State.ShouldBe("available");
        Kept(image).ShouldNotBeEmpty();
        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).Only().RestoredAccess.ShouldBe([Partner, Unit]);
        ShouldBeAsBefore(image);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_kill_at_any_request_of_disabling_loses_nobody(bool serverActs) => Fire.KillsAsync(serverActs, 5, async shot =>
    {
        using World world = new();
        SimImage image = Shared(world);
        Outcome<AmiAvailability> first = await shot.RunAsync(world, (engine, death) => engine.DisableAsync(death, image.Id));
        string when = $"{shot}: {first}";
        if (image.State == "disabled") Kept(image).ShouldNotBeEmpty(when);
        else image.LaunchPermissions.Accounts.ShouldBe([Partner], when);
        (await world.Process().DisableAsync(image.Id)).Only().KeptAccess.ShouldBe([Partner, Unit], when);
        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).Only().RestoredAccess.ShouldBe([Partner, Unit], when);
        ShouldBeAsBefore(image);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_kill_at_any_request_of_enabling_is_finished_by_the_next_run(bool serverActs) => Fire.KillsAsync(serverActs, 4, async shot =>
    {
        using World world = new();
        SimImage image = Shared(world);
        (await world.Process().DisableAsync(image.Id)).ShouldBeClean();
        await shot.RunAsync(world, (engine, death) => engine.EnableAsync(image.Id, restoreAccess: true, death));
        (await world.Process().EnableAsync(image.Id, restoreAccess: true)).ShouldBeClean();
        ShouldBeAsBefore(image);
    });

    [Fact]
    public async Task Tags_that_show_late_are_waited_for()
    {
        using World world = new();
        world.Faults.Consistency.TagLag = TimeSpan.FromSeconds(20);
        SimImage image = Shared(world);
        (await world.Process().DisableAsync(image.Id)).Only().KeptAccess.ShouldBe([Partner, Unit]);
        image.State.ShouldBe("disabled");
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("failed")]
    public async Task Only_available_images_are_disabled(string state)
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("not yet") { State = state });
        (await world.Process().DisableAsync(image.Id)).Error().Code.ShouldBe(AmiErrorCodes.ImageNotAvailable);
        (await world.Process().EnableAsync(image.Id)).Error().Code.ShouldBe(AmiErrorCodes.ImageNotAvailable);
        world.Changes.ShouldBeEmpty();
    }

    private static SimImage Shared(World world)
    {
        SimImage image = world.Region().AddImage(new ImageSeed("web"));
        world.See(_ =>
        {
            image.LaunchPermissions.Accounts.Add(Partner);
            image.LaunchPermissions.OrganizationalUnits.Add(Unit);
            return image;
        });
        return image;
    }

    private static void ShouldBeAsBefore(SimImage image)
    {
        image.State.ShouldBe("available");
        image.LaunchPermissions.Accounts.ShouldBe([Partner]);
        image.LaunchPermissions.OrganizationalUnits.ShouldBe([Unit]);
        Kept(image).ShouldBeEmpty();
    }

    private static string[] Kept(SimImage image) => [.. image.Tags.Select(tag => tag.Key).Where(key => key.StartsWith("AmiTools:access-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string[] Accounts(int count) => [.. Enumerable.Range(1, count).Select(number => $"{300000000000 + number}")];
}
