using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.VolumeRestore;

/// <summary>Every request of a swap fails once in every way, and the process dies at every request: afterwards a second run converges, with one new volume in the place of the old one.</summary>
public class VolumeRestoreUnderFire
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public Task A_kill_at_any_request_is_mended_by_the_next_run(bool serverActs, bool replaces) => Fire.KillsAsync(serverActs, 10, shot => ShouldBeMendedAsync(shot, replaces));

    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_volume(string way) => Fire.FaultsAsync(way, 10, shot => ShouldBeMendedAsync(shot, replaces: true));

    [Fact]
    public Task A_swap_that_was_broken_off_is_finished_by_a_restore_of_another_snapshot_too() => Fire.KillsAsync(serverActs: true, 10, async shot =>
    {
        using VolumeEstate estate = new();
        Outcome<EbsVolumeRestore> first = await shot.RunAsync(estate.World, (engine, death) => engine.RestoreAsync(estate.Options(replace: VolumeEstate.Data), cancellationToken: death));
        // What was not broken off is a swap of its own, and the next one another.
        if (!shot.Hit) return;
        estate.World.Pass(TimeSpan.FromMinutes(5));
        SimSnapshot other = estate.World.Region().AddSnapshot(new SnapshotSeed(20));
        EbsVolumeRestore made = (await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data, snapshot: other.Id))).Only();
        estate.Attached[VolumeEstate.Data].VolumeId.ShouldBe(made.VolumeId, $"{shot}: {first}");
        estate.Volume(estate.Old.Id).State.ShouldBe("available", $"{shot}: {first}");
    });

    [Fact]
    public async Task Reads_that_lag_behind_make_no_second_volume()
    {
        using VolumeEstate estate = new();
        estate.World.Pass(TimeSpan.FromMinutes(5));
        estate.World.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(40);
        estate.World.Faults.Consistency.ListLag = TimeSpan.FromSeconds(40);
        estate.World.Faults.Consistency.Flicker = 0.3;
        (await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data))).ShouldBeClean();
        estate.World.Faults.Consistency.Flicker = 0;
        await ShouldConvergeAsync(estate, estate.Options(replace: VolumeEstate.Data), "with lag");
    }

    [Fact]
    public async Task Empty_pages_are_not_the_end_of_a_list()
    {
        using VolumeEstate estate = new(settings: settings => (settings.Pages.EmptyChance, settings.Pages.ShortChance) = (0.5, 0.5));
        (await estate.RestoreAsync(estate.Options(replace: VolumeEstate.Data))).ShouldBeClean();
        await ShouldConvergeAsync(estate, estate.Options(replace: VolumeEstate.Data), "with empty pages");
    }

    private static async Task ShouldBeMendedAsync(Shot shot, bool replaces)
    {
        using VolumeEstate estate = new();
        VolumeRestoreOptions options = estate.Options(replace: replaces ? VolumeEstate.Data : null, delete: replaces ? null : true);
        Outcome<EbsVolumeRestore> first = await shot.RunAsync(estate.World, (engine, death) => engine.RestoreAsync(options, cancellationToken: death));
        await ShouldConvergeAsync(estate, options, $"{shot}: {first}");
    }

    private static async Task ShouldConvergeAsync(VolumeEstate estate, VolumeRestoreOptions options, string when)
    {
        estate.World.Pass(TimeSpan.FromMinutes(5));
        Outcome<EbsVolumeRestore> second = await estate.RestoreAsync(options);
        second.Errors.ShouldBeEmpty($"{when}\nsecond run: {second}");
        estate.World.Pass(TimeSpan.FromMinutes(5));
        string device = options.Replace ?? "/dev/sdg";
        SimAttachment there = estate.Attached[device];
        (there.VolumeId, there.State, there.DeleteOnTermination).ShouldBe((second.Results.Single().VolumeId, "attached", true), when);
        estate.VolumeCount.ShouldBe(estate.Volumes + 1, when);
        SimVolume volume = estate.Volume(there.VolumeId);
        (volume.SnapshotId, volume.Tags["Owner"]).ShouldBe((estate.Snapshot.Id, "ops"), when);
        if (options.Replace is not null)
        {
            (second.Results.Single().ReplacedVolumeId, estate.World.See(_ => estate.Old.State)).ShouldBe((estate.Old.Id, "available"), when);
            estate.World.See(_ => estate.Old.Tags[AmiToolsTags.ReplacedBy]).ShouldBe(there.VolumeId, when);
        }

        estate.World.Simulator.Requests.Clear();
        Outcome<EbsVolumeRestore> third = await estate.RestoreAsync(options);
        (third.Only().VolumeId, third.Only().AlreadyExisted).ShouldBe((there.VolumeId, true), when);
        estate.World.Changes.ShouldBeEmpty(when);
    }
}
