using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Restoring;

/// <summary>Every request of a restore fails once in every way, and the process dies at every request: afterwards a second run has exactly as many instances as were asked for.</summary>
public sealed class RestoreUnderFire
{
    private const int Count = 3;

    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_ends_in_the_count(string way) => Fire.FaultsAsync(way, 10, async shot =>
    {
        using RestoreEstate estate = new();
        await ShouldBeMendedAsync(estate, shot, $"{shot}");
    });

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 40)]
    public Task A_kill_at_any_request_and_a_second_run_make_the_count(bool serverActs, int lag) => Fire.KillsAsync(serverActs, 10, async shot =>
    {
        using RestoreEstate estate = new();
        estate.World.Pass(TimeSpan.FromMinutes(5));
        estate.World.Lag(lag);
        await ShouldBeMendedAsync(estate, shot, $"{shot}, lag {lag}");
    });

    [Fact]
    public async Task Another_count_right_after_a_kill_is_the_count_that_there_is()
    {
        using RestoreEstate estate = new();
        estate.World.Pass(TimeSpan.FromMinutes(5));
        estate.World.Lag(40);
        int launch = 0;
        // Which request launches is found out on the way.
        for (int request = 1; launch == 0; request++)
        {
            AmiEngine doomed = estate.World.Process(out Wire wire, killAt: request, serverActs: true);
            await doomed.RestoreAsync(estate.Options(count: 2), cancellationToken: wire.Death);
            if (estate.Launched().Count > 0) launch = request;
        }

        (await estate.World.Process().RestoreAsync(estate.Options(count: Count))).ShouldBeClean();
        estate.Launched().Count.ShouldBe(Count);
    }

    [Fact]
    public async Task Two_commands_at_once_launch_the_count_together()
    {
        using RestoreEstate estate = new();
        Outcome<AmiRestoredInstance>[] both = await Task.WhenAll(estate.World.Process().RestoreAsync(estate.Options(count: Count)), estate.World.Process().RestoreAsync(estate.Options(count: Count)));
        both[0].ShouldBeClean().Results.Select(instance => instance.InstanceId).ShouldBe(both[1].ShouldBeClean().Results.Select(instance => instance.InstanceId), ignoreOrder: true);
        estate.Launched().Count.ShouldBe(Count);
    }

    private static async Task ShouldBeMendedAsync(RestoreEstate estate, Shot shot, string when)
    {
        Outcome<AmiRestoredInstance> first = await shot.RunAsync(estate.World, (engine, death) => engine.RestoreAsync(estate.Options(count: Count, wait: true), cancellationToken: death));
        await ShouldConvergeAsync(estate, $"{when}: {first}");
    }

    private static async Task ShouldConvergeAsync(RestoreEstate estate, string when)
    {
        Outcome<AmiRestoredInstance> second = await estate.World.Process().RestoreAsync(estate.Options(count: Count, wait: true));
        second.Errors.ShouldBeEmpty($"{when}\nsecond run: {second}");
        second.Results.Select(instance => instance.InstanceId).Distinct().Count().ShouldBe(Count, $"{when}\nsecond run: {second}");
        estate.World.Pass(TimeSpan.FromMinutes(10));
        estate.Launched().Count.ShouldBe(Count, $"{when}\nsecond run: {second}");
        estate.World.Simulator.Requests.Clear();
        (await estate.World.Process().RestoreAsync(estate.Options(count: Count, wait: true))).ShouldBeClean().Results.ShouldAllBe(instance => instance.AlreadyExisted);
        estate.World.Changes.ShouldBeEmpty(when);
    }
}
