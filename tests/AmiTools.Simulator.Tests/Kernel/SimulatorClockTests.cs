namespace AmiTools.Simulator.Tests.Kernel;

public sealed class SimulatorClockTests
{
    private static readonly DateTimeOffset s_start = SimulatorClock.DefaultStart;

    [Fact]
    public void A_manual_clock_stands_still_until_it_is_stepped()
    {
        using var clock = SimulatorClock.Manual();

        clock.GetUtcNow().ShouldBe(s_start);
        clock.Step(TimeSpan.FromHours(3));

        clock.GetUtcNow().ShouldBe(s_start.AddHours(3));
    }

    [Fact]
    public void Timestamps_follow_simulated_time()
    {
        using var clock = SimulatorClock.Manual();
        var before = clock.GetTimestamp();

        clock.Step(TimeSpan.FromSeconds(90));

        clock.GetElapsedTime(before).ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        using var clock = SimulatorClock.Manual();

        Should.Throw<ArgumentOutOfRangeException>(() => clock.Step(TimeSpan.FromTicks(-1)));
        clock.StepTo(s_start.AddHours(-1));

        clock.GetUtcNow().ShouldBe(s_start);
    }

    [Fact]
    public void Timers_fire_in_order_of_due_time_and_see_it()
    {
        using var clock = SimulatorClock.Manual();
        var seen = new List<(string, DateTimeOffset)>();
        using var late = Timer(clock, 30, () => seen.Add(("late", clock.GetUtcNow())));
        using var early = Timer(clock, 10, () => seen.Add(("early", clock.GetUtcNow())));
        using var same = Timer(clock, 30, () => seen.Add(("same", clock.GetUtcNow())));
        using var beyond = Timer(clock, 61, () => seen.Add(("beyond", clock.GetUtcNow())));

        clock.Step(TimeSpan.FromMinutes(1));

        seen.ShouldBe([("early", s_start.AddSeconds(10)), ("late", s_start.AddSeconds(30)), ("same", s_start.AddSeconds(30))]);
        clock.GetUtcNow().ShouldBe(s_start.AddMinutes(1));
    }

    [Fact]
    public void A_timer_that_a_timer_starts_fires_in_the_same_step_if_it_is_due()
    {
        using var clock = SimulatorClock.Manual();
        var fired = new List<DateTimeOffset>();
        ITimer? second = null;
        using var first = Timer(clock, 10, () => second = Timer(clock, 10, () => fired.Add(clock.GetUtcNow())));

        clock.Step(TimeSpan.FromSeconds(20));

        fired.ShouldBe([s_start.AddSeconds(20)]);
        second!.Dispose();
    }

    [Fact]
    public void Periodic_timers_repeat_until_they_are_disposed()
    {
        using var clock = SimulatorClock.Manual();
        var fired = new List<int>();
        var timer = clock.CreateTimer(_ => fired.Add((int)(clock.GetUtcNow() - s_start).TotalSeconds), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));

        clock.Step(TimeSpan.FromSeconds(27));
        timer.Dispose();
        clock.Step(TimeSpan.FromHours(1));

