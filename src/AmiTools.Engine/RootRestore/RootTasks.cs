using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RootRestore;

/// <summary>Reads the tasks by which AWS replaces root volumes, and what they say.</summary>
internal static class RootTasks
{
    private const int PageSize = 50;

    /// <summary>The tasks of the instances, in no order.</summary>
    public static async Task<List<ReplaceRootVolumeTask>> RootTasksAsync(this RegionSession region, IEnumerable<string> instanceIds, CancellationToken cancellationToken)
    {
        List<ReplaceRootVolumeTask> found = [];
        foreach (string[] batch in instanceIds.Distinct().Chunk(Query.FilterValues))
        {
            found.AddRange(await Pages.AllAsync(region, "DescribeReplaceRootVolumeTasks", async token =>
            {
                DescribeReplaceRootVolumeTasksRequest request = new() { Filters = [Query.Filter("instance-id", batch)], MaxResults = PageSize, NextToken = token };
                DescribeReplaceRootVolumeTasksResponse page = await region.CallAsync("DescribeReplaceRootVolumeTasks", batch.Length == 1 ? batch[0] : null, ec2 => ec2.DescribeReplaceRootVolumeTasksAsync(request, cancellationToken)).ConfigureAwait(false);
                return (page.ReplaceRootVolumeTasks, page.NextToken);
            }).ConfigureAwait(false));
        }

        return found;
    }

    /// <summary>Whether it has not ended. A word that is not known here is not taken for an end.</summary>
    public static bool IsRunning(this ReplaceRootVolumeTask task) => !task.IsDone() && !task.IsFailed();

    /// <summary>Whether it ended well.</summary>
    public static bool IsDone(this ReplaceRootVolumeTask task) => task.TaskState?.Value == "succeeded";

    /// <summary>Whether it ended badly: <c>failed</c>, or <c>failed-detached</c>.</summary>
    public static bool IsFailed(this ReplaceRootVolumeTask task) => task.TaskState?.Value?.StartsWith("failed", StringComparison.Ordinal) == true;

    /// <summary>The value of a tag; null where the task has none of that key.</summary>
    public static string? Tag(this ReplaceRootVolumeTask task, string key) => task.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;

    /// <summary>When it began, UTC; null where AWS does not say. A text on the wire: <c>2027-01-31T04:30:59Z</c>.</summary>
    public static DateTime? Begun(this ReplaceRootVolumeTask task) => ImageMapper.Time(task.StartTime);

    /// <summary>When it ended, UTC; null until then.</summary>
    public static DateTime? Ended(this ReplaceRootVolumeTask task) => ImageMapper.Time(task.CompleteTime);
}
