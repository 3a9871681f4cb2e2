using AmiTools.Engine.Receipts;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RootRestore;

/// <summary>Every request of a replacement fails once in every way, and the process dies at every request: afterwards a second run converges, with one task, one reboot and both volumes tagged.</summary>
public class RootRestoreUnderFire
{
    private const int Fewest = 8;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public Task A_kill_at_any_request_is_mended_by_the_next_run(bool serverActs, bool waits) => Fire.KillsAsync(serverActs, Fewest, shot => ShouldBeMendedAsync(shot, waits));

    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_replacement(string way) => Fire.FaultsAsync(way, Fewest, shot => ShouldBeMendedAsync(shot, waits: false));

    [Fact]
    public async Task A_replacement_that_is_not_waited_for_any_longer_stays_open_in_the_journal()
    {
        using RootEstate estate = new();
        using CancellationTokenSource stop = new();
        string journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        AmiEngine engine = estate.World.Process(out Wire wire);
        bool isBegun = false;
        wire.Before = request =>
        {
            if (isBegun && request.Contains("Action=DescribeReplaceRootVolumeTasks", StringComparison.Ordinal)) stop.Cancel();
            isBegun |= request.Contains("Action=CreateReplaceRootVolumeTask", StringComparison.Ordinal);
        };
        try
        {
            await engine.ReplaceRootAsync(estate.ToSnapshot(journal: journal), cancellationToken: stop.Token);
            stop.IsCancellationRequested.ShouldBeTrue();
            estate.Tasks.Count.ShouldBe(1);
            AmiChangeReceipt written = ChangeJournal.At(journal).Read(out _).ShouldHaveSingleItem();
            (written.Kind, written.Outcome).ShouldBe((AmiChangeKind.VolumeReplaced, ReceiptOutcome.Begun));
            written.Error.ShouldNotBeNull().ShouldContain("stopped");
        }
        finally
        {
            File.Delete(journal);
        }
    }

    [Fact]
    public async Task Tags_that_cannot_be_put_on_at_the_end_are_told_and_put_on_by_the_next_run()
    {
        using RootEstate estate = new();
        estate.World.Faults.Add(Fault.Deny, "CreateTags", first: 2);
        Outcome<InstanceRootRestore> first = await estate.ReplaceAsync(estate.ToSnapshot());
        first.Results.Single().TaskState.ShouldBe("succeeded");
        first.Errors.ShouldHaveSingleItem().Code.ShouldBe(AmiErrorCodes.TaggingFailed);
        estate.World.Faults.Clear();
        await ShouldConvergeAsync(estate, "without tags");
    }

    [Fact]
    public async Task Reads_that_lag_behind_make_no_second_task()
    {
        using RootEstate estate = new();
        estate.World.Pass(TimeSpan.FromMinutes(5));
        estate.World.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(40);
        estate.World.Faults.Consistency.ListLag = TimeSpan.FromSeconds(40);
        estate.World.Faults.Consistency.Flicker = 0.3;
        (await estate.ReplaceAsync(estate.ToSnapshot())).ShouldBeClean();
        estate.World.Faults.Consistency.Flicker = 0;
        await ShouldConvergeAsync(estate, "with lag");
    }

    [Fact]
    public async Task Empty_pages_are_not_the_end_of_a_list()
    {
        using RootEstate estate = new(settings => (settings.Pages.EmptyChance, settings.Pages.ShortChance) = (0.5, 0.5));
        (await estate.ReplaceAsync(estate.ToSnapshot())).ShouldBeClean();
        await ShouldConvergeAsync(estate, "with empty pages");
    }

    private static async Task ShouldBeMendedAsync(Shot shot, bool waits)
    {
        using RootEstate estate = new();
        Outcome<InstanceRootRestore> first = await shot.RunAsync(estate.World, (engine, death) => engine.ReplaceRootAsync(estate.ToSnapshot(), cancellationToken: death));
        // The second run comes when all is over, or while AWS is still at it.
        if (waits) estate.World.Pass(TimeSpan.FromMinutes(5));
        await ShouldConvergeAsync(estate, $"{shot}: {first}");
    }

    private static async Task ShouldConvergeAsync(RootEstate estate, string when)
    {
        InstanceRootRestore second = (await estate.ReplaceAsync(estate.ToSnapshot())) is var outcome && outcome.Errors.Count == 0 ? outcome.Results.Single() : throw new ShouldAssertException($"{when}\nsecond run: {outcome}");
        (estate.Root!.VolumeId, second.ReplacedVolumeId, second.SnapshotId).ShouldBe((second.VolumeId, estate.Old.Id, estate.Snapshot.Id), when);
        (estate.Tasks.Count, estate.Server.Reboots).ShouldBe((1, 1), when);
        estate.Volume(second.VolumeId).Tags["Owner"].ShouldBe("ops", when);
        estate.World.See(_ => (estate.Old.State, estate.Old.Tags[AmiToolsTags.ReplacedBy], estate.Old.Tags[AmiToolsTags.DetachedFrom])).ShouldBe(("available", second.VolumeId, $"{estate.Server.Id} {RootEstate.Device} delete"), when);

        estate.World.Simulator.Requests.Clear();
        InstanceRootRestore third = (await estate.ReplaceAsync(estate.ToSnapshot())).Only();
        (third.VolumeId, third.AlreadyExisted).ShouldBe((second.VolumeId, true), when);
        estate.World.Changes.ShouldBeEmpty(when);
    }
}
