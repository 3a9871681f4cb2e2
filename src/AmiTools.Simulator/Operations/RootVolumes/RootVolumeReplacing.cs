using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>CreateReplaceRootVolumeTask and DescribeReplaceRootVolumeTasks.</summary>
internal static class RootVolumeReplacing
{
    private const string Kind = "replace-root-volume-task";

    private static readonly Pager s_pager = new(1, 50);

    private static readonly FilterSet<SimRootReplacement> s_filters = new FilterSet<SimRootReplacement>().Text("instance-id", task => task.InstanceId);

    public static void Register(OperationTable table)
    {
        table.Add<CreateReplaceRootVolumeTaskRequest, CreateReplaceRootVolumeTaskResponse>(Create);
        table.Add<DescribeReplaceRootVolumeTasksRequest, DescribeReplaceRootVolumeTasksResponse>(Describe);
    }

    private static CreateReplaceRootVolumeTaskResponse Create(CreateReplaceRootVolumeTaskRequest request, Call call)
    {
        var instanceId = Required.InstanceId(request.InstanceId);
        var snapshotId = string.IsNullOrEmpty(request.SnapshotId) ? null : Required.SnapshotId(request.SnapshotId);
        var imageId = string.IsNullOrEmpty(request.ImageId) ? null : Required.ImageId(request.ImageId);
        if (snapshotId is not null && imageId is not null)
            throw Errors.InvalidParameterCombination("The parameters SnapshotId and ImageId cannot be used together.");
        VolumeCreation.CheckInitializationRate(request.VolumeInitializationRate, fromSnapshot: true);
        var tags = Tagging.AtBirth(call, request.TagSpecifications, Kind)[Kind].ToList();
        return call.Once(ClientToken.Check(request.ClientToken), () =>
        {
            call.AfterSyntax();
            var instance = call.OwnInstance(instanceId);
            RootReplacementRules.CheckInstance(call, instance);
            var root = RootReplacementRules.Root(call, instance);
            var (snapshot, size) = imageId is null
                ? RootReplacementRules.Snapshot(call, snapshotId, instance, root)
                : RootReplacementRules.Image(call, imageId, instance, root);
            var order = Order(call, root, size, snapshot, (int?)request.VolumeInitializationRate);
            call.BeforeChange();

            var task = new SimRootReplacement
            {
                Id = call.Region.Ids.New("replacevol"),
                OwnerId = call.Account.Id,
                CreatedAt = call.Now,
                InstanceId = instanceId,
                ImageId = imageId,
                SnapshotId = snapshot.Id,
                DeleteReplacedRootVolume = request.DeleteReplacedRootVolume == true,
            };
            task.Tags.Set(tags);
            call.Region.RootReplacements.Add(task);
            RootReplacement.Begin(call.Region, task, order, call.Now);
            return new CreateReplaceRootVolumeTaskResponse { ReplaceRootVolumeTask = Show(call, task) };
        });
    }

    /// <summary>The new root has what the old one has; only an image makes it bigger.</summary>
    private static VolumeOrder Order(Call call, SimVolume root, int size, SimSnapshot snapshot, int? rate) => new()
    {
        Zone = root.AvailabilityZone,
        SizeGiB = size,
        VolumeType = root.VolumeType,
        Iops = root.Iops,
        Throughput = root.Throughput,
        Snapshot = snapshot,
        Key = root.KmsKeyId is { } key ? KeyChoice.Of(call.Region, key) : VolumeMaking.Key(call, snapshot, null, null),
        Problem = VolumeMaking.ReadProblem(call, snapshot),
        InitializationRate = rate,
    };

    private static DescribeReplaceRootVolumeTasksResponse Describe(DescribeReplaceRootVolumeTasksRequest request, Call call)
    {
        var ids = Required.Ids(request.ReplaceRootVolumeTaskIds, id => ResourceIds.Check(id, "replacevol", "ReplaceRootVolumeTaskId"));
        var fits = s_filters.Compile(request.Filters, call);
        var page = Listing.Page(call, s_pager, call.Region.RootReplacements, ids, NotFound, fits, request.MaxResults, request.NextToken);
        return new() { ReplaceRootVolumeTasks = [.. page.Items.Select(task => Show(call, task))], NextToken = page.NextToken };
    }

    private static ReplaceRootVolumeTask Show(Call call, SimRootReplacement task) => new()
    {
        ReplaceRootVolumeTaskId = task.Id,
        InstanceId = task.InstanceId,
        TaskState = task.State,
        StartTime = AwsTime.Format(task.CreatedAt),
        CompleteTime = task.CompletedAt is { } end ? AwsTime.Format(end) : null,
        ImageId = task.ImageId,
        SnapshotId = task.SnapshotId,
        DeleteReplacedRootVolume = task.DeleteReplacedRootVolume,
        Tags = Tagging.Show(call, task),
    };

    private static AwsErrorException NotFound(IReadOnlyCollection<string> ids) => Errors.NotFound("ReplaceRootVolumeTaskId", "replace root volume task ID", ids);
}
