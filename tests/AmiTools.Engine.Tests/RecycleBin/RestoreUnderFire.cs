using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.RecycleBin;

/// <summary>Every request of a restore fails once in every way, and the process dies at every request: afterwards a second run brings back the rest, and a third one finds nothing to do.</summary>
public sealed class RestoreUnderFire
{
    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public async Task A_fault_at_any_request_ends_in_one_restored_image(string way)
    {
        for (int request = 1; ; request++)
        {
            using BinEstate estate = await EstateAsync();
            SimImage image = Binned(estate);
            FaultRule rule = estate.World.Faults.Add(FaultWays.Of(way), "*", first: request, times: 1);
            Outcome<RestoredResource> first = await estate.RestoreAsync(image);
            if (rule.Hits == 0)
            {
                request.ShouldBeGreaterThan(7);
                break;
            }

            first.Errors.ShouldAllBe(error => error.Code != AmiErrorCodes.InternalError, $"{way} at {request}: {first}");
            estate.World.Faults.Clear();
            await ShouldConvergeAsync(estate, image, $"{way} at request {request}: {first}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_at_any_request_is_finished_by_the_next_run(bool serverActs)
    {
        for (int request = 1; ; request++)
        {
            using BinEstate estate = await EstateAsync();
            SimImage image = Binned(estate);
            AmiEngine doomed = estate.World.Process(out Wire wire, killAt: request, serverActs);
            Outcome<RestoredResource> first = await doomed.RestoreAsync(BinEstate.Options(image.Id), cancellationToken: wire.Death);
            if (!wire.Death.IsCancellationRequested)
            {
                request.ShouldBeGreaterThan(7);
                break;
            }

            await ShouldConvergeAsync(estate, image, $"killed at request {request}, server {(serverActs ? "acted" : "did not act")}: {first}");
        }
    }

    private static async Task<BinEstate> EstateAsync()
    {
        BinEstate estate = new();
        await estate.DeleteAsync(estate.Image(8, 100));
        return estate;
    }

    private static SimImage Binned(BinEstate estate) => estate.World.See(_ => estate.Home.BinnedImages.Single());

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
