using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Retention;

/// <summary>Archiving disables an image and then sends its snapshots into the archive. It may end anywhere in between, and the same plan goes on from there.</summary>
public class RetentionArchiveTests
{
    private static readonly RetentionPolicy s_archive = new() { KeepLast = 1, Action = RetentionAction.Archive };

    [Fact]
    public async Task Images_are_disabled_and_their_snapshots_go_into_the_archive_once()
    {
        using RetentionEstate estate = new(covered: false);
        SimImage kept = estate.Backup(1), old = estate.Backup(2);
        SimImage copy = estate.Copy(old, 2);
        AmiRetentionPlan plan = await estate.PlanAsync(s_archive);
        plan.Changes.Select(item => item.ImageId).ShouldBe([old.Id, copy.Id], ignoreOrder: true);
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(AmiRetentionPlan.Parse(plan.ToJson()), review: run =>
        {
            RetentionStep step = run.Steps.Single(step => step.Item.ImageId == old.Id);
            step.Action.ShouldStartWith("Disable");
            step.Action.ShouldContain("for 90 days at the least");
            step.Warnings.ShouldContain(warning => warning.Contains("24 to 72 hours", StringComparison.Ordinal));
            step.Warnings.ShouldContain(warning => warning.Contains($"{old.Id} cannot be enabled before", StringComparison.Ordinal));
        });
        outcome.ShouldBeClean().Results.Count.ShouldBe(2);
        outcome.Results.ShouldAllBe(result => result.Receipt != null && !result.AlreadyDone && result.UnarchivedSnapshotIds.Count == 0);
        foreach (AmiRetentionResult result in outcome.Results)
        {
            result.ArchivedSnapshots.Select(snapshot => snapshot.SnapshotId).ShouldBe(result.SnapshotIds, ignoreOrder: true);
            result.ArchivedSnapshots.ShouldAllBe(snapshot => snapshot.Receipt != null && snapshot.IsMoving);
        }

        estate.StateOf(kept).ShouldBe("available");
        (estate.StateOf(old), estate.StateOf(copy)).ShouldBe(("disabled", "disabled"));
        estate.World.Pass(TimeSpan.FromHours(4));
        (Tiers(estate, kept), Tiers(estate, old), Tiers(estate, copy)).ShouldBe(("standard", "archive", "archive"));

        int changes = estate.World.Changes.Count;
        (await estate.InvokeAsync(plan)).ShouldBeClean().Results.ShouldAllBe(result => result.AlreadyDone && result.Receipt == null && result.ArchivedSnapshots.Count == 1);
        estate.World.Changes.Count.ShouldBe(changes);
        AmiRetentionPlan next = await estate.PlanAsync(s_archive);
        next.Changes.ShouldBeEmpty();
        next.Items.Single(item => item.ImageId == old.Id).Because.ShouldBe("it is archived already");
    }

    [Fact]
    public async Task An_image_that_is_disabled_already_only_has_its_snapshots_sent()
    {
        using RetentionEstate estate = new();
        estate.Backup(1);
        SimImage old = estate.Backup(2, state: "disabled");
        AmiRetentionResult result = (await estate.InvokeAsync(await estate.PlanAsync(s_archive))).Only();
        (result.ImageId, result.Receipt, result.AlreadyDone).ShouldBe((old.Id, null, false));
        result.ArchivedSnapshots.ShouldHaveSingleItem().Receipt.ShouldNotBeNull();
        estate.World.Changes.Select(request => request.Operation).ShouldBe(["ModifySnapshotTier"]);
    }

    [Fact]
    public async Task A_snapshot_that_an_image_in_use_needs_stays_and_that_is_said()
    {
        using RetentionEstate estate = new();
        SimImage kept = estate.Backup(1), old = estate.Backup(2);
        string shared = Share(estate, kept, old), own = old.SnapshotIds.First();
        AmiRetentionPlan plan = await estate.PlanAsync(s_archive);
        AmiRetentionResult result = (await estate.InvokeAsync(plan, review: run =>
            run.Steps.ShouldHaveSingleItem().Warnings.ShouldContain(warning => warning.StartsWith($"{shared} stays in its tier. ", StringComparison.Ordinal) && warning.Contains(kept.Id, StringComparison.Ordinal)))).Only();
        result.UnarchivedSnapshotIds.ShouldBe([shared]);
        result.ArchivedSnapshots.ShouldHaveSingleItem().SnapshotId.ShouldBe(own);
        estate.World.Simulator.Requests.Count("ModifySnapshotTier").ShouldBe(1);
        AmiRetentionResult again = (await estate.InvokeAsync(plan)).Only();
        again.AlreadyDone.ShouldBeTrue();
        again.UnarchivedSnapshotIds.ShouldBe([shared]);
    }

