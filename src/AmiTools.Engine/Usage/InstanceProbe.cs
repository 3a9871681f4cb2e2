using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Usage;

/// <summary>Instances that were launched of an image and are not terminated: a stopped one is started again of its volumes, but replaced or scaled out of its image.</summary>
internal sealed class InstanceProbe(RegionSession region) : BatchProbe<Image>(region, Query.FilterValues, UsageKinds.Instance, "whether instances use it", image => image.ImageId!)
{
    /// <summary>Every state but <c>terminated</c>: such an instance is listed for about an hour more and never comes back.</summary>
    public static readonly string[] States = ["pending", "running", "shutting-down", "stopping", "stopped"];

    protected override async Task<IEnumerable<(string Id, UsageReason Reason)>> ReadAsync(IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        DescribeInstancesRequest request = new()
        {
            Filters = [Query.Filter("image-id", images.Select(image => image.ImageId!)), Query.Filter("instance-state-name", States)],
            MaxResults = Query.PageSize,
        };
        List<Reservation> reservations = await Region.CallAsync("DescribeInstances", null, ec2 => ec2.Paginators.DescribeInstances(request).Reservations.CollectAsync(cancellationToken)).ConfigureAwait(false);
        return reservations.SelectMany(reservation => reservation.Instances ?? []).Select(instance => (instance.ImageId!, new UsageReason
        {
            Verdict = UsageVerdict.InUse,
            Kind = UsageKinds.Instance,
            ResourceId = instance.InstanceId,
            Detail = $"instance {instance.InstanceId} ({instance.State?.Name?.Value ?? "state unknown"}) was launched of it",
            Remedy = "Terminate the instance, or launch it anew of another image.",
        }));
    }
}
