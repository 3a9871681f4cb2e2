using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Storing;

/// <summary>Reads the tasks that store images of one region. AWS keeps them for 31 days.</summary>
internal static class StoreTasks
{
    public const string InProgress = "InProgress";
    public const string Completed = "Completed";

    // AWS takes 20 ids a call; with more the bucket's whole list is cheaper.
    private const int MostIds = 20;
    private const int PageSize = 200;

    /// <summary>The tasks of these images towards the bucket, the newest first.</summary>
    public static async Task<ILookup<string, StoreImageTaskResult>> ReadAsync(RegionSession region, IReadOnlyCollection<string> imageIds, string bucket, CancellationToken cancellationToken)
    {
        DescribeStoreImageTasksRequest request = imageIds.Count <= MostIds
            ? new() { ImageIds = [.. imageIds] }
            : new() { Filters = [Images.Query.Filter("bucket", Images.Query.Literal(Name(bucket)))], MaxResults = PageSize };
        List<StoreImageTaskResult> tasks = await Images.Pages.AllAsync(region, "DescribeStoreImageTasks", async token =>
        {
            request.NextToken = token;
            DescribeStoreImageTasksResponse page = await region.CallAsync("DescribeStoreImageTasks", imageIds.Count == 1 ? imageIds.First() : null, ec2 => ec2.DescribeStoreImageTasksAsync(request, cancellationToken)).ConfigureAwait(false);
            return (page.StoreImageTaskResults, page.NextToken);
        }).ConfigureAwait(false);
        return tasks.Where(task => task.AmiId is not null && imageIds.Contains(task.AmiId) && IsIn(task, bucket)).OrderByDescending(task => task.TaskStartTime).ToLookup(task => task.AmiId!, StringComparer.Ordinal);
    }

    /// <summary>The bucket's name, without the prefix that may stand behind it.</summary>
    public static string Name(string bucket) => bucket.Split('/')[0];

    /// <summary>The key that the image has in the bucket.</summary>
    public static string KeyOf(string bucket, string imageId) => bucket.Split('/', 2) is [_, { Length: > 0 } prefix] ? $"{prefix.TrimEnd('/')}/{imageId}.bin" : $"{imageId}.bin";

    /// <summary>The task as the command's result.</summary>
    public static AmiExport ToExport(this StoreImageTaskResult task, ExportStep step, bool existed, AmiChangeReceipt? receipt = null) => new()
    {
        Region = step.Region,
        AccountId = step.AccountId,
        ImageId = step.ImageId,
        Name = step.Name,
        BucketName = Name(task.Bucket ?? ""),
        ObjectKey = task.S3objectKey ?? KeyOf(task.Bucket ?? "", step.ImageId),
        State = task.StoreTaskState ?? "",
        Receipt = receipt,
        Progress = task.ProgressPercentage,
        StartTime = task.TaskStartTime?.ToUniversalTime(),
        SizeGiB = step.SizeGiB,
        AlreadyExisted = existed,
    };

    private static bool IsIn(StoreImageTaskResult task, string bucket) => Name(task.Bucket ?? "") == Name(bucket) && (task.S3objectKey is null || task.S3objectKey == KeyOf(bucket, task.AmiId!));
}
