using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Security groups. Of their rules only the open way out is known.</summary>
internal static class SecurityGroups
{
    private static readonly FilterSet<SimSecurityGroup> s_filters = new FilterSet<SimSecurityGroup>()
        .Text("description", group => group.Description)
        .Text("group-id", group => group.Id)
        .Text("group-name", group => group.Name)
        .Text("owner-id", group => group.OwnerId)
        .Text("vpc-id", group => group.VpcId)
        .Tags(group => group);

    public static void Register(OperationTable table)
    {
        table.Add<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResponse>(Describe);
        table.Add<CreateSecurityGroupRequest, CreateSecurityGroupResponse>(Create);
        table.Add<DeleteSecurityGroupRequest, DeleteSecurityGroupResponse>(Delete);
        table.Add<RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResponse>(RevokeEgress);
    }

    private static DescribeSecurityGroupsResponse Describe(DescribeSecurityGroupsRequest request, Call call)
    {
        var ids = Required.Ids(request.GroupIds, CheckId);
        Pager.RefuseWithIds(ids.Count, request.MaxResults, "groupIdsSet");
        var fits = s_filters.Compile(request.Filters, call);
        foreach (var name in request.GroupNames ?? [])
        {
            if (call.Region.SecurityGroups.All(group => group.Name != name))
                throw new AwsErrorException("InvalidGroup.NotFound", $"The security group '{name}' does not exist in default VPC");
        }
        var page = Listing.Page(call, Pager.Ec2, call.Region.SecurityGroups, ids, missing => NotFound(missing.First()),
            group => (request.GroupNames is not { Count: > 0 } names || names.Contains(group.Name)) && fits(group), request.MaxResults, request.NextToken);
        return new() { NextToken = page.NextToken, SecurityGroups = [.. page.Items.Select(group => Show(call, group))] };
    }

    private static CreateSecurityGroupResponse Create(CreateSecurityGroupRequest request, Call call)
    {
        var name = Required.Text(request.GroupName, "GroupName");
        var description = Required.Text(request.Description, "GroupDescription");
        var tags = Tagging.AtBirth(call, request.TagSpecifications, "security-group");
        if (name.Length > 255 || name.StartsWith("sg-", StringComparison.Ordinal))
            throw Errors.InvalidParameterValue($"Invalid group name '{name}': up to 255 characters, not beginning with sg-.");
        call.AfterSyntax();
        var vpc = request.VpcId is { } id
            ? call.Region.Vpcs.Find(id) ?? throw Errors.NotFound("VpcID", "vpc ID", [id])
            : call.Region.Vpcs.FirstOrDefault(vpc => vpc.IsDefault) ?? throw new AwsErrorException("VPCIdNotSpecified", "No default VPC for this user");
        if (call.Region.SecurityGroups.Any(group => group.VpcId == vpc.Id && group.Name == name))
            throw new AwsErrorException("InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{vpc.Id}'");
        call.BeforeChange();

        SimSecurityGroup created = new() { Id = call.Region.Ids.New("sg"), OwnerId = call.Account.Id, CreatedAt = call.Now, Name = name, Description = description, VpcId = vpc.Id };
        created.Tags.Set(tags["security-group"]);
        call.Region.SecurityGroups.Add(created);
        return new() { GroupId = created.Id, SecurityGroupArn = Arn(call, created), Tags = Tagging.Show(call, created) };
    }

    private static DeleteSecurityGroupResponse Delete(DeleteSecurityGroupRequest request, Call call)
    {
        call.AfterSyntax();
        var group = request.GroupId is null && request.GroupName is { } name
            ? call.Region.SecurityGroups.FirstOrDefault(group => group.Name == name) ?? throw new AwsErrorException("InvalidGroup.NotFound", $"The security group '{name}' does not exist")
            : Own(call, request.GroupId);
        if (group.Name == "default")
            throw new AwsErrorException("CannotDelete", $"the specified group: \"{group.Id}\" name: \"default\" cannot be deleted by a user");
        if (call.Region.Instances.Any(instance => instance.State != "terminated" && instance.SecurityGroupIds.Contains(group.Id)))
            throw new AwsErrorException("DependencyViolation", $"resource {group.Id} has a dependent object");
        call.BeforeChange();
        call.Region.SecurityGroups.Remove(group);
        return new() { Return = true, GroupId = group.Id };
    }

    private static RevokeSecurityGroupEgressResponse RevokeEgress(RevokeSecurityGroupEgressRequest request, Call call)
    {
        var group = Own(call, request.GroupId);
        var revokesAll = request.IpPermissions is { Count: > 0 } rules && rules.Any(IsEverything);
        if (!revokesAll || !group.EgressOpen)
            throw new AwsErrorException("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
        call.BeforeChange();
        group.EgressOpen = false;
        return new() { Return = true };
    }

    private static bool IsEverything(IpPermission permission) => permission.IpProtocol == "-1" && (permission.IpRanges ?? []).Any(range => range.CidrIp == "0.0.0.0/0");

    private static SimSecurityGroup Own(Call call, string? id)
    {
        CheckId(Required.Text(id, "GroupId"));
        var group = call.Visible(call.Region.SecurityGroups.Find(id)) ?? throw NotFound(id);
        call.Require($"ec2:{call.Operation}", Arn(call, group));
        return group;
    }

    private static SecurityGroup Show(Call call, SimSecurityGroup group) => new()
    {
        GroupId = group.Id,
        GroupName = group.Name,
        Description = group.Description,
        VpcId = group.VpcId,
        OwnerId = group.OwnerId,
        SecurityGroupArn = Arn(call, group),
        IpPermissions = [],
        IpPermissionsEgress = group.EgressOpen ? [new() { IpProtocol = "-1", IpRanges = [new() { CidrIp = "0.0.0.0/0" }] }] : [],
        Tags = Tagging.Show(call, group),
    };

    private static string Arn(Call call, SimSecurityGroup group) => call.Region.Arn("ec2", $"security-group/{group.Id}");

    private static AwsErrorException NotFound(string id) => new("InvalidGroup.NotFound", $"The security group '{id}' does not exist");

    private static void CheckId(string id)
    {
        if (!ResourceIds.IsWellFormed(id, "sg"))
            throw new AwsErrorException("InvalidGroupId.Malformed", $"Invalid id: \"{id}\" (expecting \"sg-...\")");
    }
}
