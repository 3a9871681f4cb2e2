using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Launching;

/// <summary>What there is in a region to launch with, read once for all launches of a command: also what could be chosen in place of what is missing.</summary>
internal sealed class LaunchTarget
{
    private LaunchTarget(RegionSession region, Parts parts)
    {
        Region = region;
        Subnets = parts.Subnets.Where(subnet => subnet.SubnetId is not null).ToDictionary(subnet => subnet.SubnetId!, StringComparer.Ordinal);
        SecurityGroups = parts.Groups.Where(group => group.GroupId is not null).ToDictionary(group => group.GroupId!, StringComparer.Ordinal);
        KeyNames = parts.Keys.Select(key => key.KeyName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Zones = [.. parts.Zones.Order(StringComparer.Ordinal)];
        ZonesByType = parts.Offerings.Where(offering => offering.Location is not null).ToLookup(offering => offering.InstanceType?.Value ?? "", offering => offering.Location!, StringComparer.Ordinal);
        Types = parts.Types.Where(type => type.InstanceType is not null).ToDictionary(type => type.InstanceType!.Value, StringComparer.Ordinal);
    }

    /// <summary>The region.</summary>
    public RegionSession Region { get; }

    /// <summary>The subnets, by id.</summary>
    public IReadOnlyDictionary<string, Subnet> Subnets { get; }

    /// <summary>The security groups, by id.</summary>
    public IReadOnlyDictionary<string, SecurityGroup> SecurityGroups { get; }

    /// <summary>The names of the key pairs.</summary>
    public IReadOnlySet<string> KeyNames { get; }

    /// <summary>The zones; empty where nobody asked for one.</summary>
    public IReadOnlyList<string> Zones { get; }

    /// <summary>The zones that offer an instance type, of the types that were asked for.</summary>
    public ILookup<string, string> ZonesByType { get; }

    /// <summary>What the instance types are like, of those that were asked for.</summary>
    public IReadOnlyDictionary<string, InstanceTypeInfo> Types { get; }

    /// <summary>Reads what the wishes may need.</summary>
    public static async Task<LaunchTarget> ReadAsync(RegionSession region, IReadOnlyCollection<LaunchWishes> wishes, CancellationToken cancellationToken)
    {
        string[] types = [.. wishes.Select(wish => wish.InstanceType).OfType<string>().Distinct()];
        Task<List<Subnet>> subnets = Pages.AllAsync(region, "DescribeSubnets", async token =>
        {
            DescribeSubnetsResponse page = await region.CallAsync("DescribeSubnets", null, ec2 => ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { MaxResults = Query.PageSize, NextToken = token }, cancellationToken)).ConfigureAwait(false);
            return (page.Subnets, page.NextToken);
        });
        Task<List<SecurityGroup>> groups = region.SecurityGroupsAsync([], cancellationToken);
        Task<List<KeyPairInfo>> keys = wishes.Any(wish => wish.KeyName is not null) ? KeysAsync(region, cancellationToken) : Task.FromResult(new List<KeyPairInfo>());
        Task<List<string>> zones = wishes.Any(wish => wish.Zone is not null) ? ZonesAsync(region, cancellationToken) : Task.FromResult(new List<string>());
        Task<List<InstanceTypeOffering>> offerings = OfferingsAsync(region, [.. types.Select(Query.Literal)], cancellationToken);
        Task<List<InstanceTypeInfo>> infos = TypesAsync(region, types, cancellationToken);
        await Task.WhenAll(subnets, groups, keys, zones, offerings, infos).ConfigureAwait(false);
        return new LaunchTarget(region, new Parts(await subnets.ConfigureAwait(false), await groups.ConfigureAwait(false), await keys.ConfigureAwait(false), await zones.ConfigureAwait(false), await offerings.ConfigureAwait(false), await infos.ConfigureAwait(false)));
    }

    /// <summary>Types that the zone offers in the place of the one that is missing: others of its family, else of its size in families of the same letter.</summary>
    public async Task<IReadOnlyList<string>> TypesLikeAsync(string type, string? zone, CancellationToken cancellationToken)
    {
        if (type.Split('.') is not [{ Length: > 0 } family, { Length: > 0 } size]) return [];
        foreach (string pattern in new[] { $"{Query.Literal(family)}.*", $"{Query.Literal(family[..1])}*.{Query.Literal(size)}" })
        {
            List<InstanceTypeOffering> like = await OfferingsAsync(Region, [pattern], cancellationToken).ConfigureAwait(false);
            string[] names = [.. like.Where(offering => zone is null || offering.Location == zone).Select(offering => offering.InstanceType?.Value).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            if (names.Length > 0) return names;
        }

        return [];
    }

    private static async Task<List<KeyPairInfo>> KeysAsync(RegionSession region, CancellationToken cancellationToken) =>
        (await region.CallAsync("DescribeKeyPairs", null, ec2 => ec2.DescribeKeyPairsAsync(new DescribeKeyPairsRequest(), cancellationToken)).ConfigureAwait(false)).KeyPairs ?? [];

    private static async Task<List<string>> ZonesAsync(RegionSession region, CancellationToken cancellationToken)
    {
        DescribeAvailabilityZonesResponse response = await region.CallAsync("DescribeAvailabilityZones", null, ec2 => ec2.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest(), cancellationToken)).ConfigureAwait(false);
        return [.. (response.AvailabilityZones ?? []).Select(zone => zone.ZoneName).OfType<string>()];
    }

    private static async Task<List<InstanceTypeOffering>> OfferingsAsync(RegionSession region, string[] types, CancellationToken cancellationToken)
    {
        List<InstanceTypeOffering> all = [];
        foreach (string[] batch in types.Chunk(Query.FilterValues))
        {
            all.AddRange(await Pages.AllAsync(region, "DescribeInstanceTypeOfferings", async token =>
            {
                DescribeInstanceTypeOfferingsRequest request = new() { LocationType = "availability-zone", Filters = [Query.Filter("instance-type", batch)], MaxResults = Query.PageSize, NextToken = token };
                DescribeInstanceTypeOfferingsResponse page = await region.CallAsync("DescribeInstanceTypeOfferings", null, ec2 => ec2.DescribeInstanceTypeOfferingsAsync(request, cancellationToken)).ConfigureAwait(false);
                return (page.InstanceTypeOfferings, page.NextToken);
            }).ConfigureAwait(false));
        }

        return all;
    }

    private static async Task<List<InstanceTypeInfo>> TypesAsync(RegionSession region, string[] types, CancellationToken cancellationToken)
    {
        // AWS gives at most 100 types a page.
        const int PageSize = 100;
        List<InstanceTypeInfo> all = [];
        foreach (string[] batch in types.Select(Query.Literal).Chunk(Query.FilterValues))
        {
            // By the filter: one type that does not exist fails a whole call by name.
            all.AddRange(await Pages.AllAsync(region, "DescribeInstanceTypes", async token =>
            {
                DescribeInstanceTypesRequest request = new() { Filters = [Query.Filter("instance-type", batch)], MaxResults = PageSize, NextToken = token };
                DescribeInstanceTypesResponse page = await region.CallAsync("DescribeInstanceTypes", null, ec2 => ec2.DescribeInstanceTypesAsync(request, cancellationToken)).ConfigureAwait(false);
                return (page.InstanceTypes, page.NextToken);
            }).ConfigureAwait(false));
        }

        return all;
    }

    private sealed record Parts(List<Subnet> Subnets, List<SecurityGroup> Groups, List<KeyPairInfo> Keys, List<string> Zones, List<InstanceTypeOffering> Offerings, List<InstanceTypeInfo> Types);
}
