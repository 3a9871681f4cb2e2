using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Who may launch an image, and the other attributes that can be changed.</summary>
internal static class ImageSharing
{
    private const int MostAccounts = 10_000;

    public static void Register(OperationTable table)
    {
        table.Add<ModifyImageAttributeRequest, ModifyImageAttributeResponse>(Modify);
        table.Add<ResetImageAttributeRequest, ResetImageAttributeResponse>(Reset);
        table.Add<CancelImageLaunchPermissionRequest, CancelImageLaunchPermissionResponse>(Cancel);
    }

    private static ModifyImageAttributeResponse Modify(ModifyImageAttributeRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        var change = ImageChange.Of(request);
        call.AfterSyntax();
        var image = call.OwnImage(id);
        switch (change.Attribute)
        {
            case "description":
                call.BeforeChange();
                image.Description = change.Value;
                break;
            case "imdsSupport":
                // It cannot be taken back: only a new image is without it.
                if (change.Value != "v2.0")
                    throw Errors.InvalidParameterValue(change.Value ?? "", "imdsSupport", "Only 'v2.0' can be set.");
                call.BeforeChange();
                image.ImdsSupport = "v2.0";
                break;
            case "productCodes":
                throw Errors.NotPermitted("You are not authorized to add product codes to this image.");
            default:
                CheckMayShare(call, image, change);
                call.BeforeChange();
                Apply(call, image, change);
                break;
        }
        return new();
    }

    private static ResetImageAttributeResponse Reset(ResetImageAttributeRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        if (request.Attribute?.Value != "launchPermission")
            throw Errors.InvalidParameterValue(request.Attribute?.Value ?? "", "attribute", "Only 'launchPermission' can be reset.");
        call.AfterSyntax();
        var image = call.OwnImage(id);
        call.BeforeChange();
        image.LaunchPermissions.Clear();
        return new();
    }

    private static CancelImageLaunchPermissionResponse Cancel(CancelImageLaunchPermissionRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        call.AfterSyntax();
        var image = call.SeenImage(id);
        // Only what names the caller's own account can be given back by it.
        if (!image.LaunchPermissions.Accounts.Contains(call.Account.Id))
            throw Errors.InvalidRequest($"The image '{id}' is not shared with the account {call.Account.Id} by its id.");
        call.BeforeChange();
        image.LaunchPermissions.Accounts.Remove(call.Account.Id);
        return new() { Return = true };
    }

    private static void CheckMayShare(Call call, SimImage image, ImageChange change)
    {
        if (change.Added.Count == 0)
            return;
        if (image.State == "disabled")
            throw Errors.NotPermitted($"The image '{image.Id}' is disabled and cannot be shared.");
        if (change.Added.Count(permission => permission.UserId is not null) > MostAccounts)
            throw Errors.InvalidParameterValue($"At most {MostAccounts} accounts can be added in one request.");
        if (image.LaunchPermissions.Entities + change.Added.Count(permission => !IsThere(image.LaunchPermissions, permission)) > call.Account.Quotas.LaunchPermissions)
            throw Errors.LimitExceeded($"An image can be shared with at most {call.Account.Quotas.LaunchPermissions} accounts, organizations and organizational units.");
        CheckEncryption(call, image);
        if (change.Added.Exists(permission => permission.Group is not null))
            CheckMayOpen(call, image);
    }

    private static void CheckEncryption(Call call, SimImage image)
    {
        foreach (var id in image.SnapshotIds)
        {
            if (call.Region.Snapshots.Find(id) is { KmsKeyId: { } key } && call.Simulator.FindKey(call.Region, key)?.AwsManaged == true)
                throw new AwsErrorException("InvalidParameter", "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another snapshot.");
        }
    }

    private static void CheckMayOpen(Call call, SimImage image)
    {
        if (call.Region.ImageBlockPublicAccess != "unblocked")
            throw Errors.NotPermitted("You can't publicly share this image because block public access for AMIs is enabled for this account");
        if (image.BlockDevices.Exists(device => device.Encrypted == true))
            throw new AwsErrorException("InvalidParameter", "Images with encrypted snapshots cannot be shared publicly.");
        if (image.ProductCodes.Exists(code => code.Type == "marketplace"))
            throw Errors.NotPermitted("An image with an AWS Marketplace product code cannot be made public.");
        if (!image.LaunchPermissions.Public && call.Region.PublicImageCount >= call.Account.Quotas.PublicImages)
            throw Errors.LimitExceeded($"The maximum number of public AMIs ({call.Account.Quotas.PublicImages}) for this region has been reached.");
    }

    private static bool IsThere(SimPermissions present, LaunchPermission permission) =>
        permission.Group is not null
        || present.Accounts.Contains(permission.UserId ?? "")
        || present.Organizations.Contains(permission.OrganizationArn ?? "")
        || present.OrganizationalUnits.Contains(permission.OrganizationalUnitArn ?? "");

    private static void Apply(Call call, SimImage image, ImageChange change)
    {
        var permissions = image.LaunchPermissions;
        foreach (var permission in change.Added)
        {
            if (permission.Group is not null)
                Open(call, image);
            else if (!IsThere(permissions, permission))
                List(permissions, permission).Add(Name(permission));
        }
        foreach (var permission in change.Removed)
        {
            if (permission.Group is not null)
                permissions.Public = false;
            else
                List(permissions, permission).Remove(Name(permission));
        }
    }

    private static void Open(Call call, SimImage image)
    {
        image.LaunchPermissions.Public = true;
        // A public image is deprecated two years after its making at the latest.
        var latest = Deprecation.PublicLimit(image.CreatedAt);
        if (image.DeprecationTime is null || image.DeprecationTime > latest)
            image.DeprecationTime = Deprecation.RoundToMinute(latest > call.Now ? latest : call.Now);
    }

    private static List<string> List(SimPermissions permissions, LaunchPermission permission) =>
        permission.UserId is not null ? permissions.Accounts
        : permission.OrganizationArn is not null ? permissions.Organizations
        : permissions.OrganizationalUnits;

    private static string Name(LaunchPermission permission) => permission.UserId ?? permission.OrganizationArn ?? permission.OrganizationalUnitArn!;
}
