using System.Text;
using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeInstanceImageMetadata and GetConsoleOutput.</summary>
internal static class InstanceImages
{
    private static readonly Pager s_pager = new(1, 1000);

    private static readonly FilterSet<(SimInstance Instance, SimImage? Image, Call Call)> s_filters = new FilterSet<(SimInstance Instance, SimImage? Image, Call Call)>()
        .Text("availability-zone", seen => seen.Instance.AvailabilityZone)
        .Flag("image-allowed", seen => seen.Image is null || seen.Call.Region.AllowedImagesState == "disabled" ? null : seen.Call.IsAllowed(seen.Image))
        .Text("instance-id", seen => seen.Instance.Id)
        .Text("instance-state-name", seen => seen.Instance.State)
        .Text("instance-type", seen => seen.Instance.InstanceType)
        .Time("launch-time", seen => seen.Instance.LaunchTime)
        .Text("owner-alias", seen => seen.Image?.OwnerAlias)
        .Text("owner-id", seen => seen.Image?.OwnerId)
        .Text("zone-id", seen => seen.Call.Region.Place.ZoneId(seen.Instance.AvailabilityZone))
        .Tags(seen => seen.Instance);

    public static void Register(OperationTable table)
    {
        table.Add<DescribeInstanceImageMetadataRequest, DescribeInstanceImageMetadataResponse>(Describe);
        table.Add<GetConsoleOutputRequest, GetConsoleOutputResponse>(GetConsoleOutput);
    }

    private static DescribeInstanceImageMetadataResponse Describe(DescribeInstanceImageMetadataRequest request, Call call)
    {
        var ids = Required.Ids(request.InstanceIds, ResourceIds.CheckInstance);
        var fits = s_filters.Compile(request.Filters, call);
        var page = Listing.Page(call, s_pager, call.Region.Instances, ids, Errors.InstancesNotFound, instance => fits((instance, ImageOf(call, instance), call)), request.MaxResults, request.NextToken);
        return new() { InstanceImageMetadata = [.. page.Items.Select(instance => Show(call, instance))], NextToken = page.NextToken };
    }

    /// <summary>The image of an instance, though it be private by now or in the bin.</summary>
    private static SimImage? ImageOf(Call call, SimInstance instance) =>
        call.Simulator.FindImage(call.Region.Name, instance.ImageId) ?? call.Region.BinnedImages.Find(instance.ImageId);

    private static InstanceImageMetadata Show(Call call, SimInstance instance)
    {
        var image = ImageOf(call, instance);
        return new()
        {
            InstanceId = instance.Id,
            InstanceType = instance.InstanceType,
            LaunchTime = instance.LaunchTime.UtcDateTime,
            AvailabilityZone = instance.AvailabilityZone,
            ZoneId = call.Region.Place.ZoneId(instance.AvailabilityZone),
            State = InstanceShapes.State(instance.State),
            OwnerId = instance.OwnerId,
            Tags = Tagging.Show(call, instance),
            ImageMetadata = new()
            {
                ImageId = instance.ImageId,
                Name = image?.Name,
                OwnerId = image?.OwnerId,
                State = image is null || image.Bin is not null ? "deregistered" : image.State,
                ImageOwnerAlias = image?.OwnerAlias,
                CreationDate = image is null ? null : AwsTime.Format(image.CreatedAt),
                DeprecationTime = image?.DeprecationTime is { } time ? AwsTime.Format(time) : null,
                ImageAllowed = image is null || call.Region.AllowedImagesState == "disabled" ? null : call.IsAllowed(image),
                IsPublic = image?.LaunchPermissions.Public,
            },
        };
    }

    private static GetConsoleOutputResponse GetConsoleOutput(GetConsoleOutputRequest request, Call call)
    {
        var id = Required.InstanceId(request.InstanceId);
        call.AfterSyntax();
        var instance = call.OwnInstance(id);
        var text = new StringBuilder();
        if (instance.State is "running" or "stopping" or "stopped")
        {
            text.Append("[    0.000000] Booting ").Append(instance.PlatformDetails).Append(" on ").Append(instance.InstanceType).Append(" from ").Append(instance.ImageId).Append('\n');
            if (instance.ChecksPassAt is null || call.Now >= instance.ChecksPassAt)
                text.Append("\nip login: ");
        }
        return new() { InstanceId = id, Timestamp = call.Now.UtcDateTime, Output = text.Length == 0 ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(text.ToString())) };
    }
}
