using Amazon.EC2.Model;
using AmiTools.Engine.Copying;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;
using AmiTools.Engine.Text;
using AmiTools.Engine.VolumeRestore;

namespace AmiTools.Engine.RootRestore;

/// <summary>Has AWS begin the replacement of a root volume once, whatever happens to the answers: the call has a token that is made of what it asks for and of the root volume that is there.</summary>
internal sealed class RootTaskCreation(RegionSession region, RootRestoreStep step, RootRestoreOptions options)
{
    private const int Generations = 5;

    /// <summary>The task. Before it there are tags on the old root volume, which say where it was: whatever becomes of the task, nobody has to guess.</summary>
    public async Task<ReplaceRootVolumeTask> RunAsync(CancellationToken cancellationToken)
    {
        FormerPlace place = new(step.InstanceId, step.Device, step.DeleteOnTermination);
        await region.Tags.AddAsync(new Dictionary<string, Dictionary<string, string>> { [step.ReplacedVolumeId] = new() { [AmiToolsTags.DetachedFrom] = place.ToString() } }, cancellationToken).ConfigureAwait(false);
        try
        {
            for (int generation = step.FailedTasks; ; generation++)
            {
                ReplaceRootVolumeTask task = await CreateAsync(generation, cancellationToken).ConfigureAwait(false);
                // The token answers with what it has made before, also with a task that has failed since.
                if (!task.IsFailed() || generation >= step.FailedTasks + Generations) return task;
            }
        }
        catch (AmiException failure)
        {
            if (!failure.OutcomeIsUnknown()) await UntagAsync().ConfigureAwait(false);
            throw Refused(failure);
        }
    }

    /// <summary>Takes away what says that the old root volume was taken off: it was not. What is left of it where that fails means nothing for a volume that is attached.</summary>
    public Task UntagAsync() => CleanUp.RunAsync(region.Settings.CleanUpWindow, token => region.Tags.RemoveAsync(step.ReplacedVolumeId, [AmiToolsTags.DetachedFrom], token));

    private async Task<ReplaceRootVolumeTask> CreateAsync(int generation, CancellationToken cancellationToken)
    {
        Dictionary<string, string> tags = TagRules.Merge(step.Tags, new Dictionary<string, string> { [AmiToolsTags.Restore] = step.Key, [AmiToolsTags.Replaces] = step.ReplacedVolumeId });
        CreateReplaceRootVolumeTaskRequest request = new()
        {
            InstanceId = step.InstanceId,
            SnapshotId = options.Source == RootRestoreSource.Snapshot ? options.From!.Id : null,
            ImageId = options.Source == RootRestoreSource.Image ? options.From!.Id : null,
            DeleteReplacedRootVolume = options.DeleteReplacedRootVolume ? true : null,
            VolumeInitializationRate = options.InitializationRate,
            TagSpecifications = [new TagSpecification { ResourceType = "replace-root-volume-task", Tags = tags.ToTags() }],
            ClientToken = ClientToken.Of(["CreateReplaceRootVolumeTask", step.Key, step.ReplacedVolumeId, .. Digest.Parts(tags)], generation),
        };
        CreateReplaceRootVolumeTaskResponse response = await region.CallAsync("CreateReplaceRootVolumeTask", step.InstanceId, ec2 => ec2.CreateReplaceRootVolumeTaskAsync(request, cancellationToken)).ConfigureAwait(false);
        return response.ReplaceRootVolumeTask is { ReplaceRootVolumeTaskId: not null } task ? task : throw Failures.AnsweredWithout("a task", "CreateReplaceRootVolumeTask", region.Name, step.Given);
    }

    /// <summary>What AWS alone could know, as the command's own failure.</summary>
    private AmiException Refused(AmiException failure) => failure.Kind is AmiErrorKind.InvalidInput or AmiErrorKind.NotFound or AmiErrorKind.NotSupported
        ? failure.As(AmiErrorCodes.RootNotReplaceable, failure.Kind, $"AWS does not replace the root volume of {step.InstanceId} with that, and nothing was changed: {failure.Message}", step.Given, failure.Kind == AmiErrorKind.InvalidInput ? "Give a snapshot that was taken of its root volume, or an image that was made of it." : failure.Remedy)
        : failure;
}
