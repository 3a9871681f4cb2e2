using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.Recovery;

/// <summary>One recovery test: a group that nothing gets through, the backup's machine in it, a look at whether it comes up, and the end of both, whatever happens.</summary>
internal sealed class Drill(RegionSession region, RecoveryDrillStep step, RecoveryTestOptions options, ReceiptBook receipts, IEngineEvents events)
{
    private const int TailLines = 40;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly string _id = region.Session.Environment.NewId().ToString("N");

    /// <summary>Runs it.</summary>
    /// <returns>What came of it, also where the machine did not come up.</returns>
    /// <exception cref="AmiException">It could not be launched or looked at, so that nothing is known.</exception>
    public async Task<AmiRecoveryTest> RunAsync(CancellationToken cancellationToken)
    {
        DrillRemoval removal = new(region, _id);
        DrillVerdict verdict;
        try
        {
            string group = await MakeGroupAsync(removal, cancellationToken).ConfigureAwait(false);
            verdict = await TestAsync(group, removal, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // In real time, as all that a person waits for after a stop.
            using Grace grace = new(TimeProvider.System, region.Settings.DrillCleanUpWindow, cancellationToken);
            await removal.RunAsync(grace.Token).ConfigureAwait(false);
            if (removal.Problem() is { } problem) await events.FailAsync(problem).ConfigureAwait(false);
        }

        return Result(verdict, removal.LeftOver);
    }

    private async Task<string> MakeGroupAsync(DrillRemoval removal, CancellationToken cancellationToken)
    {
        DrillGroup group = new(region, _id, step.Given);
        AmiChangeReceipt receipt = await receipts.NewCreationAsync(region.Name, "", $"Make the security group {DrillGroup.NameOf(_id)} for a recovery test of {step.Launch.ImageId}", cancellationToken).ConfigureAwait(false);
        string id = await receipts.CreateAsync(receipt, () => group.MakeAsync(step.Launch.VpcId, Tags(), cancellationToken), made => made).ConfigureAwait(false);
        removal.KnowGroup(id);
        await group.IsolateAsync(id, cancellationToken).ConfigureAwait(false);
        return id;
    }

    private async Task<DrillVerdict> TestAsync(string group, DrillRemoval removal, CancellationToken cancellationToken)
    {
        Dictionary<string, string> tags = Tags();
        InstanceSet set = new(region, step.Launch, _id, step.Given, receipts, events) { Shape = request => DrillLaunch.Shape(request, step, group, tags) };
        DateTimeOffset begun = region.Time.GetUtcNow();
        Instance instance = await LaunchAsync(set, cancellationToken).ConfigureAwait(false);
        removal.KnowInstance(instance.InstanceId!);
        DrillVerdict verdict = new(instance, begun, null, null, [], set.ReceiptOf(instance));
        ConsoleReader console = new(region, instance.InstanceId!);
        await new DrillLease(region, _id, events).HoldAsync([group, instance.InstanceId!], async () =>
        {
            try
            {
                await WatchAsync(instance.InstanceId!, console, begun + options.Timeout, cancellationToken).ConfigureAwait(false);
                verdict = verdict with { Took = region.Time.GetUtcNow() - begun };
            }
            catch (AmiException failure) when (failure.Code is AmiErrorCodes.LaunchFailed or AmiErrorCodes.StatusCheckFailed or AmiErrorCodes.WaitTimedOut)
            {
                verdict = verdict with { Failure = failure, ConsoleTail = await TailAsync(console, cancellationToken).ConfigureAwait(false) };
            }
        }, cancellationToken).ConfigureAwait(false);
        return verdict;
    }

    /// <summary>Launches the machine. For a while AWS may not know the group that it has just made.</summary>
    private async Task<Instance> LaunchAsync(InstanceSet set, CancellationToken cancellationToken)
    {
        AmiException? last = null;
        return await Patience.UntilAsync(region.Time, region.Settings.VisibilityWindow, async token =>
        {
            try
            {
                return (await set.FillAsync(1, token).ConfigureAwait(false))[0].Instance;
            }
            catch (AmiException failure) when (failure.AwsCode == "InvalidGroup.NotFound")
            {
                last = failure;
                return null;
            }
        }, s_firstPause, s_longestPause, cancellationToken).ConfigureAwait(false) ?? throw last!;
    }

    private async Task WatchAsync(string instanceId, ConsoleReader console, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        InstanceWait wait = new(region, instanceId, $"Test {step.Launch.ImageId} as {instanceId}") { Given = step.Given, MissingWindow = region.Settings.VisibilityWindow };
        await wait.RunAsync(deadline, events, cancellationToken).ConfigureAwait(false);
        if (options.ConsoleMarker is not { } marker) return;
        int failures = 0;
        object? found = await Patience.UntilAsync<object>(region.Time, deadline - region.Time.GetUtcNow(), async token =>
        {
            try
            {
                bool shows = (await console.ReadAsync(token).ConfigureAwait(false)).Contains(marker, StringComparison.Ordinal);
                failures = 0;
                return shows ? this : null;
            }
            catch (AmiException failure) when (failure.Kind is AmiErrorKind.Connection or AmiErrorKind.Service or AmiErrorKind.LimitExceeded or AmiErrorKind.InvalidAnswer && ++failures < region.Settings.PollFailures)
            {
                return null;
            }
        }, s_firstPause, s_longestPause, cancellationToken).ConfigureAwait(false);
        if (found is null) throw new AmiException(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{instanceId} in {region.Name} passed AWS's status checks, and its console has not shown '{marker}' in {options.Timeout.TotalMinutes:0.#} minutes.")
        {
            ResourceId = step.Given, Region = region.Name, Remedy = "Check that the marker is written to the serial console to the letter, or give the machine longer with -TimeoutHours.",
        };
    }

    private async Task<IReadOnlyList<string>> TailAsync(ConsoleReader console, CancellationToken cancellationToken)
    {
        try
        {
            string[] lines = (await console.ReadAsync(cancellationToken).ConfigureAwait(false)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return lines[^Math.Min(TailLines, lines.Length)..];
        }
        catch (AmiException failure)
        {
            await events.SayAsync($"The console could not be read: {failure.Message}").ConfigureAwait(false);
            return [];
        }
    }

    private Dictionary<string, string> Tags() => new(options.Tag) { [AmiToolsTags.RestoredFrom] = step.Launch.RestoredFrom, [AmiToolsTags.Drill] = DrillMark.Now(_id, region.Time).ToString() };

    private AmiRecoveryTest Result(DrillVerdict verdict, IReadOnlyList<string> leftOver)
    {
        string[] from = step.Launch.RestoredFrom.Split('/');
        return new AmiRecoveryTest
        {
            Region = region.Name, AccountId = verdict.Receipt?.AccountId ?? "", ImageId = step.Launch.ImageId, Name = step.Name, RestoredFromRegion = from[0], RestoredFromImageId = from[1],
            Passed = verdict.Failure is null, FailureCode = verdict.Failure?.Code, Failure = verdict.Failure?.Message, TimeToRecover = verdict.Took, StartTime = verdict.Begun.UtcDateTime,
            InstanceId = verdict.Instance.InstanceId!, InstanceType = step.Launch.InstanceType, AvailabilityZone = step.Launch.AvailabilityZone, ConsoleMarker = options.ConsoleMarker,
            ConsoleTail = verdict.ConsoleTail, LeftOver = leftOver, Receipt = verdict.Receipt,
        };
    }

    /// <summary>What the test has shown.</summary>
    private sealed record DrillVerdict(Instance Instance, DateTimeOffset Begun, TimeSpan? Took, AmiException? Failure, IReadOnlyList<string> ConsoleTail, AmiChangeReceipt? Receipt);
}
