using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Storing;

namespace AmiTools.Engine.Usage;

/// <summary>Tasks that are storing an image in S3 just now, and read its snapshots for that. What is stored already lives without the image.</summary>
internal sealed class StoreTaskProbe(RegionSession region) : BatchProbe<Image>(region, int.MaxValue, UsageKinds.StoreTask, "whether it is being stored in S3", image => image.ImageId!)
{
    private const int PageSize = 200;

    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> resources, CancellationToken cancellationToken)
    {
        DescribeStoreImageTasksRequest request = new() { Filters = [Query.Filter("task-state", [StoreTasks.InProgress])], MaxResults = PageSize };
        List<StoreImageTaskResult> tasks = await Region.CallAsync("DescribeStoreImageTasks", null, ec2 => ec2.Paginators.DescribeStoreImageTasks(request).StoreImageTaskResults.CollectAsync(cancellationToken)).ConfigureAwait(false);
        return tasks.Where(task => task.AmiId is not null && task.StoreTaskState == StoreTasks.InProgress).Select(task => (task.AmiId!, new UsageReason
        {
            Verdict = UsageVerdict.InUse,
            Kind = UsageKinds.StoreTask,
            ResourceId = task.S3objectKey,
            Detail = $"it is being stored in the bucket {task.Bucket} ({task.ProgressPercentage ?? 0} %)",
            Remedy = "Wait until it is stored.",
        }));
    }
}
