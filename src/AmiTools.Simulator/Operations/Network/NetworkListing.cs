using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Networks, subnets, key pairs and elastic addresses.</summary>
internal static class NetworkListing
{
    private const int AddressesOfSubnet = 4091;

    private static readonly FilterSet<SimVpc> s_vpcFilters = new FilterSet<SimVpc>()
        .Text("cidr", vpc => vpc.CidrBlock)
        .Text("cidr-block-association.cidr-block", vpc => vpc.CidrBlock)
        .Flag("is-default", vpc => vpc.IsDefault)
        .Text("owner-id", vpc => vpc.OwnerId)
        .Text("state", _ => "available")
        .Text("vpc-id", vpc => vpc.Id)
        .Tags(vpc => vpc);

    private static readonly FilterSet<(SimSubnet Subnet, AwsRegion Place)> s_subnetFilters = new FilterSet<(SimSubnet Subnet, AwsRegion Place)>()
        .Text("availability-zone", seen => seen.Subnet.AvailabilityZone)
        .Text("availability-zone-id", seen => seen.Place.ZoneId(seen.Subnet.AvailabilityZone))
        .Text("cidr-block", seen => seen.Subnet.CidrBlock)
        .Flag("default-for-az", seen => seen.Subnet.IsDefault)
        .Flag("map-public-ip-on-launch", seen => seen.Subnet.MapPublicIpOnLaunch)
        .Text("owner-id", seen => seen.Subnet.OwnerId)
        .Text("state", _ => "available")
        .Text("subnet-id", seen => seen.Subnet.Id)
        .Text("vpc-id", seen => seen.Subnet.VpcId)
        .Tags(seen => seen.Subnet);

    private static readonly FilterSet<SimKeyPair> s_keyFilters = new FilterSet<SimKeyPair>()
        .Text("key-name", key => key.Name)
        .Text("key-pair-id", key => key.Id)
        .Tags(key => key);

    private static readonly FilterSet<SimAddress> s_addressFilters = new FilterSet<SimAddress>()
        .Text("allocation-id", address => address.Id)
        .Text("domain", _ => "vpc")
        .Text("instance-id", address => address.InstanceId)
        .Text("public-ip", address => address.PublicIp)
        .Tags(address => address);

    public static void Register(OperationTable table)
    {
        table.Add<DescribeVpcsRequest, DescribeVpcsResponse>(DescribeVpcs);
        table.Add<DescribeSubnetsRequest, DescribeSubnetsResponse>(DescribeSubnets);
        table.Add<DescribeKeyPairsRequest, DescribeKeyPairsResponse>(DescribeKeyPairs);
        table.Add<DescribeAddressesRequest, DescribeAddressesResponse>(DescribeAddresses);
    }

    private static DescribeVpcsResponse DescribeVpcs(DescribeVpcsRequest request, Call call)
    {
        var ids = Required.Ids(request.VpcIds, id => Check(id, "vpc", "InvalidVpcID.Malformed"));
        var fits = s_vpcFilters.Compile(request.Filters, call);
        var page = Listing.Page(call, Pager.Ec2, call.Region.Vpcs, ids, missing => Errors.NotFound("VpcID", "vpc ID", missing), fits, request.MaxResults, request.NextToken);
        return new()
        {
            NextToken = page.NextToken,
            Vpcs = [.. page.Items.Select(vpc => new Vpc { VpcId = vpc.Id, OwnerId = vpc.OwnerId, State = "available", CidrBlock = vpc.CidrBlock, IsDefault = vpc.IsDefault, InstanceTenancy = "default", Tags = Tagging.Show(call, vpc) })],
        };
    }

