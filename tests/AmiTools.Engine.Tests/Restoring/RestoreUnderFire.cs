using AmiTools.Engine.Tests.EndToEnd;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Restoring;

/// <summary>Every request of a restore fails once in every way, and the process dies at every request: afterwards a second run has exactly as many instances as were asked for.</summary>
public sealed class RestoreUnderFire
{
    private const int Count = 3;

    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public async Task A_fault_at_any_request_ends_in_the_count(string way)
    {
        for (int request = 1; ; request++)
        {
            using RestoreEstate estate = new();
            FaultRule rule = estate.World.Faults.Add(FaultWays.Of(way), "*", first: request, times: 1);
            Outcome<AmiRestoredInstance> first = await estate.World.Process().RestoreAsync(estate.Options(count: Count, wait: true));
            if (rule.Hits == 0)
            {
                request.ShouldBeGreaterThan(10);
                break;
            }

            first.Errors.ShouldAllBe(error => error.Code != AmiErrorCodes.InternalError, $"{way} at {request}: {first}");
            estate.World.Faults.Clear();
            await ShouldConvergeAsync(estate, $"{way} at request {request}: {first}");
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 40)]
    public async Task A_kill_at_any_request_and_a_second_run_make_the_count(bool serverActs, int lag)
    {
        for (int request = 1; ; request++)
        {
            using RestoreEstate estate = new();
            estate.World.Pass(TimeSpan.FromMinutes(5));
            Lag(estate, lag);
            AmiEngine doomed = estate.World.Process(out Wire wire, killAt: request, serverActs);
            Outcome<AmiRestoredInstance> first = await doomed.RestoreAsync(estate.Options(count: Count, wait: true), cancellationToken: wire.Death);
            if (!wire.Death.IsCancellationRequested)
            {
                request.ShouldBeGreaterThan(10);
                break;
            }

            await ShouldConvergeAsync(estate, $"killed at request {request}, server {(serverActs ? "acted" : "did not act")}, lag {lag}: {first}");
        }
    }

    [Fact]
    public async Task Another_count_right_after_a_kill_is_the_count_that_there_is()
    {
        using RestoreEstate estate = new();
        estate.World.Pass(TimeSpan.FromMinutes(5));
        Lag(estate, 40);
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

    private static void Lag(RestoreEstate estate, int seconds)
    {
        estate.World.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(seconds);
        estate.World.Faults.Consistency.ListLag = TimeSpan.FromSeconds(seconds);
        estate.World.Faults.Consistency.TagLag = TimeSpan.FromSeconds(seconds / 2.0);
        estate.World.Faults.Consistency.Flicker = seconds == 0 ? 0 : 0.3;
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
