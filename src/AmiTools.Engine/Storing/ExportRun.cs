using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Storing;

/// <summary>Stores one image, or joins the task that does. The call has no token: after one whose outcome is open, a task that was not there before is looked for.</summary>
internal sealed class ExportRun(StoreTaskWatch watch, RegionSession region, ExportStep step, ExportOptions options, DateTimeOffset deadline, ReceiptBook receipts, IEngineEvents events)
{
    private const int Tries = 3;
    private static readonly TimeSpan s_lookWindow = TimeSpan.FromMinutes(1);

    /// <summary>Stores it.</summary>
    /// <exception cref="AmiException">What became of it instead.</exception>
    public async Task<AmiExport> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoreImageTaskResult> before = await ReadAsync(cancellationToken).ConfigureAwait(false);
        StoreImageTaskResult? there = before.FirstOrDefault(task => task.StoreTaskState == StoreTasks.InProgress)
            ?? (options.Overwrite ? null : before.FirstOrDefault() is { StoreTaskState: StoreTasks.Completed } done ? done : null);
        AmiChangeReceipt? receipt = there is null ? await receipts.NewCreationAsync(region.Name, "", step.Action, cancellationToken).ConfigureAwait(false) : null;
        StoreImageTaskResult task = there ?? await receipts.CreateAsync(receipt!, () => CreateAsync([.. before.Select(each => each.TaskStartTime)], cancellationToken), made => $"{made.ToExport(step, existed: false)}").ConfigureAwait(false);
        if (options.Wait || IsFailed(task)) task = await WaitAsync(task, cancellationToken).ConfigureAwait(false);
        return task.ToExport(step, existed: there is not null, receipt);
    }

    private async Task<StoreImageTaskResult> CreateAsync(HashSet<DateTime?> before, CancellationToken cancellationToken)
    {
        CreateStoreImageTaskRequest request = new()
        {
            ImageId = step.ImageId,
            Bucket = options.BucketName,
            S3ObjectTags = options.ObjectTag.Count == 0 ? null : [.. options.ObjectTag.Select(tag => new S3ObjectTag { Key = tag.Key, Value = tag.Value })],
        };
        DateTimeOffset busyUntil = region.Time.GetUtcNow() + region.Settings.BusyWindow;
        for (int tries = 1; ; tries++)
        {
            try
            {
                CreateStoreImageTaskResponse response = await region.CallAsync("CreateStoreImageTask", step.Given, ec2 => ec2.CreateStoreImageTaskAsync(request, cancellationToken)).ConfigureAwait(false);
                return await SeeAsync(before, response, cancellationToken).ConfigureAwait(false);
            }
            catch (AmiException failure) when (failure.OutcomeIsUnknown())
            {
                await events.SayAsync($"CreateStoreImageTask for {step.ImageId} broke off ({failure.Message}); looking whether AWS has begun it.").ConfigureAwait(false);
                if (await OpenOutcome.LookAsync(failure, step.Given, () => FindAsync(before, s_lookWindow, cancellationToken)).ConfigureAwait(false) is { } found) return found;
                if (tries == Tries) throw failure.As(AmiErrorCodes.OutcomeUnknown, failure.Kind, $"CreateStoreImageTask for {step.ImageId} in {region.Name} broke off {Tries} times, and no task of it can be seen: {failure.Message}", step.Given, "Run the command again: it finds the task, and begins it where there is none.");
            }
            catch (AmiException failure) when (failure.IsBusy() && region.Time.GetUtcNow() < busyUntil)
            {
                await events.SayAsync($"As many images are being stored in {region.Name} as AWS takes at a time ({failure.Message}); trying again.").ConfigureAwait(false);
                await Task.Delay(region.Settings.SlowestPoll, region.Time, cancellationToken).ConfigureAwait(false);
                tries--;
            }
            catch (AmiException failure) when (failure.Kind is AmiErrorKind.InvalidState or AmiErrorKind.InvalidInput or AmiErrorKind.AlreadyExists)
            {
                // AWS refuses a second task for an image while one is in progress: another command's, or an earlier try of ours.
                if (await FindAsync(before, TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is { } found) return found;
                throw;
            }
        }
    }

    /// <summary>The task as AWS shows it; as its answer has it where it is not shown in time, or cannot be read: it is begun.</summary>
    private async Task<StoreImageTaskResult> SeeAsync(HashSet<DateTime?> before, CreateStoreImageTaskResponse answer, CancellationToken cancellationToken)
    {
        StoreImageTaskResult? shown = null;
        try
        {
            shown = await FindAsync(before, region.Settings.VisibilityWindow, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure)
        {
            await events.WarnAsync($"The store task of {step.ImageId} in {region.Name} is begun, and cannot be looked at: {failure.Message}").ConfigureAwait(false);
        }

        return shown ?? new StoreImageTaskResult { AmiId = step.ImageId, Bucket = options.BucketName, S3objectKey = answer.ObjectKey, StoreTaskState = StoreTasks.InProgress };
    }

    private async Task<StoreImageTaskResult> WaitAsync(StoreImageTaskResult task, CancellationToken cancellationToken)
    {
        GrowingPause pause = new(region.Time, region.Settings.FirstPoll, region.Settings.SlowestPoll);
        int failures = 0;
        string key = $"{region.Name}/{step.ImageId}/s3";
        string activity = $"Store {step.ImageId} in s3://{options.BucketName}";
        try
        {
            while (task.StoreTaskState == StoreTasks.InProgress)
            {
                events.Progress(new ProgressReport { Key = key, Activity = activity, Status = $"{task.ProgressPercentage ?? 0} %", Percent = task.ProgressPercentage });
                TimeSpan left = deadline - region.Time.GetUtcNow();
                if (left <= TimeSpan.Zero) throw TimedOut();
                await pause.WaitAsync(left, cancellationToken).ConfigureAwait(false);
                try
                {
                    task = (await watch.LookAsync(step.ImageId, cancellationToken).ConfigureAwait(false)).FirstOrDefault() ?? task;
                    failures = 0;
                }
                catch (AmiException failure) when (failure.Kind is AmiErrorKind.Connection or AmiErrorKind.Service or AmiErrorKind.LimitExceeded or AmiErrorKind.InvalidAnswer && ++failures < region.Settings.PollFailures)
                {
                    // What the retries could not mend may still mend itself while hours of waiting lie ahead.
                    await events.SayAsync($"The store task of {step.ImageId} cannot be looked at ({failure.Message}); looking again.").ConfigureAwait(false);
                }
            }
        }
        finally
        {
            watch.Forget(step.ImageId);
            events.Progress(new ProgressReport { Key = key, Activity = activity, Status = "ended", Percent = 100, Completed = true });
        }

        return IsFailed(task) ? throw Failed(task) : task;
    }

    private async Task<IReadOnlyList<StoreImageTaskResult>> ReadAsync(CancellationToken cancellationToken) => [.. (await StoreTasks.ReadAsync(region, [step.ImageId], options.BucketName, cancellationToken).ConfigureAwait(false))[step.ImageId]];

    /// <summary>The task that was not there before, or another one that is in progress.</summary>
    private Task<StoreImageTaskResult?> FindAsync(HashSet<DateTime?> before, TimeSpan window, CancellationToken cancellationToken) => Patience.UntilAsync(region.Time, window,
        async token => (await ReadAsync(token).ConfigureAwait(false)).FirstOrDefault(task => !before.Contains(task.TaskStartTime) || task.StoreTaskState == StoreTasks.InProgress), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), cancellationToken);

    private static bool IsFailed(StoreImageTaskResult task) => task.StoreTaskState is not (StoreTasks.InProgress or StoreTasks.Completed);

    private AmiException Failed(StoreImageTaskResult task) => new(AmiErrorCodes.ExportFailed, AmiErrorKind.Failed, $"{step.ImageId} could not be stored in s3://{options.BucketName}: {task.StoreTaskFailureReason ?? "AWS gives no reason."}")
    {
        ResourceId = step.Given, Region = region.Name, Remedy = "Check that the bucket is in the region, that the caller may write to it (s3:PutObject and s3:AbortMultipartUpload) and read the snapshots (ebs:GetSnapshotBlock), and run the command again.",
    };

    private AmiException TimedOut() => new(AmiErrorCodes.WaitTimedOut, AmiErrorKind.Timeout, $"{step.ImageId} is not stored yet, and the time given for waiting is over. Nothing was undone: AWS goes on with it.")
    {
        ResourceId = step.Given, Region = region.Name, Remedy = "Run the same command again: it goes on waiting for the same task.",
    };
}
