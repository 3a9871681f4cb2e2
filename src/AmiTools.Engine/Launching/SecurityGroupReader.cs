using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Launching;

/// <summary>Reads the security groups of one region.</summary>
internal static class SecurityGroupReader
{
    /// <summary>Those that fit the filters; all of them without one.</summary>
    public static Task<List<SecurityGroup>> SecurityGroupsAsync(this RegionSession region, IReadOnlyCollection<Filter> filters, CancellationToken cancellationToken) => Pages.AllAsync(region, "DescribeSecurityGroups", async token =>
    {
        DescribeSecurityGroupsRequest request = new() { Filters = filters.Count == 0 ? null : [.. filters], MaxResults = Query.PageSize, NextToken = token };
        DescribeSecurityGroupsResponse page = await region.CallAsync("DescribeSecurityGroups", null, ec2 => ec2.DescribeSecurityGroupsAsync(request, cancellationToken)).ConfigureAwait(false);
        return (page.SecurityGroups, page.NextToken);
    });
}