    private static DescribeSubnetsResponse DescribeSubnets(DescribeSubnetsRequest request, Call call)
    {
        var ids = Required.Ids(request.SubnetIds, id => Check(id, "subnet", "InvalidSubnetID.Malformed"));
        var place = call.Region.Place;
        var fits = s_subnetFilters.Compile(request.Filters, call);
        var page = Listing.Page(call, Pager.Ec2, call.Region.Subnets, ids, missing => Errors.NotFound("SubnetID", "subnet ID", missing), subnet => fits((subnet, place)), request.MaxResults, request.NextToken);
        return new()
        {
            NextToken = page.NextToken,
            Subnets =
            [
                .. page.Items.Select(subnet => new Subnet
                {
                    SubnetId = subnet.Id,
                    SubnetArn = call.Region.Arn("ec2", $"subnet/{subnet.Id}"),
                    OwnerId = subnet.OwnerId,
                    VpcId = subnet.VpcId,
                    State = "available",
                    AvailabilityZone = subnet.AvailabilityZone,
                    AvailabilityZoneId = place.ZoneId(subnet.AvailabilityZone),
                    CidrBlock = subnet.CidrBlock,
                    AvailableIpAddressCount = AddressesOfSubnet - subnet.AddressesGiven,
                    DefaultForAz = subnet.IsDefault,
                    MapPublicIpOnLaunch = subnet.MapPublicIpOnLaunch,
                    Tags = Tagging.Show(call, subnet),
                }),
            ],
        };
    }

    private static DescribeKeyPairsResponse DescribeKeyPairs(DescribeKeyPairsRequest request, Call call)
    {
        var fits = s_keyFilters.Compile(request.Filters, call);
        call.AfterSyntax();
        foreach (var name in request.KeyNames ?? [])
        {
            if (call.Region.KeyPairs.All(key => key.Name != name))
                throw new AwsErrorException("InvalidKeyPair.NotFound", $"The key pair '{name}' does not exist");
        }
        foreach (var id in request.KeyPairIds ?? [])
        {
            if (!call.Region.KeyPairs.Contains(id))
                throw new AwsErrorException("InvalidKeyPair.NotFound", $"The key pair '{id}' does not exist");
        }
        call.BeforeChange();
        return new()
        {
            KeyPairs =
            [
                .. call.Region.KeyPairs
                    .Where(key => request.KeyNames is not { Count: > 0 } names || names.Contains(key.Name))
                    .Where(key => request.KeyPairIds is not { Count: > 0 } ids || ids.Contains(key.Id))
                    .Where(fits)
                    .Select(key => new KeyPairInfo { KeyPairId = key.Id, KeyName = key.Name, KeyType = key.KeyType, CreateTime = key.CreatedAt.UtcDateTime, Tags = Tagging.Show(call, key) }),
            ],
        };
    }

    private static DescribeAddressesResponse DescribeAddresses(DescribeAddressesRequest request, Call call)
    {
        var fits = s_addressFilters.Compile(request.Filters, call);
        call.AfterSyntax();
        foreach (var ip in request.PublicIps ?? [])
        {
            if (call.Region.Addresses.All(address => address.PublicIp != ip))
                throw new AwsErrorException("InvalidAddress.NotFound", $"Address '{ip}' not found.");
        }
        foreach (var id in request.AllocationIds ?? [])
        {
            if (!call.Region.Addresses.Contains(id))
                throw new AwsErrorException("InvalidAllocationID.NotFound", $"The allocation ID '{id}' does not exist");
        }
        call.BeforeChange();
        return new()
        {
            Addresses =
            [
                .. call.Region.Addresses
                    .Where(address => request.PublicIps is not { Count: > 0 } ips || ips.Contains(address.PublicIp))
                    .Where(address => request.AllocationIds is not { Count: > 0 } ids || ids.Contains(address.Id))
                    .Where(fits)
                    .Select(address => new Address { AllocationId = address.Id, PublicIp = address.PublicIp, InstanceId = address.InstanceId, Domain = "vpc", NetworkBorderGroup = call.Region.Name, Tags = Tagging.Show(call, address) }),
            ],
        };
    }

    private static void Check(string id, string prefix, string code)
    {
        if (!ResourceIds.IsWellFormed(id, prefix))
            throw new AwsErrorException(code, $"Invalid id: \"{id}\" (expecting \"{prefix}-...\")");
    }
}
