using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Regions and their zones.</summary>
internal static class RegionOperations
{
    private static readonly FilterSet<(AwsRegion Place, string OptIn)> s_regionFilters = new FilterSet<(AwsRegion Place, string OptIn)>()
        .Text("endpoint", region => region.Place.Host("ec2"))
        .Text("opt-in-status", region => region.OptIn)
        .Text("region-name", region => region.Place.Name);

    private static readonly FilterSet<(AwsRegion Place, string Zone)> s_zoneFilters = new FilterSet<(AwsRegion Place, string Zone)>()
        .Text("group-name", zone => GroupOf(zone.Place))
        .Text("message", _ => null)
        .Text("opt-in-status", _ => "opt-in-not-required")
        .Text("parent-zone-id", _ => null)
        .Text("parent-zone-name", _ => null)
        .Text("region-name", zone => zone.Place.Name)
        .Text("state", _ => "available")
        .Text("zone-id", zone => zone.Place.ZoneId(zone.Zone))
        .Text("zone-name", zone => zone.Zone)
        .Text("zone-type", _ => "availability-zone");

    public static void Register(OperationTable table)
    {
        table.Add<DescribeRegionsRequest, DescribeRegionsResponse>(DescribeRegions);
        table.Add<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResponse>(DescribeAvailabilityZones);
    }

    private static DescribeRegionsResponse DescribeRegions(DescribeRegionsRequest request, Call call)
    {
        var fits = s_regionFilters.Compile(request.Filters, call);
        var regions = AwsGeography.Regions
            .Where(place => place.Partition.Id == call.Account.Partition)
            .Select(place => (Place: place, OptIn: call.Account.OptInStatus(place)))
            .ToList();
        foreach (var name in request.RegionNames ?? [])
        {
            if (regions.All(region => region.Place.Name != name))
                throw new AwsErrorException("InvalidParameterValue", $"Invalid region: [{name}]");
        }
        // A region that is named is shown whether it is enabled or not.
        var all = request.AllRegions == true || request.RegionNames is { Count: > 0 };
        return new()
        {
            Regions =
            [
                .. regions
                    .Where(region => all || region.OptIn != "not-opted-in")
                    .Where(region => request.RegionNames is not { Count: > 0 } names || names.Contains(region.Place.Name))
                    .Where(fits)
                    .Select(region => new Region { RegionName = region.Place.Name, Endpoint = region.Place.Host("ec2"), OptInStatus = region.OptIn }),
            ],
        };
    }

    private static DescribeAvailabilityZonesResponse DescribeAvailabilityZones(DescribeAvailabilityZonesRequest request, Call call)
    {
        var place = call.Region.Place;
        var fits = s_zoneFilters.Compile(request.Filters, call);
        foreach (var name in request.ZoneNames ?? [])
        {
            if (!place.HasZone(name))
                throw new AwsErrorException("InvalidParameterValue", $"Invalid availability zone: [{name}]");
        }
        foreach (var id in request.ZoneIds ?? [])
        {
            if (place.ZoneOfId(id) is null)
                throw new AwsErrorException("InvalidParameterValue", $"Invalid availability zone-id: [{id}]");
        }
        return new()
        {
            AvailabilityZones =
            [
                .. place.Zones
                    .Where(zone => request.ZoneNames is not { Count: > 0 } names || names.Contains(zone))
                    .Where(zone => request.ZoneIds is not { Count: > 0 } ids || ids.Contains(place.ZoneId(zone)))
                    .Where(zone => fits((place, zone)))
                    .Select(zone => new AvailabilityZone
                    {
                        ZoneName = zone,
                        ZoneId = place.ZoneId(zone),
                        RegionName = place.Name,
                        GroupName = GroupOf(place),
                        NetworkBorderGroup = place.Name,
                        State = "available",
                        OptInStatus = "opt-in-not-required",
                        ZoneType = "availability-zone",
                        Messages = [],
                    }),
            ],
        };
    }

    // The zones of a region form one group, which has its number at the end: us-east-1-zg-1.
    private static string GroupOf(AwsRegion place) => place.Name + "-zg-1";
}
