namespace AmiTools.Simulator.Tests.Kernel;

public sealed class TimelineTests : IDisposable
{
    private readonly AwsSimulator _simulator = Calls.Simulator();
    private readonly List<string> _ran = [];

    [Fact]
    public void Transitions_run_in_order_of_time_and_then_of_asking()
    {
        var start = _simulator.Now;
        _simulator.Schedule(start.AddSeconds(20), _ => _ran.Add("b"));
        _simulator.Schedule(start.AddSeconds(10), _ => _ran.Add("a"));
        _simulator.Schedule(start.AddSeconds(20), _ => _ran.Add("c"));
        _simulator.Schedule(start.AddSeconds(31), _ => _ran.Add("d"));

        _simulator.Clock.Step(TimeSpan.FromSeconds(30));

        _ran.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void A_transition_lives_at_its_own_time_and_may_ask_for_more()
    {
        var start = _simulator.Now;
        _simulator.Schedule(start.AddSeconds(10), at =>
        {
            at.ShouldBe(start.AddSeconds(10));
            _simulator.Now.ShouldBe(at);
            _simulator.Schedule(at.AddSeconds(10), then => _ran.Add($"{(then - start).TotalSeconds}"));
        });

        _simulator.Clock.Step(TimeSpan.FromHours(1));

        _ran.ShouldBe(["20"]);
        _simulator.Now.ShouldBe(start.AddHours(1));
    }

    [Fact]
    public void What_is_due_has_happened_before_a_timer_fires()
    {
        _simulator.Schedule(_simulator.Now.AddSeconds(10), _ => _ran.Add("transition"));
        using var timer = _simulator.Clock.CreateTimer(_ => _ran.Add("timer"), null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);

        _simulator.Clock.Step(TimeSpan.FromSeconds(10));

        _ran.ShouldBe(["transition", "timer"]);
    }

    [Fact]
    public async Task A_jump_runs_what_lies_on_its_way()
    {
        using var simulator = new AwsSimulator();
        var start = simulator.Now;
        simulator.Schedule(start.AddMinutes(1), at => simulator.Schedule(at.AddMinutes(1), _ => _ran.Add("second")));
        simulator.Schedule(start.AddMinutes(90), _ => _ran.Add("too late"));

        await Task.Delay(TimeSpan.FromHours(1), simulator.Clock);

        _ran.ShouldBe(["second"]);
        simulator.Now.ShouldBe(start.AddHours(1));
    }

    public void Dispose() => _simulator.Dispose();
}
