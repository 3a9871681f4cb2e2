using Amazon.EC2.Model;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Waiting;

/// <summary>The one poller of a region's instances and of AWS's status checks on them.</summary>
internal sealed class InstanceWatch(RegionSession region) : RegionWatch<InstanceObservation>(region)
{
    // DescribeInstanceStatus takes up to 100 ids (EC2 API reference) and has no filter for them.
    private const int IdsPerStatusCall = 100;

    protected override async Task<Func<string, InstanceObservation>> LookAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        (Dictionary<string, Instance> instances, AmiException? failure) = await TryAsync(() => new InstanceReader(Region).ByIdAsync(ids, cancellationToken), []).ConfigureAwait(false);
        string[] running = [.. instances.Values.Where(instance => instance.StateName() == "running").Select(instance => instance.InstanceId!)];
        (Dictionary<string, InstanceStatus> statuses, AmiException? statusFailure) = await TryAsync(() => StatusesAsync(running, cancellationToken), []).ConfigureAwait(false);
        DateTimeOffset now = Region.Time.GetUtcNow();
        return id => new InstanceObservation(now, instances.GetValueOrDefault(id), statuses.GetValueOrDefault(id), failure, statusFailure);
    }

    private async Task<Dictionary<string, InstanceStatus>> StatusesAsync(string[] running, CancellationToken cancellationToken)
    {
        Dictionary<string, InstanceStatus> statuses = new(StringComparer.Ordinal);
        foreach (string[] batch in running.Chunk(IdsPerStatusCall))
        {
            // Whoever names ids must not ask for pages, and gets none.
            DescribeInstanceStatusRequest request = new() { InstanceIds = [.. batch], IncludeAllInstances = true };
            DescribeInstanceStatusResponse response = await Region.CallAsync("DescribeInstanceStatus", batch.Length == 1 ? batch[0] : null, ec2 => ec2.DescribeInstanceStatusAsync(request, cancellationToken)).ConfigureAwait(false);
            foreach (InstanceStatus status in response.InstanceStatuses ?? []) statuses[status.InstanceId!] = status;
        }

        return statuses;
    }
}
