using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>What a ModifyImageAttribute asks for: one attribute, in whichever of the two ways it was written.</summary>
/// <param name="Attribute"><c>launchPermission</c>, <c>description</c>, <c>imdsSupport</c> or <c>productCodes</c>.</param>
/// <param name="Value">The new text of a description or the like.</param>
/// <param name="Added">Permissions to be given.</param>
/// <param name="Removed">Permissions to be taken.</param>
internal sealed record ImageChange(string Attribute, string? Value, List<LaunchPermission> Added, List<LaunchPermission> Removed)
{
    /// <exception cref="AwsErrorException">No attribute, several, or a bad one.</exception>
    public static ImageChange Of(ModifyImageAttributeRequest request)
    {
        List<LaunchPermission> added = [.. request.LaunchPermission?.Add ?? []];
        List<LaunchPermission> removed = [.. request.LaunchPermission?.Remove ?? []];
        ReadFlat(request, added, removed);
        var shares = added.Count + removed.Count > 0;
        List<string> named = [];
        if (shares || request.Attribute == "launchPermission")
            named.Add("launchPermission");
        if (request.Description is not null || request.Attribute == "description")
            named.Add("description");
        if (request.ImdsSupport is not null || request.Attribute == "imdsSupport")
            named.Add("imdsSupport");
        if (request.ProductCodes is { Count: > 0 } || request.Attribute == "productCodes")
            named.Add("productCodes");
        if (named.Count == 0)
            throw request.Attribute is { } unknown
                ? Errors.InvalidParameterValue(unknown, "attribute", "Expected 'launchPermission', 'description', 'imdsSupport' or 'productCodes'.")
                : Errors.MissingParameter("attribute");
        if (named.Count > 1)
            throw Errors.InvalidParameterCombination("Only one attribute can be modified at a time.");
        if (named[0] == "launchPermission" && !shares)
            throw Errors.MissingParameter("LaunchPermission");
        foreach (var permission in added.Concat(removed))
            CheckForm(permission);
        var text = request.Description ?? request.ImdsSupport ?? request.Value;
        return new(named[0], named[0] == "description" ? ImageName.CheckDescription(text ?? "") : text, added, removed);
    }

    private static void ReadFlat(ModifyImageAttributeRequest request, List<LaunchPermission> added, List<LaunchPermission> removed)
    {
        List<LaunchPermission> flat =
        [
            .. (request.UserIds ?? []).Select(user => new LaunchPermission { UserId = user }),
            .. (request.UserGroups ?? []).Select(group => new LaunchPermission { Group = group }),
            .. (request.OrganizationArns ?? []).Select(arn => new LaunchPermission { OrganizationArn = arn }),
            .. (request.OrganizationalUnitArns ?? []).Select(arn => new LaunchPermission { OrganizationalUnitArn = arn }),
        ];
        if (flat.Count == 0)
            return;
        if (request.OperationType is null)
            throw Errors.MissingParameter("OperationType");
        (request.OperationType.Value == "add" ? added : removed).AddRange(flat);
    }

    private static void CheckForm(LaunchPermission permission)
    {
        var named = (permission.UserId is null ? 0 : 1) + (permission.Group is null ? 0 : 1) + (permission.OrganizationArn is null ? 0 : 1) + (permission.OrganizationalUnitArn is null ? 0 : 1);
        if (named != 1)
            throw Errors.InvalidParameterCombination("A launch permission names exactly one of an account, a group, an organization and an organizational unit.");
        if (permission.UserId is { } user)
            ShareTargets.CheckImageAccount(user);
        if (permission.Group is { } group)
            ShareTargets.CheckImageGroup(group.Value);
        if (permission.OrganizationArn is { } organization)
            ShareTargets.CheckOrganization(organization);
        if (permission.OrganizationalUnitArn is { } unit)
            ShareTargets.CheckUnit(unit);
    }
}
