using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Launching;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Recovery;

/// <summary>The security group of one recovery test, through which nothing goes.</summary>
internal sealed class DrillGroup(RegionSession region, string drillId, string given)
{
    private const int Tries = 3;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    /// <summary>The group's name, by which it is known to be the test's.</summary>
    public static string NameOf(string drillId) => $"AmiTools-drill-{drillId}";

    /// <summary>Makes the group.</summary>
    public async Task<string> MakeAsync(string vpcId, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        CreateSecurityGroupRequest request = new()
        {
            GroupName = NameOf(drillId), Description = "A recovery test of AmiTools: lets nothing through", VpcId = vpcId.Length == 0 ? null : vpcId,
            TagSpecifications = [new() { ResourceType = "security-group", Tags = tags.ToTags() }],
        };
        for (int tries = 1; ; tries++)
        {
            try
            {
                CreateSecurityGroupResponse made = await region.CallAsync("CreateSecurityGroup", given, ec2 => ec2.CreateSecurityGroupAsync(request, cancellationToken)).ConfigureAwait(false);
                return made.GroupId ?? throw Failures.AnsweredWithout("a group", "CreateSecurityGroup", region.Name, given);
            }
            catch (AmiException failure) when (failure.Kind == AmiErrorKind.AlreadyExists)
            {
                // The name has the test's own id: an earlier call whose answer was lost has made it.
                if (await FindAsync(cancellationToken).ConfigureAwait(false) is { } id) return id;
                throw;
            }
            catch (AmiException failure) when (failure.OutcomeIsUnknown() && tries < Tries)
            {
                await Task.Delay(s_firstPause, region.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Takes away the ways out that AWS gives every new group, and comes back when AWS shows that there is none, nor a way in.</summary>
    /// <exception cref="AmiException"><c>DrillNotIsolated</c>.</exception>
    public async Task IsolateAsync(string groupId, CancellationToken cancellationToken)
    {
        bool isSeen = false;
        object? isolated = await Patience.UntilAsync<object>(region.Time, region.Settings.VisibilityWindow, async token =>
        {
            SecurityGroup? group = (await ReadAsync("group-id", groupId, token).ConfigureAwait(false)).FirstOrDefault();
            isSeen |= group is not null;
            if (group?.IpPermissionsEgress is { Count: > 0 } ways) await RevokeAsync(groupId, ways, token).ConfigureAwait(false);
            return group is { IpPermissions: null or { Count: 0 }, IpPermissionsEgress: null or { Count: 0 } } ? group : null;
        }, s_firstPause, s_longestPause, cancellationToken).ConfigureAwait(false);
        if (isolated is not null) return;
        throw new AmiException(AmiErrorCodes.DrillNotIsolated, AmiErrorKind.InvalidState, $"The security group {groupId} in {region.Name} {(isSeen ? "still lets traffic through" : "is not shown by AWS")}; nothing was launched in it.")
        {
            ResourceId = given, Region = region.Name, Remedy = "Look for what adds rules to new security groups in this account, and run the command again.",
        };
    }

    private async Task RevokeAsync(string groupId, List<IpPermission> ways, CancellationToken cancellationToken)
    {
        RevokeSecurityGroupEgressRequest request = new() { GroupId = groupId, IpPermissions = ways };
        try
        {
            await region.CallAsync("RevokeSecurityGroupEgress", given, ec2 => ec2.RevokeSecurityGroupEgressAsync(request, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.IsNotFound() || failure.OutcomeIsUnknown())
        {
            // The rule is gone already, or nobody knows: the next look tells.
        }
    }

    private Task<string?> FindAsync(CancellationToken cancellationToken) => Patience.UntilAsync(region.Time, region.Settings.VisibilityWindow,
        async token => (await ReadAsync("group-name", NameOf(drillId), token).ConfigureAwait(false)).FirstOrDefault()?.GroupId, s_firstPause, s_longestPause, cancellationToken);

    private Task<List<SecurityGroup>> ReadAsync(string filter, string value, CancellationToken cancellationToken) => region.SecurityGroupsAsync([Query.Filter(filter, value)], cancellationToken);
}
