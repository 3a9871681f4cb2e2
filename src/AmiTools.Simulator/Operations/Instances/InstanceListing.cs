using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DescribeInstances and DescribeInstanceStatus.</summary>
internal static class InstanceListing
{
    private static readonly FilterSet<(SimInstance Instance, Call Call)> s_filters = new FilterSet<(SimInstance Instance, Call Call)>()
        .Text("architecture", seen => seen.Instance.Architecture)
        .Text("availability-zone", seen => seen.Instance.AvailabilityZone)
        .Text("availability-zone-id", seen => seen.Call.Region.Place.ZoneId(seen.Instance.AvailabilityZone))
        .Texts("block-device-mapping.attach-time", seen => seen.Instance.Volumes.Select(attachment => AwsTime.Format(attachment.AttachedAt)))
        .Texts("block-device-mapping.delete-on-termination", seen => seen.Instance.Volumes.Select(attachment => attachment.DeleteOnTermination ? "true" : "false"))
        .Texts("block-device-mapping.device-name", seen => seen.Instance.Volumes.Select(attachment => attachment.Device))
        .Texts("block-device-mapping.status", seen => seen.Instance.Volumes.Select(attachment => attachment.State))
        .Texts("block-device-mapping.volume-id", seen => seen.Instance.Volumes.Select(attachment => attachment.VolumeId))
        .Text("boot-mode", seen => seen.Instance.BootMode)
        .Text("client-token", seen => seen.Instance.ClientToken)
        .Text("dns-name", seen => seen.Instance.PublicIpAddress is { } address ? InstanceShapes.PublicName(seen.Call, address) : null)
        .Flag("ebs-optimized", seen => seen.Instance.EbsOptimized)
        .Flag("ena-support", seen => seen.Instance.EnaSupport)
        .Text("hypervisor", _ => "xen")
        .Text("iam-instance-profile.arn", seen => seen.Instance.InstanceProfileArn)
        .Text("image-id", seen => seen.Instance.ImageId)
        .Text("instance-id", seen => seen.Instance.Id)
        .Text("instance-lifecycle", seen => seen.Instance.Lifecycle)
        .Number("instance-state-code", seen => InstanceShapes.Code(seen.Instance.State))
        .Text("instance-state-name", seen => seen.Instance.State)
        .Text("instance-type", seen => seen.Instance.InstanceType)
        .Texts("instance.group-id", seen => seen.Instance.SecurityGroupIds)
        .Texts("instance.group-name", seen => InstanceShapes.Groups(seen.Call, seen.Instance).Select(group => group.GroupName!))
        .Text("ip-address", seen => seen.Instance.PublicIpAddress)
        .Text("key-name", seen => seen.Instance.KeyName)
        .Number("launch-index", seen => seen.Instance.LaunchIndex)
        .Time("launch-time", seen => seen.Instance.LaunchTime)
        .Text("metadata-options.http-endpoint", seen => seen.Instance.HttpEndpoint)
        .Text("metadata-options.http-tokens", seen => seen.Instance.HttpTokens)
        .Text("monitoring-state", seen => seen.Instance.DetailedMonitoring ? "enabled" : "disabled")
        .Text("network-interface.network-interface-id", seen => seen.Instance.NetworkInterfaceId)
        .Text("owner-id", seen => seen.Instance.OwnerId)
        .Text("placement.tenancy", seen => seen.Instance.Tenancy)
        .Text("tenancy", seen => seen.Instance.Tenancy)
        .Text("platform", seen => seen.Instance.Platform)
        .Text("platform-details", seen => seen.Instance.PlatformDetails)
        .Text("private-dns-name", seen => seen.Instance.PrivateIpAddress is { } address ? InstanceShapes.PrivateName(seen.Call, address) : null)
        .Text("private-ip-address", seen => seen.Instance.PrivateIpAddress)
        .Texts("product-code", seen => seen.Instance.ProductCodes.Select(code => code.Id))
        .Texts("product-code.type", seen => seen.Instance.ProductCodes.Select(code => code.Type))
        .Text("reason", seen => seen.Instance.StateTransitionReason)
        .Text("reservation-id", seen => seen.Instance.ReservationId)
        .Text("root-device-name", seen => seen.Instance.RootDeviceName)
        .Text("root-device-type", seen => seen.Instance.RootDeviceType)
        .Flag("source-dest-check", _ => true)
        .Text("state-reason-code", seen => seen.Instance.StateReasonCode)
        .Text("state-reason-message", seen => seen.Instance.StateReasonMessage)
        .Text("subnet-id", seen => seen.Instance.SubnetId)
        .Text("usage-operation", seen => seen.Instance.UsageOperation)
        .Text("virtualization-type", seen => seen.Instance.VirtualizationType)
        .Text("vpc-id", seen => seen.Instance.VpcId)
        .Text("zone-id", seen => seen.Call.Region.Place.ZoneId(seen.Instance.AvailabilityZone))
        .Tags(seen => seen.Instance);

