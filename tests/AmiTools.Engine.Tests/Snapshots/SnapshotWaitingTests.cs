using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Snapshots;

public sealed class SnapshotWaitingTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Waits_share_the_pollers_calls_and_each_comes_when_it_is_done()
    {
        SimSnapshot[] pending = [.. Enumerable.Range(0, 500).Select(_ => Pending())];
        _world.Simulator.Schedule(_world.Simulator.Now.AddMinutes(10), _ =>
        {
            foreach (SimSnapshot snapshot in pending) snapshot.State = "completed";
        });
        (await WaitAsync(pending)).ShouldBeClean().Results.Count.ShouldBe(500);
        _world.Simulator.Requests.Count("DescribeSnapshots").ShouldBeLessThan(500);
    }

    [Fact]
    public async Task Progress_tells_percent_and_the_time_left()
    {
        SimVolume volume = _world.Region().AddVolume(new VolumeSeed("/dev/sdf", 1000));
        EbsSnapshotBackup taken = (await _world.Process().TakeAsync(new EbsSnapshotOptions { Session = World.In(), VolumeId = [new(volume.Id)] })).Only();
        RecordedEvents events = new();
        (await _world.Process().WaitAsync(new SnapshotWaitOptions { Session = World.In(), SnapshotId = [new(taken.SnapshotId)] }, events)).Only().State.ShouldBe("completed");
        events.Progress.ShouldContain(report => report.Percent > 0 && report.Remaining > TimeSpan.Zero && report.Status.Contains("1000 GiB"));
        events.Progress[^1].Completed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_snapshot_in_error_shows_AWSs_reason_and_the_others_go_on()
    {
        SimSnapshot good = _world.Region().AddSnapshot(new SnapshotSeed(8));
        SimSnapshot bad = Pending();
        _world.Simulator.Schedule(_world.Simulator.Now.AddMinutes(3), _ =>
        {
            bad.State = "error";
            bad.StateMessage = "Given key ID is not accessible";
        });
        Outcome<EbsSnapshot> waited = await WaitAsync(good, bad);
        waited.Results.Single().SnapshotId.ShouldBe(good.Id);
        waited.Error().ShouldSatisfyAllConditions(error => error.Code.ShouldBe(AmiErrorCodes.SnapshotFailed), error => error.Message.ShouldContain("Given key ID is not accessible"));
    }

    [Fact]
    public async Task What_is_missing_malformed_or_deleted_meanwhile_is_an_error_of_its_own()
    {
        SimSnapshot gone = Pending();
        _world.Simulator.Schedule(_world.Simulator.Now.AddMinutes(3), _ => _world.Region().Snapshots.Remove(gone));
        Outcome<EbsSnapshot> waited = await _world.Process().WaitAsync(new SnapshotWaitOptions { Session = World.In(), SnapshotId = [new("x"), new("snap-00000000"), new(gone.Id)] });
        waited.Errors.Select(error => error.Code).ShouldBe([AmiErrorCodes.InvalidSnapshotId, AmiErrorCodes.SnapshotNotFound, AmiErrorCodes.SnapshotNotFound], ignoreOrder: true);
        waited.Errors.ShouldContain(error => error.Message.Contains("somebody deleted it"));
    }

    [Fact]
    public async Task The_time_given_ends_the_waiting_and_nothing_else()
    {
        SimSnapshot pending = Pending();
        AmiException error = (await _world.Process().WaitAsync(new SnapshotWaitOptions { Session = World.In(), SnapshotId = [new(pending.Id)], Timeout = TimeSpan.FromHours(6) })).Error();
        error.Code.ShouldBe(AmiErrorCodes.WaitTimedOut);
        error.Remedy!.ShouldContain($"Wait-EbsSnapshot -SnapshotId {pending.Id}");
        pending.State.ShouldBe("pending");
    }

    [Fact]
    public async Task A_few_failed_looks_do_not_end_hours_of_waiting()
    {
        SimSnapshot pending = Pending();
        _world.Simulator.Schedule(_world.Simulator.Now.AddMinutes(30), _ => pending.State = "completed");
        _world.Faults.Add(Fault.InternalError, "DescribeSnapshots", first: 2, times: 8);
        (await WaitAsync(pending)).Only().State.ShouldBe("completed");
    }

    [Fact]
    public async Task One_that_another_account_shares_can_be_waited_for()
    {
        SimSnapshot shared = _world.Simulator.Account("222233334444").Region(World.Home).AddSnapshot(new SnapshotSeed(8));
        shared.CreateVolumePermissions.Accounts.Add(_world.Simulator.Account().Id);
        (await WaitAsync(shared)).Only().AccountId.ShouldBe("222233334444");
    }

    private SimSnapshot Pending() => _world.Region().AddSnapshot(new SnapshotSeed(8) { State = "pending" });

    private Task<Outcome<EbsSnapshot>> WaitAsync(params SimSnapshot[] snapshots) =>
        _world.Process().WaitAsync(new SnapshotWaitOptions { Session = World.In(), SnapshotId = [.. snapshots.Select(snapshot => new ResourceReference(snapshot.Id))] });
}
