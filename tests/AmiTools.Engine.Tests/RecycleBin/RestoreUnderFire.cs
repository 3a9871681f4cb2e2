using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RecycleBin;

/// <summary>Every request of a restore fails once in every way, and the process dies at every request: afterwards a second run brings back the rest, and a third one finds nothing to do.</summary>
public sealed class RestoreUnderFire
{
    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_one_restored_image(string way) => Fire.FaultsAsync(way, 7, ShouldBeMendedAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_kill_at_any_request_is_finished_by_the_next_run(bool serverActs) => Fire.KillsAsync(serverActs, 7, ShouldBeMendedAsync);

    private static async Task ShouldBeMendedAsync(Shot shot)
    {
        using BinEstate estate = new();
        await estate.DeleteAsync(estate.Image(8, 100));
        SimImage image = estate.World.See(_ => estate.Home.BinnedImages.Single());
        Outcome<RestoredResource> first = await shot.RunAsync(estate.World, (engine, death) => engine.RestoreAsync(BinEstate.Options(image.Id), cancellationToken: death));
        await ShouldConvergeAsync(estate, image, $"{shot}: {first}");
    }

    private static async Task ShouldConvergeAsync(BinEstate estate, SimImage image, string when)
    {
        Outcome<RestoredResource> second = await estate.RestoreAsync(image);
        second.Errors.ShouldBeEmpty($"{when}\nsecond run: {second}");
        second.Results.ShouldHaveSingleItem(when).SnapshotIds.ShouldBe(image.SnapshotIds, ignoreOrder: true);
        estate.IsWhole(image).ShouldBeTrue(when);
        estate.World.Simulator.Requests.Clear();
        Outcome<RestoredResource> third = await estate.RestoreAsync(image);
        third.Only().AlreadyExisted.ShouldBeTrue(when);
        estate.World.Changes.ShouldBeEmpty(when);
    }
}
