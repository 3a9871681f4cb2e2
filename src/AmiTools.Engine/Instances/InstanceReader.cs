using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Instances;

/// <summary>Reads instances and their volumes in one region.</summary>
internal sealed class InstanceReader(RegionSession region)
{
    /// <summary>The instances of these ids that there are; by the filter, because one missing id fails a whole call by id.</summary>
    public async Task<Dictionary<string, Instance>> ByIdAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, Instance> found = new(StringComparer.Ordinal);
        foreach (string[] batch in ids.Distinct().Chunk(Query.FilterValues))
        {
            await foreach (Instance instance in ReadAsync([Query.Filter("instance-id", batch)], batch.Length == 1 ? batch[0] : null, cancellationToken).ConfigureAwait(false)) found[instance.InstanceId!] = instance;
        }

        return found;
    }

    /// <summary>The instance of that id.</summary>
    /// <exception cref="AmiException"><c>InstanceNotFound</c>.</exception>
    public async Task<Instance> OneAsync(string id, CancellationToken cancellationToken) => (await ByIdAsync([id], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(id)
        ?? throw Ids.ResourceIds.InstanceNotFound(new ResourceReference(id, region.Name), [region.Name]);

    /// <summary>The instances with these tags that are not gone: a value may have wildcards, null asks only for the key.</summary>
    public Task<List<Instance>> ByTagAsync(IReadOnlyDictionary<string, string?> tags, CancellationToken cancellationToken) => ReadAsync(
        [
            .. tags.Select(tag => tag.Value is null ? Query.Filter("tag-key", Query.Literal(tag.Key)) : Query.Filter($"tag:{tag.Key}", tag.Value.Replace(@"\", @"\\", StringComparison.Ordinal))),
            Query.Filter("instance-state-name", "pending", "running", "stopping", "stopped"),
        ],
        null, cancellationToken).CollectAsync(cancellationToken);

    /// <summary>The instances whose tag has one of these values, which may have wildcards; also those that are gone, as long as AWS shows them.</summary>
    public Task<List<Instance>> EverTaggedAsync(string key, IEnumerable<string> values, CancellationToken cancellationToken) => ReadAsync([Query.Filter($"tag:{key}", values)], null, cancellationToken).CollectAsync(cancellationToken);

    /// <summary>The EBS volumes of the instances, by instance, in the order of their mappings.</summary>
    public async Task<ILookup<string, AttachedVolume>> VolumesAsync(IReadOnlyCollection<Instance> instances, CancellationToken cancellationToken)
    {
        Dictionary<string, Volume> volumes = await region.VolumesAsync(instances.SelectMany(instance => instance.Volumes()).Select(volume => volume.VolumeId), cancellationToken).ConfigureAwait(false);
        return instances
            .SelectMany(instance => instance.Volumes().Select(mapped => (instance.InstanceId, Volume: Attached(mapped.Device, mapped.VolumeId, mapped.DeleteOnTermination, volumes.GetValueOrDefault(mapped.VolumeId)))))
            .ToLookup(pair => pair.InstanceId!, pair => pair.Volume, StringComparer.Ordinal);
    }

    private static AttachedVolume Attached(string device, string volumeId, bool? deleteOnTermination, Volume? volume) => new(volumeId, new AmiBlockDevice
    {
        DeviceName = device,
        SizeGiB = volume?.Size,
        VolumeType = volume?.VolumeType?.Value,
        Iops = volume?.Iops,
        Throughput = volume?.Throughput,
        Encrypted = volume?.Encrypted ?? (volume is null ? null : false),
        KmsKeyId = string.IsNullOrEmpty(volume?.KmsKeyId) ? null : volume.KmsKeyId,
        DeleteOnTermination = deleteOnTermination,
    });

    private IAsyncEnumerable<Instance> ReadAsync(List<Filter> filters, string? resourceId, CancellationToken cancellationToken) => Pages.EachAsync(region, "DescribeInstances", async token =>
    {
        DescribeInstancesRequest request = new() { Filters = filters, MaxResults = Query.PageSize, NextToken = token };
        DescribeInstancesResponse page = await region.CallAsync("DescribeInstances", resourceId, ec2 => ec2.DescribeInstancesAsync(request, cancellationToken)).ConfigureAwait(false);
        return ((page.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []).ToList(), page.NextToken);
    });
}