        fired.ShouldBe([5, 15, 25]);
    }

    [Fact]
    public void A_changed_timer_fires_at_its_new_time_only()
    {
        using var clock = SimulatorClock.Manual();
        var fired = new List<int>();
        using var timer = clock.CreateTimer(_ => fired.Add((int)(clock.GetUtcNow() - s_start).TotalSeconds), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        timer.Change(TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        clock.Step(TimeSpan.FromMinutes(1));
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).ShouldBeTrue();
        clock.Step(TimeSpan.FromMinutes(1));

        fired.ShouldBe([20]);
        timer.Dispose();
        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).ShouldBeFalse();
    }

    [Fact]
    public void Moved_is_told_each_instant_before_its_timers_fire()
    {
        using var clock = SimulatorClock.Manual();
        var order = new List<string>();
        clock.Moved += now => order.Add($"moved {(now - s_start).TotalSeconds}");
        using var timer = Timer(clock, 10, () => order.Add("fired"));

        clock.Step(TimeSpan.FromSeconds(15));

        order.ShouldBe(["moved 10", "fired", "moved 15"]);
    }

    [Fact]
    public async Task A_jumping_clock_goes_to_where_somebody_waits()
    {
        using var clock = SimulatorClock.Jumping();

        await Task.Delay(TimeSpan.FromHours(6), clock);

        clock.GetUtcNow().ShouldBe(s_start.AddHours(6));
    }

    [Fact]
    public async Task A_jumping_clock_serves_several_waiters_in_order()
    {
        using var clock = SimulatorClock.Jumping();
        var order = new List<int>();
        var gate = new object();

        await Task.WhenAll(new[] { 50, 10, 40, 20, 30 }.Select(async minutes =>
        {
            await Task.Delay(TimeSpan.FromMinutes(minutes), clock).ConfigureAwait(false);
            lock (gate)
                order.Add(minutes);
        }));

        order.ShouldBe([10, 20, 30, 40, 50]);
        clock.GetUtcNow().ShouldBe(s_start.AddMinutes(50));
    }

    [Fact]
    public async Task Polling_against_a_timeout_of_hours_ends_at_the_poll_and_not_at_the_timeout()
    {
        using var clock = SimulatorClock.Jumping();
        using var timeout = new CancellationTokenSource(TimeSpan.FromHours(24), clock);

        for (var poll = 0; poll < 100; poll++)
            await Task.Delay(TimeSpan.FromSeconds(15), clock, timeout.Token);

        timeout.IsCancellationRequested.ShouldBeFalse();
        clock.GetUtcNow().ShouldBe(s_start.AddSeconds(1500));
    }

    [Fact]
    public async Task A_hold_keeps_a_jumping_clock_where_it_is()
    {
        using var clock = SimulatorClock.Jumping(quiet: TimeSpan.FromMilliseconds(0.1));
        var hold = clock.Hold();
        var waiting = Task.Delay(TimeSpan.FromSeconds(1), clock);

        // Real time must pass here, or nothing would be shown: ten times as long as the clock waits for quiet at most.
        var watch = System.Diagnostics.Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.Elapsed > TimeSpan.FromMilliseconds(100));
        clock.GetUtcNow().ShouldBe(s_start);
        hold.Dispose();
        hold.Dispose();

        await waiting;
        clock.GetUtcNow().ShouldBe(s_start.AddSeconds(1));
    }

    [Fact]
    public void A_jumping_clock_stands_still_without_a_waiter_and_can_be_stepped()
    {
        using var clock = SimulatorClock.Jumping();

        clock.Step(TimeSpan.FromDays(30));

        clock.GetUtcNow().ShouldBe(s_start.AddDays(30));
    }

    [Fact]
    public void A_wall_clock_runs_at_its_speed()
    {
        using var real = SimulatorClock.Manual();
        using var clock = SimulatorClock.WallClock(60, s_start, real);

        real.Step(TimeSpan.FromSeconds(2));

        clock.GetUtcNow().ShouldBe(s_start.AddMinutes(2));
    }

    [Fact]
    public void A_wall_clock_fires_timers_when_real_time_brings_them()
    {
        using var real = SimulatorClock.Manual();
        using var clock = SimulatorClock.WallClock(60, s_start, real);
        var fired = new List<double>();
        using var timer = Timer(clock, 600, () => fired.Add((clock.GetUtcNow() - s_start).TotalSeconds));

        real.Step(TimeSpan.FromSeconds(9));
        fired.ShouldBeEmpty();
        real.Step(TimeSpan.FromSeconds(1));

        fired.ShouldBe([600.0]);
    }

    [Fact]
    public void A_wall_clock_can_be_stepped_ahead()
    {
        using var real = SimulatorClock.Manual();
        using var clock = SimulatorClock.WallClock(1, s_start, real);
        var fired = 0;
        using var timer = Timer(clock, 3600, () => fired++);

        clock.Step(TimeSpan.FromHours(1));
        real.Step(TimeSpan.FromSeconds(5));

        fired.ShouldBe(1);
        clock.GetUtcNow().ShouldBe(s_start.AddHours(1).AddSeconds(5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_speed_must_be_a_number_above_zero(double speed) =>
        Should.Throw<ArgumentOutOfRangeException>(() => SimulatorClock.WallClock(speed));

    [Fact]
    public async Task A_disposed_clock_leaves_no_thread_behind_and_fires_nothing()
    {
        var clock = SimulatorClock.Jumping();
        using var hold = clock.Hold();
        var waiting = Task.Delay(TimeSpan.FromSeconds(1), clock);

        clock.Dispose();
        hold.Dispose();

        (await Task.WhenAny(waiting, Task.Delay(50))).ShouldNotBe(waiting);
    }

    private static ITimer Timer(SimulatorClock clock, double seconds, Action action) =>
        clock.CreateTimer(_ => action(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