    [Fact]
    public async Task A_snapshot_of_two_images_of_the_plan_goes_when_both_are_disabled()
    {
        using RetentionEstate estate = new();
        estate.Backup(1);
        SimImage one = estate.Backup(2), other = estate.Backup(3);
        string shared = Share(estate, one, other);
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(await estate.PlanAsync(s_archive));
        outcome.ShouldBeClean().Results.SelectMany(result => result.ArchivedSnapshots).Select(snapshot => snapshot.SnapshotId).ShouldBe([shared, other.SnapshotIds.First(id => id != shared)], ignoreOrder: true);
        outcome.Results.ShouldAllBe(result => result.UnarchivedSnapshotIds.Count == 0);
    }

    [Fact]
    public async Task A_declined_image_keeps_the_snapshots_that_it_shares()
    {
        using RetentionEstate estate = new();
        estate.Backup(1);
        SimImage declined = estate.Backup(2), other = estate.Backup(3);
        string own = other.SnapshotIds.First(), shared = Share(estate, declined, other);
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(await estate.PlanAsync(s_archive), review: run => run.Steps.Single(step => step.Item.ImageId == declined.Id).Approved = false);
        AmiException error = outcome.Error();
        (error.Code, error.ResourceId).ShouldBe((AmiErrorCodes.SnapshotInUse, shared));
        error.Remedy.ShouldNotBeNull().ShouldContain("Disable-Ami");
        AmiRetentionResult result = outcome.Results.ShouldHaveSingleItem();
        (result.ImageId, result.ArchivedSnapshots.Single().SnapshotId, result.UnarchivedSnapshotIds.Single()).ShouldBe((other.Id, own, shared));
        estate.StateOf(declined).ShouldBe("available");
        Tiers(estate, declined).ShouldBe("standard");
    }

    [Fact]
    public async Task An_image_whose_snapshot_is_just_being_restored_is_left_alone()
    {
        using RetentionEstate estate = new();
        estate.Backup(1);
        SimImage old = estate.Backup(2, state: "disabled");
        EbsSnapshotTierOptions Move(bool archive) => new() { Session = World.In(), SnapshotId = [new ResourceReference(old.SnapshotIds.First(), World.Home)], Archive = archive };
        (await estate.World.Process().MoveAsync(Move(archive: true))).ShouldBeClean();
        AmiRetentionPlan plan = await estate.PlanAsync(s_archive);
        estate.World.Pass(TimeSpan.FromHours(4));
        (await estate.World.Process().MoveAsync(Move(archive: false))).ShouldBeClean();
        int changes = estate.World.Changes.Count;
        AmiException error = (await estate.InvokeAsync(plan)).Error();
        (error.Code, error.ResourceId).ShouldBe((AmiErrorCodes.SnapshotTierBusy, old.Id));
        estate.World.Changes.Count.ShouldBe(changes);
    }

