using AmiTools.Aws.Tests.Sessions;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests.Budgets;

public sealed class TokenBucketTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_full_bucket_gives_its_burst_at_once_and_then_makes_callers_wait()
    {
        TokenBucket bucket = new(new(3, 1), _time);
        for (var i = 0; i < 3; i++)
            bucket.TakeAsync(1, default).IsCompletedSuccessfully.ShouldBeTrue();

        var fourth = bucket.TakeAsync(1, default);

        fourth.IsCompleted.ShouldBeFalse();
        await _time.RunAsync(fourth);
        _time.Elapsed.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Whoever_came_first_is_served_first()
    {
        TokenBucket bucket = new(new(1, 1), _time);
        await bucket.TakeAsync(1, default);
        var waiting = Enumerable.Range(0, 4).Select(_ => bucket.TakeAsync(1, default)).ToList();

        for (var served = 0; served < waiting.Count; served++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await waiting[served];
            waiting.Count(task => task.IsCompleted).ShouldBe(served + 1);
        }
    }

    [Fact]
    public async Task A_small_wish_does_not_overtake_a_big_one()
    {
        TokenBucket bucket = new(new(10, 1), _time);
        await bucket.TakeAsync(8, default);
        var big = bucket.TakeAsync(5, default);
        var small = bucket.TakeAsync(1, default);

        big.IsCompleted.ShouldBeFalse();
        small.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(3));
        await big;
        small.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Leaving_the_line_takes_nothing_and_lets_the_next_one_forward()
    {
        TokenBucket bucket = new(new(10, 1), _time);
        await bucket.TakeAsync(8, default);
        using CancellationTokenSource stop = new();
        var big = bucket.TakeAsync(5, stop.Token);
        var small = bucket.TakeAsync(1, default);

        await stop.CancelAsync();

        (await Thrown.ByAsync(big)).ShouldBeAssignableTo<OperationCanceledException>();
        await small;
        bucket.Tokens.ShouldBe(1);
        bucket.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_gets_nothing()
    {
        TokenBucket bucket = new(new(1, 1), _time);

        (await Thrown.ByAsync(bucket.TakeAsync(1, new(true)))).ShouldBeAssignableTo<OperationCanceledException>();

        bucket.Tokens.ShouldBe(1);
    }

    [Fact]
    public void More_than_the_bucket_holds_is_a_full_bucket()
    {
        TokenBucket bucket = new(new(5, 1), _time);

        bucket.TakeAsync(50, default).IsCompletedSuccessfully.ShouldBeTrue();

        bucket.Tokens.ShouldBe(0);
    }

    [Fact]
    public async Task A_throttle_empties_the_bucket_and_halves_its_rate_for_half_a_minute()
    {
        TokenBucket bucket = new(new(100, 20), _time);

        bucket.NoteThrottle();

        bucket.Tokens.ShouldBe(0);
        bucket.RefillPerSecond.ShouldBe(10);
        await _time.RunAsync(bucket.TakeAsync(1, default));
        _time.Elapsed.ShouldBe(TimeSpan.FromSeconds(0.1));
        _time.Advance(TimeSpan.FromSeconds(29.8));
        bucket.RefillPerSecond.ShouldBe(10);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        bucket.RefillPerSecond.ShouldBe(20);
    }

    [Fact]
    public void Throttles_of_one_moment_count_once()
    {
        TokenBucket bucket = new(new(100, 20), _time);

        for (var i = 0; i < 50; i++)
            bucket.NoteThrottle();

        bucket.RefillPerSecond.ShouldBe(10);
    }

    [Fact]
    public void Throttles_that_go_on_slow_down_to_a_tenth_and_recover_step_by_step()
    {
        TokenBucket bucket = new(new(100, 20), _time);
        for (var i = 0; i < 10; i++)
        {
            bucket.NoteThrottle();
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        bucket.RefillPerSecond.ShouldBe(2);
        _time.Advance(TimeSpan.FromSeconds(28));
        bucket.RefillPerSecond.ShouldBe(4);
        _time.Advance(TimeSpan.FromSeconds(30));
        bucket.RefillPerSecond.ShouldBe(8);
        _time.Advance(TimeSpan.FromSeconds(60));
        bucket.RefillPerSecond.ShouldBe(20);
    }

    [Fact]
    public async Task Over_a_long_job_the_rate_is_what_AWS_allows_to_the_token()
    {
        TokenBucket bucket = new(new(100, 1), _time);

        await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, 400).Select(_ => bucket.TakeAsync(1, default))));

        _time.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(299.9), TimeSpan.FromSeconds(300.5));
    }
}
