using AmiTools.Aws.Tests.Sessions;

namespace AmiTools.Aws.Tests.Budgets;

public sealed class GateTests
{
    [Fact]
    public async Task Lets_so_many_in_and_the_next_one_when_one_leaves()
    {
        Gate gate = new(2);
        var first = await gate.EnterAsync(default);
        await gate.EnterAsync(default);
        var third = gate.EnterAsync(default);
        var fourth = gate.EnterAsync(default);
        third.IsCompleted.ShouldBeFalse();

        first.Dispose();
        first.Dispose();

        await third;
        fourth.IsCompleted.ShouldBeFalse();
        gate.Inside.ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_no_gap()
    {
        Gate gate = new(1);
        var inside = await gate.EnterAsync(default);
        using CancellationTokenSource stop = new();
        var second = gate.EnterAsync(stop.Token);
        var third = gate.EnterAsync(default);

        await stop.CancelAsync();
        (await Thrown.ByAsync(second)).ShouldBeAssignableTo<OperationCanceledException>();
        inside.Dispose();

        (await third).Dispose();
        gate.Inside.ShouldBe(0);
    }
}
