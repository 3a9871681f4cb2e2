using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeVolumes and DescribeVolumeStatus.</summary>
internal static class VolumeListing
{
    private static readonly FilterSet<(SimVolume Volume, Call Call)> s_filters = new FilterSet<(SimVolume Volume, Call Call)>()
        .Texts("attachment.attach-time", seen => seen.Volume.Attachments.Select(attachment => AwsTime.Format(attachment.AttachedAt)))
        .Texts("attachment.delete-on-termination", seen => seen.Volume.Attachments.Select(attachment => attachment.DeleteOnTermination ? "true" : "false"))
        .Texts("attachment.device", seen => seen.Volume.Attachments.Select(attachment => attachment.Device))
        .Texts("attachment.instance-id", seen => seen.Volume.Attachments.Select(attachment => attachment.InstanceId))
        .Texts("attachment.status", seen => seen.Volume.Attachments.Select(attachment => attachment.State))
        .Text("availability-zone", seen => seen.Volume.AvailabilityZone)
        .Text("availability-zone-id", seen => seen.Call.Region.Place.ZoneId(seen.Volume.AvailabilityZone))
        .Time("create-time", seen => seen.Volume.CreatedAt)
        .Flag("encrypted", seen => seen.Volume.Encrypted)
        .Flag("fast-restored", seen => seen.Volume.FastRestored)
        .Flag("multi-attach-enabled", seen => seen.Volume.MultiAttachEnabled)
        .Flag("operator.managed", _ => false)
        .Text("operator.principal", _ => null)
        .Number("size", seen => seen.Volume.SizeGiB)
        .Text("snapshot-id", seen => seen.Volume.SnapshotId)
        .Text("source-volume-id", seen => seen.Volume.SourceVolumeId)
        .Text("status", seen => seen.Volume.State)
        .Text("volume-id", seen => seen.Volume.Id)
        .Text("volume-type", seen => seen.Volume.VolumeType)
        .Tags(seen => seen.Volume);

    private static readonly FilterSet<(SimVolume Volume, Call Call)> s_statusFilters = new FilterSet<(SimVolume Volume, Call Call)>()
        .Text("action.code", _ => null)
        .Text("action.description", _ => null)
        .Text("action.event-id", _ => null)
        .Text("availability-zone", seen => seen.Volume.AvailabilityZone)
        .Text("availability-zone-id", seen => seen.Call.Region.Place.ZoneId(seen.Volume.AvailabilityZone))
        .Text("event.description", _ => null)
        .Text("event.event-id", _ => null)
        .Text("event.event-type", _ => null)
        .Text("event.not-after", _ => null)
        .Text("event.not-before", _ => null)
        .Text("volume-status.details-name", _ => "io-enabled")
        .Text("volume-status.details-status", seen => Health(seen.Volume) == "ok" ? "passed" : "failed")
        .Text("volume-status.status", seen => Health(seen.Volume));

    public static void Register(OperationTable table)
    {
        table.Add<DescribeVolumesRequest, DescribeVolumesResponse>(DescribeVolumes);
        table.Add<DescribeVolumeStatusRequest, DescribeVolumeStatusResponse>(DescribeVolumeStatus);
    }

    private static DescribeVolumesResponse DescribeVolumes(DescribeVolumesRequest request, Call call)
    {
        var ids = Required.Ids(request.VolumeIds, ResourceIds.CheckVolume);
        var fits = s_filters.Compile(request.Filters, call);
        var page = Listing.Page(call, Pager.Ec2, call.Region.Volumes, ids, NotFound, volume => fits((volume, call)), request.MaxResults, request.NextToken);
        return new() { Volumes = [.. page.Items.Select(volume => VolumeShapes.Show(call, volume))], NextToken = page.NextToken };
    }

    private static DescribeVolumeStatusResponse DescribeVolumeStatus(DescribeVolumeStatusRequest request, Call call)
    {
        var ids = Required.Ids(request.VolumeIds, ResourceIds.CheckVolume);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "volumesSet");
        var fits = s_statusFilters.Compile(request.Filters, call);
        var page = Listing.Page(call, Pager.Ec2, call.Region.Volumes, ids, NotFound, volume => fits((volume, call)), request.MaxResults, request.NextToken);
        return new() { VolumeStatuses = [.. page.Items.Select(volume => Status(call, volume))], NextToken = page.NextToken };
    }

    private static VolumeStatusItem Status(Call call, SimVolume volume)
    {
        var health = Health(volume);
        return new()
        {
            VolumeId = volume.Id,
            AvailabilityZone = volume.AvailabilityZone,
            AvailabilityZoneId = call.Region.Place.ZoneId(volume.AvailabilityZone),
            Actions = [],
            Events = [],
            VolumeStatus = new()
            {
                Status = health,
                Details = [new() { Name = "io-enabled", Status = health == "ok" ? "passed" : "failed" }, new() { Name = "io-performance", Status = "not-applicable" }],
            },
            AttachmentStatuses = [.. volume.Attachments.Select(attachment => new VolumeStatusAttachmentStatus { InstanceId = attachment.InstanceId, IoPerformance = "not-applicable" })],
            InitializationStatusDetails = Initialization(volume, call.Now),
        };
    }

    private static InitializationStatusDetails? Initialization(SimVolume volume, DateTimeOffset now)
    {
        if (volume.Initialization is not { } work)
            return null;
        var done = now >= work.End ? 1 : (now - work.Start) / (work.End - work.Start);
        return new()
        {
            InitializationType = volume.SourceVolumeId is not null ? "volume-copy" : "provisioned-rate",
            Progress = (long)(done * 100),
            EstimatedTimeToCompleteInSeconds = now >= work.End ? 0 : (long)Math.Ceiling((work.End - now).TotalSeconds),
        };
    }

    private static string Health(SimVolume volume) => volume.State switch
    {
        "creating" => "insufficient-data",
        "error" => "impaired",
        _ => "ok",
    };

    internal static AwsErrorException NotFound(IReadOnlyCollection<string> ids) =>
        ids.Count == 1 ? Errors.VolumeNotFound(ids.First()) : new("InvalidVolume.NotFound", $"The volumes '{string.Join(", ", ids)}' do not exist.");
}