    [Fact]
    public async Task A_snapshot_that_is_refused_is_an_error_and_the_next_run_sends_it()
    {
        using RetentionEstate estate = new();
        estate.Backup(1);
        SimImage[] old = [.. Enumerable.Range(2, 3).Select(day => estate.Backup(day))];
        AmiRetentionPlan plan = await estate.PlanAsync(s_archive);
        estate.World.Faults.Add(Fault.Deny, "ModifySnapshotTier", times: 1);
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan);
        string refused = outcome.Error().ResourceId.ShouldNotBeNull();
        // The image of it was disabled all the same, and whoever wants that back needs its receipt.
        outcome.Results.Count.ShouldBe(3);
        outcome.Results.Single(result => result.UnarchivedSnapshotIds.Count > 0).UnarchivedSnapshotIds.ShouldBe([refused]);
        old.ShouldAllBe(image => estate.StateOf(image) == "disabled");
        Outcome<AmiRetentionResult> next = await estate.InvokeAsync(plan);
        next.ShouldBeClean().Results.Count(result => result.AlreadyDone).ShouldBe(2);
        next.Results.Single(result => !result.AlreadyDone).ArchivedSnapshots.ShouldHaveSingleItem().SnapshotId.ShouldBe(refused);
    }

    [Fact]
    public async Task The_snapshots_of_an_image_that_could_not_be_disabled_stay()
    {
        using RetentionEstate estate = new();
        estate.Backup(1);
        SimImage old = estate.Backup(2);
        AmiRetentionPlan plan = await estate.PlanAsync(s_archive);
        estate.World.Faults.Add(Fault.Deny, "DisableImage");
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan);
        (outcome.Error().Operation, outcome.Results.Count).ShouldBe(("DisableImage", 0));
        estate.World.Simulator.Requests.Count("ModifySnapshotTier").ShouldBe(0);
        Tiers(estate, old).ShouldBe("standard");
    }

    [Theory]
    [InlineData("DescribeSnapshotTierStatus")]
    [InlineData("DescribeSnapshots")]
    public async Task What_is_not_known_of_its_snapshots_leaves_the_image_alone(string operation)
    {
        using RetentionEstate estate = new();
        estate.Backup(1);
        SimImage[] old = [estate.Backup(2), estate.Backup(3)];
        AmiRetentionPlan plan = await estate.PlanAsync(s_archive);
        estate.World.Faults.Add(Fault.Deny, operation);
        Outcome<AmiRetentionResult> outcome = await estate.InvokeAsync(plan);
        outcome.Results.ShouldBeEmpty();
        outcome.Errors.Select(error => (error.Code, error.ResourceId)).ShouldBe(old.Select(image => (AmiErrorCodes.AccessDenied, (string?)image.Id)), ignoreOrder: true);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_enabled_again_has_drifted()
    {
        using RetentionEstate estate = new();
        estate.Backup(1);
        SimImage old = estate.Backup(2, state: "disabled");
        AmiRetentionPlan plan = await estate.PlanAsync(s_archive);
        estate.Change(() => old.State = "available");
        (await estate.InvokeAsync(plan)).Error().Code.ShouldBe(AmiErrorCodes.PlanOutdated);
        estate.World.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_AWS_takes_no_more_the_run_stops_and_a_later_one_goes_on()
    {
        using RetentionEstate estate = new();
        estate.World.Simulator.Account().Quotas.ConcurrentArchives = 5;
        for (int day = 1; day <= 41; day++) estate.Backup(day);
        AmiRetentionPlan plan = await estate.PlanAsync(s_archive);
        Outcome<AmiRetentionResult> first = await estate.InvokeAsync(plan, most: 1);
        first.Thrown.ShouldBeOfType<AmiException>().Code.ShouldBe(AmiErrorCodes.TooManyFailures);
        // The first lot and no more.
        first.Results.Count.ShouldBe(16);
        first.Results.Count(result => result.UnarchivedSnapshotIds.Count == 0).ShouldBe(5);
        estate.World.Simulator.Account().Quotas.ConcurrentArchives = 100;
        Outcome<AmiRetentionResult> next = await estate.InvokeAsync(plan, most: 1);
        next.ShouldBeClean().Results.Count(result => result.AlreadyDone).ShouldBe(5);
        next.Results.Count.ShouldBe(40);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Killed_at_any_request_the_second_run_ends_it(bool serverActs) => Fire.KillsAsync(serverActs, 6, async shot =>
    {
        using RetentionEstate estate = new();
        SimImage kept = estate.Backup(1), one = estate.Backup(2), other = estate.Backup(3);
        AmiRetentionPlan plan = await estate.PlanAsync(s_archive);
        Outcome<AmiRetentionResult> first = await shot.RunAsync(estate.World, (engine, death) => estate.InvokeAsync(plan, engine: engine, cancellationToken: death));
        if (!shot.Hit) first.ShouldBeClean();
        (await estate.InvokeAsync(plan)).ShouldBeClean().Results.Count.ShouldBe(2, $"{shot}: {first}");
        estate.World.Pass(TimeSpan.FromHours(4));
        (estate.StateOf(kept), estate.StateOf(one), estate.StateOf(other)).ShouldBe(("available", "disabled", "disabled"), $"{shot}: {first}");
        (Tiers(estate, kept), Tiers(estate, one), Tiers(estate, other)).ShouldBe(("standard", "archive", "archive"), $"{shot}: {first}");
    });

    private static string Tiers(RetentionEstate estate, SimImage image) =>
        estate.World.See(_ => string.Join(",", image.SnapshotIds.Select(id => (estate.Home.Snapshots.Find(id) ?? estate.Away.Snapshots.Find(id))!.StorageTier).Distinct()));

    /// <summary>Lets a second image use the first snapshot of another one.</summary>
    private static string Share(RetentionEstate estate, SimImage of, SimImage with)
    {
        string id = of.SnapshotIds.First();
        estate.Change(() =>
        {
            estate.Home.Images.Remove(with);
            with.BlockDevices.Add(new SimBlockDevice { DeviceName = "/dev/sdf", SnapshotId = id, SizeGiB = 8, VolumeType = "gp3" });
            estate.Home.Images.Add(with);
        });
        return id;
    }
}
