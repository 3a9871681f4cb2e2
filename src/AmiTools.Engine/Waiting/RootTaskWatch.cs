using Amazon.EC2.Model;
using AmiTools.Engine.RootRestore;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>
/// The one poller of a region's replacements of root volumes. A task goes by its instance and its own id (<c>i-0abc/replacevol-0def</c>), because AWS has a filter for the instance only, and a call by id fails as a
/// whole where one task is not known yet.
/// </summary>
internal sealed class RootTaskWatch(RegionSession region) : RegionWatch<RootTaskObservation>(region)
{
    /// <summary>What a task goes by here.</summary>
    public static string NameOf(string instanceId, string taskId) => $"{instanceId}/{taskId}";

    protected override async Task<Func<string, RootTaskObservation>> LookAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        (List<ReplaceRootVolumeTask> tasks, AmiException? failure) = await TryAsync(() => Region.RootTasksAsync(ids.Select(id => id.Split('/')[0]), cancellationToken), []).ConfigureAwait(false);
        DateTimeOffset now = Region.Time.GetUtcNow();
        return id => new RootTaskObservation(now, tasks.Find(task => NameOf(task.InstanceId!, task.ReplaceRootVolumeTaskId!) == id), failure);
    }
}
