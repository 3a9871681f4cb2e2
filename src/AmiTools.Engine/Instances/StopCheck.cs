using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Instances;

/// <summary>What stopping an instance would destroy or change, read before anything is stopped. What cannot be read counts as a reason against it.</summary>
internal sealed class StopCheck
{
    private readonly Dictionary<string, string> _instanceStoreTypes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _elastic = new(StringComparer.Ordinal);
    private readonly RegionSession _region;
    private string? _typesUnread;
    private string? _addressesUnread;

    private StopCheck(RegionSession region) => _region = region;

    /// <summary>Reads what all the instances need together.</summary>
    public static async Task<StopCheck> ReadAsync(RegionSession region, IReadOnlyCollection<Instance> instances, CancellationToken cancellationToken)
    {
        StopCheck check = new(region);
        Instance[] running = [.. instances.Where(instance => instance.StateName() is "running" or "pending")];
        if (running.Length == 0) return check;
        check._typesUnread = await TryAsync(() => check.ReadTypesAsync(running, cancellationToken)).ConfigureAwait(false);
        check._addressesUnread = await TryAsync(() => check.ReadAddressesAsync(running, cancellationToken)).ConfigureAwait(false);
        return check;
    }

    /// <summary>Why the instance should not be stopped. Empty for one that is stopped already.</summary>
    public async Task<StopReasons> OfAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (instance.StateName() is not ("running" or "pending")) return new StopReasons([], null);
        List<string> reasons = [];
        if (_typesUnread is not null) reasons.Add($"whether its type has instance store cannot be read ({_typesUnread})");
        else if (_instanceStoreTypes.TryGetValue(instance.InstanceType?.Value ?? "", out string? size)) reasons.Add($"the data on its instance store is lost ({instance.InstanceType} has {size})");
        if (instance.PublicIpAddress is { Length: > 0 } address)
        {
            if (_addressesUnread is not null) reasons.Add($"whether its public address {address} is elastic cannot be read ({_addressesUnread}); if it is not, it changes");
            else if (!_elastic.Contains(address)) reasons.Add($"its public address {address} is not elastic and changes");
        }

        if (instance.Tag("aws:autoscaling:groupName") is { } group) reasons.Add($"the Auto Scaling group {group} replaces it");
        if (instance.InstanceLifecycle?.Value == "spot") reasons.Add("it is a Spot instance: one that was asked for once cannot be stopped, and another one starts again only when there is capacity");
        string? refused = null;
        string? unread = await TryAsync(async () =>
        {
            DescribeInstanceAttributeResponse response = await _region.CallAsync("DescribeInstanceAttribute", instance.InstanceId,
                ec2 => ec2.DescribeInstanceAttributeAsync(new DescribeInstanceAttributeRequest { InstanceId = instance.InstanceId, Attribute = InstanceAttributeName.DisableApiStop }, cancellationToken)).ConfigureAwait(false);
            if (response.InstanceAttribute?.DisableApiStop == true) refused = "it has stop protection, and AWS refuses to stop it";
        }).ConfigureAwait(false);
        if (unread is not null) reasons.Add($"whether it has stop protection cannot be read ({unread})");
        return new StopReasons(reasons, refused);
    }

    private async Task ReadTypesAsync(Instance[] instances, CancellationToken cancellationToken)
    {
        const int TypesPerCall = 100;
        foreach (string[] batch in instances.Select(instance => instance.InstanceType?.Value).OfType<string>().Distinct().Chunk(TypesPerCall))
        {
            DescribeInstanceTypesResponse response = await _region.CallAsync("DescribeInstanceTypes", null, ec2 => ec2.DescribeInstanceTypesAsync(new DescribeInstanceTypesRequest { InstanceTypes = [.. batch] }, cancellationToken)).ConfigureAwait(false);
            foreach (InstanceTypeInfo type in response.InstanceTypes ?? [])
            {
                if (type.InstanceStorageSupported == true) _instanceStoreTypes[type.InstanceType!.Value] = type.InstanceStorageInfo?.TotalSizeInGB is { } size ? $"{size} GB" : "some";
            }
        }
    }

    private async Task ReadAddressesAsync(Instance[] instances, CancellationToken cancellationToken)
    {
        foreach (string[] batch in instances.Select(instance => instance.PublicIpAddress).OfType<string>().Where(address => address.Length > 0).Distinct().Chunk(Query.FilterValues))
        {
            DescribeAddressesResponse response = await _region.CallAsync("DescribeAddresses", null, ec2 => ec2.DescribeAddressesAsync(new DescribeAddressesRequest { Filters = [Query.Filter("public-ip", batch)] }, cancellationToken)).ConfigureAwait(false);
            _elastic.UnionWith((response.Addresses ?? []).Select(address => address.PublicIp).OfType<string>());
        }
    }

    private static async Task<string?> TryAsync(Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
            return null;
        }
        catch (AmiException failure)
        {
            return failure.Message;
        }
    }
}
