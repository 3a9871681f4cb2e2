using AmiTools.Engine.Flow;
using AmiTools.Testing;

namespace AmiTools.Engine.Tests.Flow;

/// <summary>What comes one by one goes on together.</summary>
public class TurnsTests
{
    private readonly ManualTime _time = new();
    private readonly Turns _turns;

    public TurnsTests() => _turns = new Turns(_time);

    [Fact]
    public async Task The_first_does_not_wait_and_those_after_it_wait_together()
    {
        Arrive().IsCompleted.ShouldBeTrue();
        Task second = Arrive();
        _time.Advance(TimeSpan.FromSeconds(0.4));
        Task third = Arrive();
        (second.IsCompleted, third.IsCompleted, _time.Pending).ShouldBe((false, false, 1));
        _time.Advance(TimeSpan.FromSeconds(0.6));
        await Task.WhenAll(second, third);
        _time.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task Turns_become_rarer_while_others_keep_coming_and_never_rarer_than_the_longest()
    {
        await Arrive();
        List<TimeSpan> waits = [];
        for (int turn = 0; turn < 6; turn++)
        {
            DateTimeOffset came = _time.GetUtcNow();
            await _time.RunAsync(Arrive());
            waits.Add(_time.GetUtcNow() - came);
        }

        waits.ShouldBeInOrder();
        waits[0].ShouldBe(Turns.Shortest);
        waits[^1].ShouldBe(Turns.Longest);
    }

    [Fact]
    public async Task After_a_rest_nobody_waits()
    {
        await Arrive();
        await _time.RunAsync(Arrive());
        _time.Advance(Turns.Longest);
        Arrive().IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_others_waiting()
    {
        await Arrive();
        using CancellationTokenSource stop = new();
        Task other = Arrive();
        Task given = _turns.NextAsync(stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(given);
        other.IsCompleted.ShouldBeFalse();
        await _time.RunAsync(other);
    }

    private Task Arrive() => _turns.NextAsync(CancellationToken.None);
}
