using Amazon.EC2.Model;

namespace AmiTools.Engine.Launching;

/// <summary>Finds the subnet and the security groups of a launch among those of the region.</summary>
internal sealed class LaunchPlacement(LaunchTarget target, LaunchWishes wishes, string? keptSubnet)
{
    private readonly List<LaunchProblem> _problems = [];

    /// <summary>What is missing, or does not go together.</summary>
    public IReadOnlyList<LaunchProblem> Problems => _problems;

    /// <summary>The subnet; null with a problem.</summary>
    public Subnet? FindSubnet()
    {
        if (wishes.Zone is { } zone && !target.Zones.Contains(zone))
        {
            Miss($"there is no zone {zone} in {target.Region.Name}", $"Give -AvailabilityZone: {Choices.Text(target.Zones)}.");
            return null;
        }

        return wishes.SubnetId is { } id ? Named(id) : Default();
    }

    /// <summary>The security groups. Where the subnet is missing, they are only looked for in the region.</summary>
    public IReadOnlyList<string> FindGroups(Subnet? subnet)
    {
        IEnumerable<SecurityGroup> here = target.SecurityGroups.Values.Where(group => subnet is null || group.VpcId == subnet.VpcId).OrderBy(group => group.GroupName, StringComparer.Ordinal);
        string where = subnet is null ? target.Region.Name : $"{subnet.VpcId}";
        if (wishes.SecurityGroupIds is not { } wanted)
        {
            Miss("nothing says which security groups the instance had", $"Give -SecurityGroupId; in {where} there are: {Choices.Text(here.Select(Choices.Text))}.");
            return [];
        }

        foreach (string id in wanted)
        {
            if (!target.SecurityGroups.TryGetValue(id, out SecurityGroup? group))
            {
                Miss($"there is no security group {id} in {target.Region.Name}", $"Give -SecurityGroupId, or -Map @{{ '{id}' = 'sg-...' }}; in {where} there are: {Choices.Text(here.Select(Choices.Text))}.");
            }
            else if (subnet is not null && group.VpcId != subnet.VpcId)
            {
                string[] same = [.. here.Where(other => other.GroupName == group.GroupName).Concat(here).Distinct().Select(Choices.Text)];
                Mismatch($"{Choices.Text(group)} is in {group.VpcId}, and {subnet.SubnetId} in {subnet.VpcId}", $"Give -SecurityGroupId, or -Map @{{ '{id}' = 'sg-...' }}; in {subnet.VpcId} there are: {Choices.Text(same)}.");
            }
        }

        return wanted;
    }

    private Subnet? Named(string id)
    {
        if (!target.Subnets.TryGetValue(id, out Subnet? subnet))
        {
            string remedy = id == keptSubnet ? $"Give -SubnetId, or -Map @{{ '{id}' = 'subnet-...' }}" : "Give -SubnetId";
            Miss($"there is no subnet {id} in {target.Region.Name}", $"{remedy}; {(wishes.Zone is null ? "there are" : $"in {wishes.Zone} there are")}: {Choices.Text(Candidates(null).Select(Choices.Text))}.");
            return null;
        }

        if (wishes.Zone is null || subnet.AvailabilityZone == wishes.Zone) return subnet;
        if (wishes.SubnetIsChosen)
        {
            Mismatch($"{Choices.Text(subnet)} is not in {wishes.Zone}", $"Leave -AvailabilityZone away, or give -SubnetId; in {wishes.Zone} there are: {Choices.Text(Candidates(null).Select(Choices.Text))}.");
            return null;
        }

        // Another zone of the same network: only where there is but one subnet is nothing to choose.
        Subnet[] siblings = [.. Candidates(subnet.VpcId)];
        if (siblings is [var only]) return only;
        Miss($"the backup's subnet {Choices.Text(subnet)} is not in {wishes.Zone}", $"Give -SubnetId; in {wishes.Zone} there are: {Choices.Text((siblings.Length > 0 ? siblings : Candidates(null)).Select(Choices.Text))}.");
        return null;
    }

    private Subnet? Default()
    {
        if (wishes.Zone is not null && Candidates(null).FirstOrDefault(subnet => subnet.DefaultForAz == true) is { } byDefault) return byDefault;
        Miss("nothing says which subnet the instance had", $"Give -SubnetId; there are: {Choices.Text(Candidates(null).Select(Choices.Text))}.");
        return null;
    }

    private IEnumerable<Subnet> Candidates(string? vpc) => target.Subnets.Values
        .Where(subnet => (wishes.Zone is null || subnet.AvailabilityZone == wishes.Zone) && (vpc is null || subnet.VpcId == vpc))
        .OrderBy(subnet => subnet.AvailabilityZone, StringComparer.Ordinal).ThenBy(subnet => subnet.SubnetId, StringComparer.Ordinal);

    private void Miss(string message, string remedy) => _problems.Add(new LaunchProblem(AmiErrorCodes.LaunchSettingMissing, AmiErrorKind.NotFound, message, remedy));

    private void Mismatch(string message, string remedy) => _problems.Add(new LaunchProblem(AmiErrorCodes.LaunchSettingMismatch, AmiErrorKind.InvalidInput, message, remedy));
}

/// <summary>One thing that keeps a backup from being launched.</summary>
internal sealed record LaunchProblem(string Code, AmiErrorKind Kind, string Message, string Remedy);
