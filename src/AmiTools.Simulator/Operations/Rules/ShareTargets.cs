using System.Text.RegularExpressions;

namespace AmiTools.Simulator;

/// <summary>Checks whom an AMI or a snapshot is shared with.</summary>
internal static partial class ShareTargets
{
    /// <summary>The only group there is: everybody.</summary>
    internal const string Everybody = "all";

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex AccountForm();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:organizations::[0-9]{12}:organization/o-[a-z0-9]{10,32}\z")]
    private static partial Regex OrganizationForm();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:organizations::[0-9]{12}:ou/o-[a-z0-9]{10,32}/ou-[a-z0-9]{4,32}-[a-z0-9]{5,32}\z")]
    private static partial Regex UnitForm();

    internal static bool IsAccount(string id) => AccountForm().IsMatch(id);

    internal static void CheckImageAccount(string id)
    {
        if (!IsAccount(id)) throw BadItem(id, "userId");
    }

    internal static void CheckImageGroup(string group)
    {
        if (group != Everybody) throw BadItem(group, "group");
    }

    internal static void CheckOrganization(string arn)
    {
        if (!OrganizationForm().IsMatch(arn)) throw BadItem(arn, "organizationArn");
    }

    internal static void CheckUnit(string arn)
    {
        if (!UnitForm().IsMatch(arn)) throw BadItem(arn, "organizationalUnitArn");
    }

    internal static void CheckSnapshotAccount(string id)
    {
        if (!IsAccount(id)) throw Errors.InvalidParameterValue(id, "userId", "Expected a 12-digit account ID.");
    }

    internal static void CheckSnapshotGroup(string group)
    {
        if (group != Everybody) throw Errors.InvalidParameterValue(group, "group", "The only valid group is 'all'.");
    }

    private static AwsErrorException BadItem(string value, string type) =>
        new AwsErrorException("InvalidAMIAttributeItemValue", $"Invalid attribute item value \"{value}\" for {type} item type.");
}