    private static readonly FilterSet<(SimInstance Instance, Call Call)> s_statusFilters = new FilterSet<(SimInstance Instance, Call Call)>()
        .Text("attached-ebs-status.status", seen => Check(seen.Instance, seen.Call.Now))
        .Text("availability-zone", seen => seen.Instance.AvailabilityZone)
        .Text("availability-zone-id", seen => seen.Call.Region.Place.ZoneId(seen.Instance.AvailabilityZone))
        .Text("event.code", _ => null)
        .Text("event.description", _ => null)
        .Text("event.instance-event-id", _ => null)
        .Text("event.not-after", _ => null)
        .Text("event.not-before", _ => null)
        .Number("instance-state-code", seen => InstanceShapes.Code(seen.Instance.State))
        .Text("instance-state-name", seen => seen.Instance.State)
        .Text("instance-status.reachability", seen => Reachability(Check(seen.Instance, seen.Call.Now)))
        .Text("instance-status.status", seen => Check(seen.Instance, seen.Call.Now))
        .Text("system-status.reachability", seen => Reachability(SystemCheck(seen.Instance, seen.Call.Now)))
        .Text("system-status.status", seen => SystemCheck(seen.Instance, seen.Call.Now));

    public static void Register(OperationTable table)
    {
        table.Add<DescribeInstancesRequest, DescribeInstancesResponse>(DescribeInstances);
        table.Add<DescribeInstanceStatusRequest, DescribeInstanceStatusResponse>(DescribeInstanceStatus);
    }

    private static DescribeInstancesResponse DescribeInstances(DescribeInstancesRequest request, Call call)
    {
        var ids = Required.Ids(request.InstanceIds, ResourceIds.CheckInstance);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "instancesSet");
        var fits = s_filters.Compile(request.Filters, call);
        var page = Listing.Page(call, Pager.Ec2, call.Region.Instances, ids, Errors.InstancesNotFound, instance => fits((instance, call)), request.MaxResults, request.NextToken);
        return new()
        {
            Reservations = [.. page.Items.GroupBy(instance => instance.ReservationId).Select(reservation => InstanceShapes.ShowReservation(call, reservation))],
            NextToken = page.NextToken,
        };
    }

    private static DescribeInstanceStatusResponse DescribeInstanceStatus(DescribeInstanceStatusRequest request, Call call)
    {
        var ids = Required.Ids(request.InstanceIds, ResourceIds.CheckInstance);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "instancesSet");
        var fits = s_statusFilters.Compile(request.Filters, call);
        var page = Listing.Page(
            call,
            Pager.Ec2,
            call.Region.Instances,
            ids,
            Errors.InstancesNotFound,
            instance => (request.IncludeAllInstances == true || instance.State == "running") && fits((instance, call)),
            request.MaxResults,
            request.NextToken);
        return new() { InstanceStatuses = [.. page.Items.Select(instance => Status(call, instance))], NextToken = page.NextToken };
    }

    private static InstanceStatus Status(Call call, SimInstance instance)
    {
        return new()
        {
            InstanceId = instance.Id,
            AvailabilityZone = instance.AvailabilityZone,
            AvailabilityZoneId = call.Region.Place.ZoneId(instance.AvailabilityZone),
            InstanceState = InstanceShapes.State(instance.State),
            Status = Summary(Check(instance, call.Now)),
            SystemStatus = Summary(SystemCheck(instance, call.Now)),
            Events = [],
        };

        InstanceStatusSummary Summary(string check) => new()
        {
            Status = check,
            Details = check == "not-applicable" ? [] : [new() { Name = "reachability", Status = Reachability(check), ImpairedSince = check == "impaired" ? instance.ChecksFailSince?.UtcDateTime : null }],
        };
    }

    private static string Check(SimInstance instance, DateTimeOffset now) =>
        instance.State != "running" ? "not-applicable" : now >= instance.ChecksFailSince ? "impaired" : now < instance.ChecksPassAt ? "initializing" : "ok";

    // The machine under the instance is well also where the instance is not.
    private static string SystemCheck(SimInstance instance, DateTimeOffset now) => Check(instance, now) is var check && check == "impaired" ? "ok" : check;

    private static string Reachability(string check) => check switch
    {
        "ok" => "passed",
        "initializing" => "initializing",
        "impaired" => "failed",
        _ => "insufficient-data",
    };
}
