using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Receipts;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;
using AmiTools.Engine.Waiting;

namespace AmiTools.Engine.RootRestore;

/// <summary>One root volume: begun, followed to the end, and both volumes marked.</summary>
internal sealed class RootRestoreRun(RegionSession region, RootRestoreStep step, RootRestoreOptions options, ReceiptBook receipts, IEngineEvents events)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    private readonly InstanceReader _instances = new(region);
    private readonly RootTaskCreation _creation = new(region, step, options);

    /// <summary>Does it.</summary>
    public async Task<InstanceRootRestore> RunAsync(CancellationToken cancellationToken)
    {
        if (step.IsBegun)
        {
            // Nobody is asked about what is begun already, so that nobody has seen these.
            foreach (string warning in step.Warnings) await events.WarnAsync($"{step.Target}: {warning}").ConfigureAwait(false);
            ReplaceRootVolumeTask? begun = step.TaskId is { } id ? await FollowAsync(id, cancellationToken).ConfigureAwait(false) : null;
            return await SettleAsync(begun, existed: true, null, cancellationToken).ConfigureAwait(false);
        }

        Instance instance = await _instances.OneAsync(step.InstanceId, cancellationToken).ConfigureAwait(false);
        // Hours may have passed between the plan and the answer to its question.
        if (instance.RootVolumeId() != step.ReplacedVolumeId) throw Outdated(instance);
        ReplaceRootVolumeTask? task = null;
        AmiChangeReceipt receipt = await receipts.ChangeAsync(await ReceiptAsync(instance, cancellationToken).ConfigureAwait(false), async () =>
        {
            ReplaceRootVolumeTask created = await _creation.RunAsync(cancellationToken).ConfigureAwait(false);
            task = await FollowAsync(created.ReplaceRootVolumeTaskId!, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return await SettleAsync(task, existed: false, receipt, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReplaceRootVolumeTask> FollowAsync(string taskId, CancellationToken cancellationToken)
    {
        ReplaceRootVolumeTask task = await new RootTaskWait(region, step.InstanceId, taskId) { Given = step.Given, MissingWindow = region.Settings.VisibilityWindow }.RunAsync(events, cancellationToken).ConfigureAwait(false);
        if (task.IsDone()) return task;
        bool isDetached = task.TaskState?.Value == "failed-detached";
        if (!isDetached && step.ReplacedVolumeId.Length > 0) await _creation.UntagAsync().ConfigureAwait(false);
        string what = $"AWS could not replace the root volume of {step.InstanceId} in {region.Name} ({taskId} is {task.TaskState?.Value})";
        throw new AmiException(AmiErrorCodes.RootReplacementFailed, AmiErrorKind.Failed, isDetached
            ? $"{what}: the instance has no root volume now. The old one, {step.ReplacedVolumeId}, is there and tagged {AmiToolsTags.DetachedFrom}."
            : $"{what}: the old root volume {step.ReplacedVolumeId} is still attached, and AWS has rebooted the instance.")
        {
            ResourceId = step.Given, Region = region.Name,
            Remedy = isDetached ? RootRestoreRules.Reattach(step.InstanceId, step.ReplacedVolumeId, step.Device, region.Name) : "Check that the caller and EBS can use the key of the snapshot; then run the command again: it begins a new task.",
        };
    }

    /// <summary>Finds the new root volume, which the task does not name, and tags both.</summary>
    private async Task<InstanceRootRestore> SettleAsync(ReplaceRootVolumeTask? task, bool existed, AmiChangeReceipt? receipt, CancellationToken cancellationToken)
    {
        Instance instance = await Patience.UntilAsync(region.Time, region.Settings.VisibilityWindow, AskAsync, s_pause, s_longestPause, cancellationToken).ConfigureAwait(false)
            ?? throw new AmiException(AmiErrorCodes.InvalidAnswer, AmiErrorKind.InvalidAnswer, $"AWS says that the root volume of {step.InstanceId} in {region.Name} is replaced ({task?.ReplaceRootVolumeTaskId}), and still shows {step.ReplacedVolumeId} at {step.Device}.")
            {
                ResourceId = step.Given, Region = region.Name, Remedy = "Run the same command again: it looks once more, and tags both volumes.",
            };
        string rootId = instance.RootVolumeId()!;
        Volume? root = await Patience.UntilAsync(region.Time, region.Settings.VisibilityWindow, token => region.VolumeAsync(rootId, token), s_pause, s_longestPause, cancellationToken).ConfigureAwait(false);
        Volume? old = step.ReplacedVolumeId.Length == 0 ? null : await region.VolumeAsync(step.ReplacedVolumeId, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> tags = await TagAsync(root, rootId, task, old, cancellationToken).ConfigureAwait(false);
        return new InstanceRootRestore
        {
            Region = region.Name, AccountId = await region.Session.AccountIdAsync(cancellationToken).ConfigureAwait(false),
            InstanceId = step.InstanceId, VolumeId = rootId, ReplacedVolumeId = step.ReplacedVolumeId, ReplacedVolumeDeleted = options.DeleteReplacedRootVolume,
            ReplaceRootVolumeTaskId = task?.ReplaceRootVolumeTaskId ?? "", TaskState = task?.TaskState?.Value ?? "", Source = options.Source,
            SnapshotId = root?.SnapshotId ?? task?.SnapshotId, ImageId = options.Source == RootRestoreSource.Image ? options.From!.Id : null,
            Device = step.Device, SizeGiB = root?.Size ?? 0, DeleteOnTermination = instance.Volumes().First(volume => volume.VolumeId == rootId).DeleteOnTermination,
            StartTime = task?.Begun(), CompleteTime = task?.Ended(), AlreadyExisted = existed, Receipt = receipt, Tags = tags,
        };

        async Task<Instance?> AskAsync(CancellationToken token) => await _instances.OneAsync(step.InstanceId, token).ConfigureAwait(false) is var seen && seen.RootVolumeId() is { } id && id != step.ReplacedVolumeId ? seen : null;
    }

    /// <summary>Marks the new root volume and the old one. The root is replaced all the same where that fails: it is told, and the next run of the same command puts on what is missing.</summary>
    /// <returns>The tags of the new root volume.</returns>
    private async Task<Dictionary<string, string>> TagAsync(Volume? root, string rootId, ReplaceRootVolumeTask? task, Volume? old, CancellationToken cancellationToken)
    {
        // The task has them from its birth, also those of an old volume that is deleted by now.
        Dictionary<string, string> wanted = TagRules.Merge(
            (task?.Tags.ToDictionary() ?? []).Where(tag => tag.Key != AmiToolsTags.Replaces && !TagRules.IsReserved(tag.Key)),
            new Dictionary<string, string> { [AmiToolsTags.Restore] = step.Key, [AmiToolsTags.AttachedTo] = $"{step.InstanceId} {step.Device}" });
        Dictionary<string, string> there = root?.Tags.ToDictionary() ?? [];
        Dictionary<string, Dictionary<string, string>> missing = new() { [rootId] = TagRules.Missing(wanted, there) };
        if (old is not null && !options.DeleteReplacedRootVolume) missing[old.VolumeId!] = TagRules.Missing(new Dictionary<string, string> { [AmiToolsTags.ReplacedBy] = rootId }, old.Tags.ToDictionary());
        try
        {
            await region.Tags.AddAsync(missing, cancellationToken).ConfigureAwait(false);
            return TagRules.Merge(there, missing[rootId]);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            await events.FailAsync(failure.As(AmiErrorCodes.TaggingFailed, failure.Kind, $"The root volume of {step.InstanceId} is replaced by {rootId}, but not all tags are on: {failure.Message}", step.Given, "Run the same command again: it puts on what is missing, and replaces nothing.")).ConfigureAwait(false);
            return there;
        }
    }

    private async Task<AmiChangeReceipt> ReceiptAsync(Instance instance, CancellationToken cancellationToken)
    {
        string account = await region.Session.AccountIdAsync(cancellationToken).ConfigureAwait(false);
        return receipts.New(AmiChangeKind.VolumeReplaced, region.Name, account, step.InstanceId, instance.NameTag(), step.Action,
            new AmiFormerState { Device = step.Device, VolumeId = step.ReplacedVolumeId, DeleteOnTermination = step.DeleteOnTermination });
    }

    private AmiException Outdated(Instance instance) => new(AmiErrorCodes.PlanOutdated, AmiErrorKind.InvalidState, $"The root volume of {instance.Title()} is left as it is: it is {instance.RootVolumeId() ?? "none"} now, and was {step.ReplacedVolumeId} when the plan was made.")
    {
        ResourceId = step.Given, Region = region.Name, Remedy = "Run the command again.",
    };
}
