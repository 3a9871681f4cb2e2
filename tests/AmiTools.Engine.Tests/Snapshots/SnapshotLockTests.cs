using AmiTools.Engine.Receipts;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Snapshots;

public class SnapshotLockTests
{
    [Fact]
    public async Task A_governance_lock_is_put_on_and_taken_off()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        EbsSnapshotLock held = (await engine.LockAsync(Lock(snapshot.Id, days: 30), plan => plan.Steps.Single().Caution.ShouldBeNull())).Only();
        (held.LockState, held.LockDuration, held.Holds).ShouldBe(("governance", 30, true));
        held.LockExpiresOn.ShouldNotBeNull().ShouldBe(world.Simulator.Now.UtcDateTime.AddDays(30), TimeSpan.FromMinutes(1));
        held.Receipt.ShouldNotBeNull().Before.SnapshotLock.ShouldNotBeNull().Holds.ShouldBeFalse();

        EbsSnapshotLock free = (await engine.LockAsync(Unlock(snapshot.Id))).Only();
        (free.LockState, free.LockExpiresOn).ShouldBe((null, null));
        free.Receipt.ShouldNotBeNull().Before.State.ShouldBe("governance");
        (await IsLockedAsync(world, snapshot.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_so_already_is_left_alone()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        (await engine.LockAsync(Unlock(snapshot.Id))).Only().Receipt.ShouldBeNull();
        DateTime until = world.Simulator.Now.UtcDateTime.AddDays(100);
        (await engine.LockAsync(Lock(snapshot.Id, until: until))).Only().Receipt.ShouldNotBeNull();
        (await engine.LockAsync(Lock(snapshot.Id, until: until))).Only().Receipt.ShouldBeNull();
        world.Changes.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, "From that moment on")]
    [InlineData(24, "After ")]
    public async Task A_compliance_lock_is_asked_for_with_what_nobody_can_undo_and_what_it_costs(int? coolOff, string from)
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(100));
        (await world.Process().LockAsync(Lock(snapshot.Id, days: 365, mode: "compliance", coolOff: coolOff), plan =>
        {
            EbsSnapshotLockStep step = plan.Steps.ShouldHaveSingleItem();
            step.Caution.ShouldNotBeNull().ShouldStartWith(from);
            step.Caution.ShouldContain($"{world.Simulator.Now.AddDays(365):yyyy-MM-dd}");
            step.Caution.ShouldContain("USD a month");
            step.Approved = false;
        })).Results.ShouldBeEmpty();
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_compliance_lock_comes_off_while_it_cools_off_and_never_after()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        AmiEngine engine = world.Process();
        EbsSnapshotLock held = (await engine.LockAsync(Lock(snapshot.Id, days: 30, mode: "compliance", coolOff: 24))).Only();
        held.LockState.ShouldBe("compliance-cooloff");
        held.CoolOffPeriodExpiresOn.ShouldNotBeNull().ShouldBe(world.Simulator.Now.UtcDateTime.AddHours(24), TimeSpan.FromMinutes(1));
        (await engine.LockAsync(Unlock(snapshot.Id))).ShouldBeClean();

        (await engine.LockAsync(Lock(snapshot.Id, days: 30, mode: "compliance", coolOff: 24))).ShouldBeClean();
        world.Pass(TimeSpan.FromHours(25));
        foreach (EbsSnapshotLockOptions refused in new[] { Unlock(snapshot.Id), Lock(snapshot.Id, days: 60), Lock(snapshot.Id, days: 2, mode: "compliance") })
        {
            AmiException error = (await engine.LockAsync(refused)).Error();
            error.Code.ShouldBe(AmiErrorCodes.SnapshotLocked);
            error.Message.ShouldContain("compliance mode until");
        }

        (await engine.LockAsync(Lock(snapshot.Id, days: 60, mode: "compliance", coolOff: 5))).Error().Code.ShouldBe(AmiErrorCodes.InvalidOption);
        (await engine.LockAsync(Lock(snapshot.Id, days: 60, mode: "compliance"))).Only().LockExpiresOn.ShouldNotBeNull().ShouldBeGreaterThan(world.Simulator.Now.UtcDateTime.AddDays(59));
        world.Pass(TimeSpan.FromDays(61));
        (await engine.LockAsync(Unlock(snapshot.Id))).Only().LockState.ShouldBe("expired");
    }

    [Theory]
    [InlineData(0, null, "governance", null, AmiErrorCodes.InvalidRetention)]
    [InlineData(36501, null, "governance", null, AmiErrorCodes.InvalidRetention)]
    [InlineData(null, 0.5, "governance", null, AmiErrorCodes.InvalidDate)]
    [InlineData(null, 40000.0, "governance", null, AmiErrorCodes.InvalidDate)]
    [InlineData(null, null, "governance", null, AmiErrorCodes.InvalidOption)]
    [InlineData(5, 9.0, "governance", null, AmiErrorCodes.InvalidOption)]
    [InlineData(5, null, "compliance", 73, AmiErrorCodes.InvalidOption)]
    [InlineData(5, null, "compliance", 0, AmiErrorCodes.InvalidOption)]
    [InlineData(5, null, "governance", 5, AmiErrorCodes.InvalidOption)]
    [InlineData(5, null, "both", null, AmiErrorCodes.InvalidOption)]
    public async Task What_no_lock_can_be_is_refused_without_a_call(int? days, double? untilDays, string mode, int? coolOff, string code)
    {
        using World world = new();
        DateTime? until = untilDays is { } ahead ? world.Simulator.Now.UtcDateTime.AddDays(ahead) : null;
        AmiException error = (await world.Process().LockAsync(Lock("snap-0123456789abcdef0", days, until, mode, coolOff))).Error();
        error.Code.ShouldBe(code);
        error.Remedy.ShouldNotBeNullOrEmpty();
        world.Simulator.Requests.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_whose_answer_is_lost_and_that_nobody_can_look_after_stays_open(bool isLock)
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        if (!isLock) (await world.Process().LockAsync(Lock(snapshot.Id, days: 30))).ShouldBeClean();
        AmiEngine engine = world.Process(out Wire wire);
        bool isBegun = false;
        wire.Before = request =>
        {
            if (isBegun || !request.Contains(isLock ? "Action=LockSnapshot" : "Action=UnlockSnapshot", StringComparison.Ordinal)) return;
            isBegun = true;
            world.Faults.Add(Fault.CutAfter, isLock ? "LockSnapshot" : "UnlockSnapshot");
            world.Faults.Add(Fault.Deny, "DescribeLockedSnapshots");
        };
        AmiException error = (await engine.LockAsync(isLock ? Lock(snapshot.Id, days: 30, mode: "compliance", coolOff: 24) : Unlock(snapshot.Id))).Error();
        (error.Code, error.Kind).ShouldBe((AmiErrorCodes.OutcomeUnknown, AmiErrorKind.Denied));
        error.Message.ShouldContain("could not be read");
        world.Faults.Clear();
        (await IsLockedAsync(world, snapshot.Id)).ShouldBe(isLock);
    }

    [Fact]
    public async Task All_problems_come_in_one_list_and_the_others_are_locked()
    {
        using World world = new();
        SimSnapshot good = world.Region().AddSnapshot(new SnapshotSeed(8)), failed = world.Region().AddSnapshot(new SnapshotSeed(8) { State = "error" });
        Outcome<EbsSnapshotLock> outcome = await world.Process().LockAsync(Lock([good.Id, failed.Id, "snap-nonsense", "snap-00000000000000000"], days: 5));
        outcome.Results.ShouldHaveSingleItem().SnapshotId.ShouldBe(good.Id);
        outcome.Errors.Select(error => error.Code).ShouldBe([AmiErrorCodes.SnapshotNotReady, AmiErrorCodes.InvalidSnapshotId, AmiErrorCodes.SnapshotNotFound], ignoreOrder: true);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_read_is_not_written_over()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        world.Faults.Add(Fault.Deny, "DescribeLockedSnapshots");
        AmiException error = (await world.Process().LockAsync(Lock(snapshot.Id, days: 5))).Error();
        (error.Code, error.ResourceId).ShouldBe((AmiErrorCodes.AccessDenied, snapshot.Id));
        world.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_denied_snapshot_does_not_stop_the_others()
    {
        using World world = new();
        string[] ids = [.. Enumerable.Range(0, 3).Select(_ => world.Region().AddSnapshot(new SnapshotSeed(8)).Id)];
        world.Faults.Add(Fault.Deny, "LockSnapshot", times: 1);
        Outcome<EbsSnapshotLock> outcome = await world.Process().LockAsync(Lock(ids, days: 5));
        outcome.Error().Code.ShouldBe(AmiErrorCodes.AccessDenied);
        outcome.Results.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("governance", null)]
    [InlineData("compliance", 5)]
    [InlineData("compliance", null)]
    [InlineData("unlock", null)]
    public async Task A_change_whose_answer_is_lost_counts_as_made(string mode, int? coolOff)
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        if (mode == "unlock") (await world.Process().LockAsync(Lock(snapshot.Id, days: 5))).ShouldBeClean();
        world.Faults.Add(Fault.CutAfter, mode == "unlock" ? "UnlockSnapshot" : "LockSnapshot", times: 1);
        EbsSnapshotLock held = (await world.Process().LockAsync(mode == "unlock" ? Unlock(snapshot.Id) : Lock(snapshot.Id, days: 9, mode: mode, coolOff: coolOff))).Only();
        held.Holds.ShouldBe(mode != "unlock");
        (await IsLockedAsync(world, snapshot.Id)).ShouldBe(mode != "unlock");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public Task Killed_at_any_request_the_second_run_ends_it(bool unlock, bool serverActs) => Fire.KillsAsync(serverActs, 2, async shot =>
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        if (unlock) (await world.Process().LockAsync(Lock(snapshot.Id, days: 5))).ShouldBeClean();
        EbsSnapshotLockOptions options = unlock ? Unlock(snapshot.Id) : Lock(snapshot.Id, until: world.Simulator.Now.UtcDateTime.AddDays(50));
        await shot.RunAsync(world, (engine, death) => engine.LockAsync(options, cancellationToken: death));
        (await world.Process().LockAsync(options)).Only().Holds.ShouldBe(!unlock, $"{shot}");
        (await IsLockedAsync(world, snapshot.Id)).ShouldBe(!unlock, $"{shot}");
    });

    [Fact]
    public async Task The_journal_has_the_lock_as_it_was_before()
    {
        using World world = new();
        SimSnapshot snapshot = world.Region().AddSnapshot(new SnapshotSeed(8));
        (await world.Process().LockAsync(Lock(snapshot.Id, days: 5))).ShouldBeClean();
        string journal = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        try
        {
            (await world.Process().LockAsync(new EbsSnapshotLockOptions { Session = new SessionOptions { Region = [World.Home], Journal = journal }, SnapshotId = [new ResourceReference(snapshot.Id)], Unlock = true })).ShouldBeClean();
            AmiChangeReceipt receipt = ChangeJournal.At(journal).Read(out _).ShouldHaveSingleItem();
            (receipt.Kind, receipt.Outcome, receipt.Before.State).ShouldBe((AmiChangeKind.SnapshotLock, ReceiptOutcome.Done, "governance"));
            receipt.Before.SnapshotLock.ShouldNotBeNull().LockDuration.ShouldBe(5);
        }
        finally
        {
            File.Delete(journal);
        }
    }

    private static async Task<bool> IsLockedAsync(World world, string id)
    {
        EbsSnapshotLockPlan plan = await world.Process().PlanAsync(Unlock(id), new RecordedEvents(), CancellationToken.None);
        return plan.Problems.Any(problem => problem.Code == AmiErrorCodes.SnapshotLocked) || plan.Steps.ShouldHaveSingleItem().Lock.Holds;
    }

    private static EbsSnapshotLockOptions Lock(string id, int? days = null, DateTime? until = null, string mode = "governance", int? coolOff = null) => Lock([id], days, until, mode, coolOff);

    private static EbsSnapshotLockOptions Lock(string[] ids, int? days = null, DateTime? until = null, string mode = "governance", int? coolOff = null) => new()
    {
        Session = World.In(), SnapshotId = [.. ids.Select(id => new ResourceReference(id))], Mode = mode, DurationDays = days, Until = until, CoolOffHours = coolOff,
    };

    private static EbsSnapshotLockOptions Unlock(string id) => new() { Session = World.In(), SnapshotId = [new ResourceReference(id)], Unlock = true };
}
