using System.Diagnostics;
using AmiTools.Testing;

namespace AmiTools.Aws.Tests;

public sealed class ManualTimeTests
{
    [Fact]
    public async Task A_limit_does_not_run_out_while_the_work_has_not_come_to_wait()
    {
        ManualTime time = new();
        var work = Task.Run(() =>
        {
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(75), time);
            for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(50);)
                Thread.SpinWait(100);
            return limit.IsCancellationRequested;
        });

        (await time.RunAsync(work)).ShouldBeFalse();
        time.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_limit_runs_out_at_once_when_the_work_only_waits()
    {
        ManualTime time = new();
        using CancellationTokenSource limit = new(TimeSpan.FromHours(75), time);

        await Should.ThrowAsync<OperationCanceledException>(time.RunAsync(Task.Delay(Timeout.InfiniteTimeSpan, limit.Token)));

        time.Elapsed.ShouldBe(TimeSpan.FromHours(75));
    }
}
