using AmiTools.Engine.Tests.Harness;
using AmiTools.Engine.Tests.Restoring;
using AmiTools.Simulator;

namespace AmiTools.Engine.Tests.Recovery;

/// <summary>Every request of a recovery test fails once in every way, and the process dies at every request: nothing stays that the same test, or the next one, does not remove.</summary>
public sealed class RecoveryUnderFire
{
    [Theory]
    [MemberData(nameof(FaultWays.All), MemberType = typeof(FaultWays))]
    public Task A_fault_at_any_request_leaves_nothing(string way) => Fire.FaultsAsync(way, 10, async shot =>
    {
        using RestoreEstate estate = new();
        Outcome<AmiRecoveryTest> outcome = await shot.RunAsync(estate.World, (engine, death) => engine.TestAsync(estate.Drill(marker: "login:"), cancellationToken: death));
        outcome.Results.ShouldAllBe(test => test.Passed, $"{shot}: {outcome}");
        estate.World.Pass(TimeSpan.FromMinutes(1));
        estate.Drilled().ShouldBeEmpty($"{shot}: {outcome}");
    });

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 40)]
    public Task What_a_killed_test_leaves_the_next_one_removes(bool serverActs, int lag) => Fire.KillsAsync(serverActs, 10, async shot =>
    {
        using RestoreEstate estate = new();
        estate.World.Pass(TimeSpan.FromMinutes(5));
        estate.World.Lag(lag);
        Outcome<AmiRecoveryTest> first = await shot.RunAsync(estate.World, (engine, death) => engine.TestAsync(estate.Drill(marker: "login:"), cancellationToken: death));
        string when = $"{shot}, lag {lag}: {first}";
        if (!shot.Hit)
        {
            first.Only().Passed.ShouldBeTrue();
            estate.World.Pass(TimeSpan.FromMinutes(1));
            estate.Drilled().ShouldBeEmpty(when);
        }

        estate.World.Pass(RecoveryEstate.LongAfter);
        Outcome<AmiRecoveryTest> second = await estate.World.Process().TestAsync(estate.Drill(marker: "login:"));
        second.Errors.ShouldBeEmpty($"{when}\nsecond: {second}");
        second.Results.ShouldHaveSingleItem().Passed.ShouldBeTrue();
        estate.World.Pass(TimeSpan.FromMinutes(1));
        estate.Drilled().ShouldBeEmpty($"{when}\nsecond: {second}");
    });
}
