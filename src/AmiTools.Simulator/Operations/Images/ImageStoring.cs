using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CreateStoreImageTask and DescribeStoreImageTasks: AMIs on their way into buckets.</summary>
internal static class ImageStoring
{
    private const int MostObjectTags = 10;
    private const int MostImages = 20;

    private static readonly TimeSpan s_shown = TimeSpan.FromDays(31);
    private static readonly Pager s_pager = new(1, 200);

    private static readonly FilterSet<SimStoreTask> s_filters = new FilterSet<SimStoreTask>()
        .Text("bucket", task => task.Bucket)
        .Text("task-state", task => task.State);

    public static void Register(OperationTable table)
    {
        table.Add<CreateStoreImageTaskRequest, CreateStoreImageTaskResponse>(Create);
        table.Add<DescribeStoreImageTasksRequest, DescribeStoreImageTasksResponse>(Describe);
    }

    private static CreateStoreImageTaskResponse Create(CreateStoreImageTaskRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        var (bucket, prefix) = StoredImages.Split(Required.Text(request.Bucket, "Bucket"));
        if (request.S3ObjectTags is { Count: > MostObjectTags })
            throw Errors.InvalidParameterValue($"An object has at most {MostObjectTags} tags.");
        call.AfterSyntax();

        var image = call.OwnImage(id);
        CheckImage(call, image);
        var problem = StoredImages.Problem(call, bucket);
        if (problem is not null && !call.Settings.StoreTasksCheckBucketsLate)
            throw problem;
        CheckRoom(call, image);
        call.BeforeChange();

        var stored = Read(call, image);
        var task = new SimStoreTask
        {
            Id = call.Region.Ids.New("store"),
            OwnerId = call.Account.Id,
            CreatedAt = call.Now,
            ImageId = id,
            Bucket = bucket,
            ObjectKey = $"{prefix}{id}.bin",
            SizeGiB = Size(image),
            End = call.Now + call.Settings.Pace.SnapshotOverhead + PaceSettings.Move(stored.Bytes.Values.Sum(), call.Settings.Pace.StoreRate),
        };
        var region = call.Region;
        region.StoreTasks.Add(task);
        if (problem is not null)
            call.Simulator.Schedule(call.Now + call.Settings.Pace.LateCheck, _ => (task.State, task.FailureReason) = ("Failed", problem.Message));
        else
            call.Simulator.Schedule(task.End, _ => Finish(region, task, stored));
        call.Simulator.Schedule(call.Now + s_shown, _ => region.StoreTasks.Remove(task));
        return new() { ObjectKey = task.ObjectKey };
    }

    private static DescribeStoreImageTasksResponse Describe(DescribeStoreImageTasksRequest request, Call call)
    {
        var ids = Required.Ids(request.ImageIds, ResourceIds.CheckImage, MostImages);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "imageIdsSet");
        var fits = s_filters.Compile(request.Filters, call);
        call.AfterSyntax();
        call.BeforeChange();
        // The newest come first; a token goes on with what is older.
        var page = s_pager.Take(call, request.MaxResults, request.NextToken, after => call.Region.StoreTasks.After(0).Reverse().SkipWhile(task => after > 0 && task.Sequence >= after), task =>
            (ids.Count == 0 || ids.Contains(task.ImageId)) && fits(task));
        return new() { StoreImageTaskResults = [.. page.Items.Select(task => Show(task, call.Now))], NextToken = page.NextToken };
    }

    private static void CheckImage(Call call, SimImage image)
    {
        if (image.State is not ("available" or "disabled"))
            throw new AwsErrorException("InvalidAMIID.Unavailable", $"The image ID '{image.Id}' is not available (current state: '{image.State}')");
        if (image.RootDeviceType != "ebs")
            throw Errors.InvalidParameterValue($"The image '{image.Id}' is not backed by EBS.");
        foreach (var id in image.SnapshotIds)
            CreateImageDevices.UsableSnapshot(call, id);
        if (StoredImages.GB(Size(image)) > call.Account.Quotas.StoredImageGB)
            throw Errors.InvalidParameterValue($"The image '{image.Id}' is larger than {call.Account.Quotas.StoredImageGB} GB.");
    }

    private static void CheckRoom(Call call, SimImage image)
    {
        var running = call.Region.StoreTasks.Where(task => task.State == "InProgress").ToList();
        if (running.Exists(task => task.ImageId == image.Id))
            throw new AwsErrorException(call.Settings.StoreInProgressCode, $"A store task for the image '{image.Id}' is in progress.");
        if (running.Count > 0 && StoredImages.GB(running.Sum(task => task.SizeGiB) + Size(image)) > call.Account.Quotas.StoringGB)
            throw StoredImages.Full(call, "stored", call.Account.Quotas.StoringGB);
    }

    private static SimStoredImage Read(Call call, SimImage image)
    {
        List<SimSnapshot> snapshots = [.. image.SnapshotIds.Select(id => call.Region.Snapshots.Find(id)).OfType<SimSnapshot>()];
        var tags = snapshots.Cast<SimResource>().Prepend(image).ToDictionary(resource => resource.Id, resource => resource.Tags.Where(tag => !Tagging.IsReserved(tag.Key)).ToArray());
        return new(image, call.Region.Place, tags, snapshots.ToDictionary(snapshot => snapshot.Id, snapshot => snapshot.FullSizeBytes ?? 0));
    }

    private static void Finish(SimRegion region, SimStoreTask task, SimStoredImage stored)
    {
        if (region.Simulator.Buckets.TryGetValue(task.Bucket, out var bucket) && bucket.IsOpenTo(region.Account.Id))
        {
            bucket.Objects[task.ObjectKey] = stored;
            task.State = "Completed";
        }
        else
        {
            (task.State, task.FailureReason) = ("Failed", $"The object {task.ObjectKey} could not be written to the bucket {task.Bucket}.");
        }
    }

    private static int Size(SimImage image) => image.BlockDevices.Where(device => device.SnapshotId is not null).Sum(device => device.SizeGiB ?? 0);

    private static StoreImageTaskResult Show(SimStoreTask task, DateTimeOffset now) => new()
    {
        AmiId = task.ImageId,
        Bucket = task.Bucket,
        S3objectKey = task.ObjectKey,
        TaskStartTime = task.CreatedAt.UtcDateTime,
        ProgressPercentage = task.PercentAt(now),
        StoreTaskState = task.State,
        StoreTaskFailureReason = task.FailureReason,
    };
}
