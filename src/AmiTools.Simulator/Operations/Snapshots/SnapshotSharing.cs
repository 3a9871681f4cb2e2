using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Who may make volumes of a snapshot.</summary>
internal static class SnapshotSharing
{
    private const int MostChanges = 500;

    public static void Register(OperationTable table)
    {
        table.Add<DescribeSnapshotAttributeRequest, DescribeSnapshotAttributeResponse>(Describe);
        table.Add<ModifySnapshotAttributeRequest, ModifySnapshotAttributeResponse>(Modify);
        table.Add<ResetSnapshotAttributeRequest, ResetSnapshotAttributeResponse>(Reset);
    }

    private static DescribeSnapshotAttributeResponse Describe(DescribeSnapshotAttributeRequest request, Call call)
    {
        var id = Required.SnapshotId(request.SnapshotId);
        var attribute = CheckAttribute(request.Attribute?.Value);
        call.AfterSyntax();
        var permissions = call.OwnSnapshot(id).CreateVolumePermissions;
        return attribute == "productCodes"
            ? new() { SnapshotId = id, ProductCodes = [] }
            : new() { SnapshotId = id, CreateVolumePermissions = Show(permissions) };
    }

    private static ModifySnapshotAttributeResponse Modify(ModifySnapshotAttributeRequest request, Call call)
    {
        var id = Required.SnapshotId(request.SnapshotId);
        if (request.Attribute is not null && CheckAttribute(request.Attribute.Value) == "productCodes")
            throw Errors.InvalidParameterValue("productCodes", "attribute", "Product codes of snapshots cannot be changed.");
        var (added, removed) = Changes(request);
        call.AfterSyntax();
        var snapshot = call.OwnSnapshot(id);
        if (added.Count > 0)
            CheckMayShare(call, snapshot, added);
        call.BeforeChange();

        foreach (var permission in added)
        {
            if (permission.Group is not null)
                snapshot.CreateVolumePermissions.Public = true;
            else if (!snapshot.CreateVolumePermissions.Accounts.Contains(permission.UserId!))
                snapshot.CreateVolumePermissions.Accounts.Add(permission.UserId!);
        }
        foreach (var permission in removed)
        {
            if (permission.Group is not null)
                snapshot.CreateVolumePermissions.Public = false;
            else
                snapshot.CreateVolumePermissions.Accounts.Remove(permission.UserId!);
        }
        return new();
    }

    private static ResetSnapshotAttributeResponse Reset(ResetSnapshotAttributeRequest request, Call call)
    {
        var id = Required.SnapshotId(request.SnapshotId);
        if (CheckAttribute(request.Attribute?.Value) != "createVolumePermission")
            throw Errors.InvalidParameterValue(request.Attribute!.Value, "attribute", "Only 'createVolumePermission' can be reset.");
        call.AfterSyntax();
        var snapshot = call.OwnSnapshot(id);
        call.BeforeChange();
        snapshot.CreateVolumePermissions.Clear();
        return new();
    }

    private static (List<CreateVolumePermission> Added, List<CreateVolumePermission> Removed) Changes(ModifySnapshotAttributeRequest request)
    {
        List<CreateVolumePermission> added = [.. request.CreateVolumePermission?.Add ?? []];
        List<CreateVolumePermission> removed = [.. request.CreateVolumePermission?.Remove ?? []];
        List<CreateVolumePermission> flat =
        [
            .. (request.UserIds ?? []).Select(user => new CreateVolumePermission { UserId = user }),
            .. (request.GroupNames ?? []).Select(group => new CreateVolumePermission { Group = group }),
        ];
        if (flat.Count > 0)
        {
            if (request.OperationType is null)
                throw Errors.MissingParameter("OperationType");
            (request.OperationType.Value == "add" ? added : removed).AddRange(flat);
        }
        if (added.Count > 0 && removed.Count > 0)
            throw Errors.InvalidParameterCombination("Permissions can be added or removed, but not both in one request.");
        if (added.Count + removed.Count == 0)
            throw Errors.MissingParameter("CreateVolumePermission");
        if (added.Count + removed.Count > MostChanges)
            throw Errors.InvalidParameterValue($"At most {MostChanges} permissions can be changed in one request.");
        foreach (var permission in added.Concat(removed))
            CheckForm(permission);
        return (added, removed);
    }

    private static void CheckForm(CreateVolumePermission permission)
    {
        if (permission.UserId is null == permission.Group is null)
            throw Errors.InvalidParameterCombination("A permission names either an account or a group.");
        if (permission.UserId is { } user)
            ShareTargets.CheckSnapshotAccount(user);
        if (permission.Group is { } group)
            ShareTargets.CheckSnapshotGroup(group.Value);
    }

    private static void CheckMayShare(Call call, SimSnapshot snapshot, List<CreateVolumePermission> added)
    {
        if (snapshot.StorageTier == "archive")
            throw Errors.IncorrectState($"The snapshot '{snapshot.Id}' is archived and cannot be shared.");
        var open = added.Exists(permission => permission.Group is not null);
        if (open && call.Region.SnapshotBlockPublicAccess != "unblocked")
            throw Errors.NotPermitted("You can't publicly share this snapshot because block public access for snapshots is enabled for this account");
        if (!snapshot.Encrypted)
            return;
        if (open)
            throw Errors.NotPermitted("Encrypted snapshots cannot be shared publicly");
        if (call.Simulator.FindKey(call.Region, snapshot.KmsKeyId!)?.AwsManaged == true)
            throw Errors.NotPermitted("Encrypted snapshots with EBS default key cannot be shared");
    }

    private static List<CreateVolumePermission> Show(SimPermissions permissions)
    {
        List<CreateVolumePermission> all = [.. permissions.Accounts.Select(user => new CreateVolumePermission { UserId = user })];
        if (permissions.Public)
            all.Add(new() { Group = ShareTargets.Everybody });
        return all;
    }

    private static string CheckAttribute(string? attribute) => attribute is "productCodes" or "createVolumePermission"
        ? attribute
        : throw Errors.InvalidParameterValue(attribute ?? "", "attribute", "Expected 'productCodes' or 'createVolumePermission'.");
}
