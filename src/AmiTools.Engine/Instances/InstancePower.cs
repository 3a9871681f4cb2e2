using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Instances;

/// <summary>Stops an instance for a while, so that it is started again whatever happens: the tag that says so is on before the stop, and the next command that finds it mends what a kill left.</summary>
internal sealed class InstancePower(RegionSession region, string instanceId, IEngineEvents events)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    private readonly InstanceReader _instances = new(region);
    private bool _mayBeTagged;

    /// <summary>Waits until the instance is running or stopped, where it is on its way there.</summary>
    /// <exception cref="AmiException"><c>InstanceNotReady</c>: it does not get there in time, or is going away.</exception>
    public async Task<Instance> SettleAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (instance.StateName() is "running" or "stopped") return instance;
        if (instance.StateName() is not ("pending" or "stopping")) throw NotReady(instance.StateName());
        await events.SayAsync($"{instance.Title()} is {instance.StateName()}: waiting for it.").ConfigureAwait(false);
        TimeSpan window = instance.StateName() == "stopping" ? region.Settings.InstanceStopWindow : region.Settings.InstanceLaunchWindow;
        return await WaitForAsync(window, "running", "stopped", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tags the instance, stops it and waits until it is stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        string since = region.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        CreateTagsRequest tag = new() { Resources = [instanceId], Tags = [new Tag(AmiToolsTags.StoppedForBackup, since)] };
        try
        {
            await region.CallAsync("CreateTags", instanceId, ec2 => ec2.CreateTagsAsync(tag, cancellationToken)).ConfigureAwait(false);
            _mayBeTagged = true;
        }
        catch (AmiException failure)
        {
            _mayBeTagged = failure.OutcomeIsUnknown();
            throw;
        }

        await region.CallAsync("StopInstances", instanceId, ec2 => ec2.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [instanceId] }, cancellationToken)).ConfigureAwait(false);
        await WaitForAsync(region.Settings.InstanceStopWindow, "stopped", "stopped", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts the instance again and takes the tag away, under a time of its own: it must also happen after a failure and after a stop of the command. A failure is told.</summary>
    public async Task StartAsync()
    {
        Instance? settled = null;
        AmiException? failure = await CleanUp.RunAsync(region.Settings.CleanUpWindow, async token =>
        {
            settled = await Patience.UntilAsync(region.Time, region.Settings.CleanUpWindow, SettledAsync, s_pause, s_longestPause, token).ConfigureAwait(false) ?? throw NotReady("stopping");
            if (settled.StateName() == "stopped") await region.CallAsync("StartInstances", instanceId, ec2 => ec2.StartInstancesAsync(new StartInstancesRequest { InstanceIds = [instanceId] }, token)).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (failure is null) await UntagAsync(settled!).ConfigureAwait(false);
        else await events.FailAsync(NotRestarted(failure)).ConfigureAwait(false);

        async Task<Instance?> SettledAsync(CancellationToken token) => await _instances.OneAsync(instanceId, token).ConfigureAwait(false) is var instance && instance.StateName() == "stopping" ? null : instance;
    }

    /// <summary>Takes the tag away: at once when AWS has taken the start, so that nobody starts the instance again after somebody has stopped it for good.</summary>
    public async Task UntagAsync(Instance instance)
    {
        // A read may miss a tag that was put on a moment ago; a command that was refused the tag has left none.
        if (!_mayBeTagged && instance.Tag(AmiToolsTags.StoppedForBackup) is null) return;
        DeleteTagsRequest request = new() { Resources = [instanceId], Tags = [new Tag(AmiToolsTags.StoppedForBackup)] };
        AmiException? failure = await CleanUp.RunAsync(region.Settings.CleanUpWindow, token => region.CallAsync("DeleteTags", instanceId, ec2 => ec2.DeleteTagsAsync(request, token))).ConfigureAwait(false);
        if (failure is not null) await events.WarnAsync($"{instanceId} in {region.Name} still has the tag {AmiToolsTags.StoppedForBackup}, which means nothing any more; the next backup takes it away: {failure.Message}").ConfigureAwait(false);
    }

    private AmiException NotRestarted(AmiException failure) => failure.As(AmiErrorCodes.InstanceNotRestarted, AmiErrorKind.Failed, $"{instanceId} in {region.Name} was stopped for the backup and may not be running again: {failure.Message}", instanceId,
        $"Start it with Start-EC2Instance -InstanceId {instanceId} -Region {region.Name}, or run the backup again: it starts what the tag {AmiToolsTags.StoppedForBackup} names.");

    private async Task<Instance> WaitForAsync(TimeSpan window, string state, string otherState, CancellationToken cancellationToken)
    {
        string seen = "";
        return await Patience.UntilAsync(region.Time, window, AskAsync, s_pause, s_longestPause, cancellationToken).ConfigureAwait(false) ?? throw NotReady(seen);

        async Task<Instance?> AskAsync(CancellationToken token)
        {
            Instance instance = await _instances.OneAsync(instanceId, token).ConfigureAwait(false);
            seen = instance.StateName();
            if (seen is "shutting-down" or "terminated") throw NotReady(seen);
            return seen == state || seen == otherState ? instance : null;
        }
    }

    private AmiException NotReady(string state) => new(AmiErrorCodes.InstanceNotReady, AmiErrorKind.InvalidState, $"{instanceId} in {region.Name} is {state}; a backup needs one that is running or stopped.")
    {
        ResourceId = instanceId, Region = region.Name, Remedy = "Wait until the instance is running or stopped, and try again.",
    };
}
