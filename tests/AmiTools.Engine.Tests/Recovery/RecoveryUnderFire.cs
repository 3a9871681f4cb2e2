using AmiTools.Engine.Tests.EndToEnd;
using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Restoring;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Recovery;

/// <summary>Every request of a recovery test fails once in every way, and the process dies at every request: nothing stays that the same test, or the next one, does not remove.</summary>
public sealed class RecoveryUnderFire
{
    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public async Task A_fault_at_any_request_leaves_nothing(string way)
    {
        for (int request = 1; ; request++)
        {
            using RestoreEstate estate = new();
            FaultRule rule = estate.World.Faults.Add(FaultWays.Of(way), "*", first: request, times: 1);
            Outcome<AmiRecoveryTest> outcome = await estate.World.Process().TestAsync(estate.Drill(marker: "login:"));
            if (rule.Hits == 0)
            {
                request.ShouldBeGreaterThan(10);
                break;
            }

            string when = $"{way} at request {request}: {outcome}";
            outcome.Errors.ShouldAllBe(error => error.Code != AmiErrorCodes.InternalError, when);
            outcome.Results.ShouldAllBe(test => test.Passed, when);
            estate.World.Pass(TimeSpan.FromMinutes(1));
            estate.Drilled().ShouldBeEmpty(when);
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 40)]
    public async Task What_a_killed_test_leaves_the_next_one_removes(bool serverActs, int lag)
    {
        for (int request = 1; ; request++)
        {
            using RestoreEstate estate = new();
            estate.World.Pass(TimeSpan.FromMinutes(5));
            Lag(estate, lag);
            AmiEngine doomed = estate.World.Process(out Wire wire, killAt: request, serverActs);
            Outcome<AmiRecoveryTest> first = await doomed.TestAsync(estate.Drill(marker: "login:"), cancellationToken: wire.Death);
            string when = $"killed at request {request}, server {(serverActs ? "acted" : "did not act")}, lag {lag}: {first}";
            if (!wire.Death.IsCancellationRequested)
            {
                request.ShouldBeGreaterThan(10);
                first.Only().Passed.ShouldBeTrue();
                estate.World.Pass(TimeSpan.FromMinutes(1));
                estate.Drilled().ShouldBeEmpty(when);
                break;
            }

            estate.World.Pass(RecoveryEstate.LongAfter);
            Outcome<AmiRecoveryTest> second = await estate.World.Process().TestAsync(estate.Drill(marker: "login:"));
            second.Errors.ShouldBeEmpty($"{when}\nsecond: {second}");
            second.Results.ShouldHaveSingleItem().Passed.ShouldBeTrue();
            estate.World.Pass(TimeSpan.FromMinutes(1));
            estate.Drilled().ShouldBeEmpty($"{when}\nsecond: {second}");
        }
    }

    private static void Lag(RestoreEstate estate, int seconds)
    {
        estate.World.Faults.Consistency.NewIdLag = TimeSpan.FromSeconds(seconds);
        estate.World.Faults.Consistency.ListLag = TimeSpan.FromSeconds(seconds);
        estate.World.Faults.Consistency.TagLag = TimeSpan.FromSeconds(seconds / 2.0);
        estate.World.Faults.Consistency.Flicker = seconds == 0 ? 0 : 0.3;
    }
}
