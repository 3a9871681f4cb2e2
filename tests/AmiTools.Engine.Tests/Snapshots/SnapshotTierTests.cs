using Amazon.EC2.Model;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Snapshots;

public class SnapshotTierTests
{
    [Fact]
    public async Task A_snapshot_goes_into_the_archive_and_comes_back_for_a_time_and_for_good()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(100));
        AmiEngine engine = world.Process();
        EbsSnapshotTier begun = (await engine.MoveAsync(Archive(snapshot.Id))).Only();
        (begun.TieringStatus, begun.IsMoving, begun.IsUsable).ShouldBe(("archival-in-progress", true, true));
        begun.Receipt.ShouldNotBeNull().Before.State.ShouldBe("standard");
        world.Pass(TimeSpan.FromHours(4));
        EbsSnapshotTier archived = (await engine.MoveAsync(Archive(snapshot.Id))).Only();
        (archived.StorageTier, archived.TieringStatus, archived.IsUsable, archived.Receipt).ShouldBe(("archive", "archival-completed", false, null));
        archived.ArchivalCompleteTime.ShouldNotBeNull();

        EbsSnapshotTier restoring = (await engine.MoveAsync(Restore(snapshot.Id, days: 5))).Only();
        (restoring.TieringStatus, restoring.RestoreDays, restoring.Receipt?.Before.State).ShouldBe(("temporary-restore-in-progress", 5, "archive"));
        world.Pass(TimeSpan.FromHours(80));
        (await engine.MoveAsync(Archive(snapshot.Id), plan => plan.Steps.Single().Action.ShouldContain("goes back by itself"))).Only().IsUsable.ShouldBeTrue();

        (await engine.MoveAsync(Restore(snapshot.Id), plan => plan.Steps.Single().Action.ShouldStartWith("Keep it restored for good"))).ShouldBeClean();
        world.Pass(TimeSpan.FromHours(80));
        (await engine.MoveAsync(Restore(snapshot.Id))).Only().StorageTier.ShouldBe("standard");
        world.Changes.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_restore_gets_another_end_and_the_same_end_changes_nothing()
    {
        using World world = new();
        SimSnapshot snapshot = await ArchivedAsync(world);
        AmiEngine engine = world.Process();
        (await engine.MoveAsync(Restore(snapshot.Id, days: 2))).ShouldBeClean();
        (await engine.MoveAsync(Restore(snapshot.Id, days: 2), plan => plan.Steps.Single().Action.ShouldContain("Leave it on its way"))).Only().Receipt.ShouldBeNull();
        world.Pass(TimeSpan.FromHours(30));
        (await engine.MoveAsync(Restore(snapshot.Id, days: 20), plan => plan.Steps.Single().Action.ShouldNotContain("USD"))).Only().Receipt.ShouldNotBeNull();
        world.Pass(TimeSpan.Zero);
        EbsSnapshotTier same = (await engine.MoveAsync(Restore(snapshot.Id, days: 20))).Only();
        same.Receipt.ShouldBeNull();
        same.RestoreExpiryTime.ShouldNotBeNull().ShouldBe(world.Simulator.Now.UtcDateTime.AddDays(20), TimeSpan.FromMinutes(1));
        world.Pass(TimeSpan.FromDays(21));
        (await engine.MoveAsync(Archive(snapshot.Id))).Only().IsUsable.ShouldBeFalse("it went back by itself");
    }

    [Fact]
    public async Task A_snapshot_that_is_not_archived_needs_no_restoring()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        (await engine.MoveAsync(Restore(snapshot.Id))).Only().Receipt.ShouldBeNull();
        (await engine.MoveAsync(Restore(snapshot.Id, days: 3))).Only().TieringStatus.ShouldBeNull();
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_plan_tells_the_costs_the_time_and_what_archiving_takes_away()
    {
        using World world = new();
        SimRegion region = world.Region();
        SimInstance machine = region.AddInstance(new InstanceSeed());
        SimVolume volume = region.Volumes.Find(machine.Volumes[0].VolumeId)!;
        SimSnapshot snapshot = region.AddSnapshot(new SnapshotSeed(100) { Volume = volume, Used = 1 });
        region.AddSnapshot(new SnapshotSeed(100) { Volume = volume, Age = TimeSpan.FromDays(1) });
        snapshot.CreateVolumePermissions.Accounts.Add("222233334444");
        await world.ElsewhereAsync(ec2 => ec2.EnableFastSnapshotRestoresAsync(new EnableFastSnapshotRestoresRequest { AvailabilityZones = ["eu-west-1a"], SourceSnapshotIds = [snapshot.Id] }));
        int before = world.Changes.Count;
        (await world.Process().MoveAsync(Archive(snapshot.Id), plan =>
        {
            EbsSnapshotTierStep step = plan.Steps.ShouldHaveSingleItem();
            step.Action.ShouldContain("USD a month (estimate), for 90 days at the least");
            step.Caution.ShouldNotBeNull().ShouldContain("222233334444");
            step.Warnings.ShouldContain(warning => warning.Contains("24 to 72 hours", StringComparison.Ordinal));
            step.Warnings.ShouldContain(warning => warning.Contains("1 other snapshot", StringComparison.Ordinal));
            step.Warnings.ShouldContain(warning => warning.Contains("eu-west-1a", StringComparison.Ordinal));
            step.Approved = false;
        })).Results.ShouldBeEmpty();
        world.Changes.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Restoring_early_tells_what_the_archive_bills_all_the_same()
    {
        using World world = new();
        SimSnapshot snapshot = await ArchivedAsync(world);
        world.Pass(TimeSpan.FromDays(10));
        await world.Process().MoveAsync(Restore(snapshot.Id), plan => plan.Steps.Single().Warnings.ShouldHaveSingleItem().ShouldContain("for the rest"));
        SimSnapshot old = await ArchivedAsync(world);
        world.Pass(TimeSpan.FromDays(100));
        await world.Process().MoveAsync(Restore(old.Id), plan => plan.Steps.Single().Warnings.ShouldBeEmpty());
    }

    [Fact]
    public async Task The_snapshots_of_an_image_are_archived_only_while_it_is_disabled()
    {
        using World world = new();
        SimImage image = world.Region().AddImage(new ImageSeed("web-1"));
        AmiEngine engine = world.Process();
        string id = image.SnapshotIds.First();
        AmiException error = (await engine.MoveAsync(Archive(id))).Error();
        error.Code.ShouldBe(AmiErrorCodes.SnapshotInUse);
        error.Message.ShouldContain(image.Id);
        error.Remedy.ShouldNotBeNull().ShouldContain($"Disable-Ami {image.Id}");
        (await engine.DisableAsync(image.Id)).ShouldBeClean();
        (await engine.MoveAsync(Archive(id), plan => plan.Steps.Single().Warnings.ShouldContain(warning => warning.Contains(image.Id, StringComparison.Ordinal)))).ShouldBeClean();
    }

    [Fact]
    public async Task A_snapshot_on_its_way_is_not_sent_the_other_way()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        (await engine.MoveAsync(Archive(snapshot.Id))).ShouldBeClean();
        foreach (EbsSnapshotTierOptions other in new[] { Restore(snapshot.Id), Restore(snapshot.Id, days: 4) })
            (await engine.MoveAsync(other)).Error().Code.ShouldBe(AmiErrorCodes.SnapshotTierBusy);
        world.Changes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task All_problems_come_in_one_list_and_the_others_are_archived()
    {
        using World world = new();
        SimSnapshot good = world.Region().AddSnapshot(new SnapshotSeed(8)), pending = world.Region().AddSnapshot(new SnapshotSeed(8) { State = "error" });
        Outcome<EbsSnapshotTier> outcome = await world.Process().MoveAsync(Archive(good.Id, pending.Id, "snap-nonsense", "snap-00000000000000000"));
        outcome.Results.ShouldHaveSingleItem().SnapshotId.ShouldBe(good.Id);
        outcome.Errors.Select(error => error.Code).ShouldBe([AmiErrorCodes.SnapshotNotReady, AmiErrorCodes.InvalidSnapshotId, AmiErrorCodes.SnapshotNotFound], ignoreOrder: true);
    }

    [Theory]
    [InlineData(false, 0, AmiErrorCodes.InvalidRetention)]
    [InlineData(false, 181, AmiErrorCodes.InvalidRetention)]
    [InlineData(true, 5, AmiErrorCodes.InvalidOption)]
    public async Task What_AWS_does_not_take_is_refused_without_a_call(bool archive, int days, string code)
    {
        using World world = new();
        EbsSnapshotTierOptions options = new() { Session = World.In(), SnapshotId = [new ResourceReference("snap-0123456789abcdef0")], Archive = archive, RestoreDays = days };
        AmiException error = (await world.Process().MoveAsync(options)).Error();
        error.Code.ShouldBe(code);
        error.Remedy.ShouldNotBeNullOrEmpty();
        world.Simulator.Requests.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData("DescribeSnapshotTierStatus")]
    [InlineData("DescribeImages")]
    public async Task What_decides_and_cannot_be_read_stops_the_move(string operation)
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        world.Faults.Add(Fault.Deny, operation);
        AmiException error = (await world.Process().MoveAsync(Archive(snapshot.Id))).Error();
        (error.Code, error.ResourceId).ShouldBe((AmiErrorCodes.AccessDenied, snapshot.Id));
        world.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DescribeSnapshotAttribute", "with whom it is shared")]
    [InlineData("DescribeFastSnapshotRestores", "fast restore")]
    public async Task What_only_warns_and_cannot_be_read_is_told(string operation, string what)
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        world.Faults.Add(Fault.Deny, operation);
        (await world.Process().MoveAsync(Archive(snapshot.Id), plan => plan.Steps.Single().Warnings.ShouldContain(warning => warning.Contains(what, StringComparison.Ordinal)))).ShouldBeClean();
    }

    [Fact]
    public async Task A_denied_snapshot_does_not_stop_the_others()
    {
        using World world = new();
        string[] ids = [.. Enumerable.Range(0, 3).Select(_ => world.Region().AddSnapshot(new SnapshotSeed(8)).Id)];
        world.Faults.Add(Fault.Deny, "ModifySnapshotTier", times: 1);
        Outcome<EbsSnapshotTier> outcome = await world.Process().MoveAsync(Archive(ids));
        outcome.Error().Code.ShouldBe(AmiErrorCodes.AccessDenied);
        outcome.Results.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_AWS_has_no_place_for_fails_and_a_later_run_does_it()
    {
        using World world = new();
        world.Simulator.Account().Quotas.ConcurrentArchives = 2;
        string[] ids = [.. Enumerable.Range(0, 3).Select(_ => world.Region().AddSnapshot(new SnapshotSeed(8)).Id)];
        Outcome<EbsSnapshotTier> first = await world.Process().MoveAsync(Archive(ids));
        first.Results.Count.ShouldBe(2);
        first.Error().Kind.ShouldBe(AmiErrorKind.LimitExceeded);
        world.Pass(TimeSpan.FromHours(4));
        (await world.Process().MoveAsync(Archive(ids))).Results.Count(result => result.Receipt is not null).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_move_whose_answer_is_lost_counts_as_begun(bool archive)
    {
        using World world = new();
        SimSnapshot snapshot = archive ? world.Region().AddSnapshot(new SnapshotSeed(8)) : await ArchivedAsync(world);
        world.Faults.Add(Fault.CutAfter, archive ? "ModifySnapshotTier" : "RestoreSnapshotTier", times: 1);
        EbsSnapshotTier begun = (await world.Process().MoveAsync(archive ? Archive(snapshot.Id) : Restore(snapshot.Id))).Only();
        begun.IsMoving.ShouldBeTrue();
        begun.TieringStartTime.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public Task Killed_at_any_request_the_second_run_ends_it(bool archive, bool serverActs) => Fire.KillsAsync(serverActs, 2, async shot =>
    {
        using World world = new();
        SimSnapshot snapshot = archive ? world.Region().AddSnapshot(new SnapshotSeed(8)) : await ArchivedAsync(world);
        EbsSnapshotTierOptions options = archive ? Archive(snapshot.Id) : Restore(snapshot.Id);
        await shot.RunAsync(world, (engine, death) => engine.MoveAsync(options, cancellationToken: death));
        (await world.Process().MoveAsync(options)).Only().IsMoving.ShouldBeTrue($"{shot}");
        world.Pass(TimeSpan.FromHours(80));
        world.See(_ => snapshot.StorageTier).ShouldBe(archive ? "archive" : "standard", $"{shot}");
    });

    private static async Task<SimSnapshot> ArchivedAsync(World world)
    {
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        (await world.Process().MoveAsync(Archive(snapshot.Id))).ShouldBeClean();
        world.Pass(TimeSpan.FromHours(4));
        return snapshot;
    }

    private static EbsSnapshotTierOptions Archive(params string[] ids) => new() { Session = World.In(), SnapshotId = [.. ids.Select(id => new ResourceReference(id))], Archive = true };

    private static EbsSnapshotTierOptions Restore(string id, int? days = null) => new() { Session = World.In(), SnapshotId = [new ResourceReference(id)], RestoreDays = days };
}
