using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Deregistering, disabling, deprecating and protecting images.</summary>
internal static class ImageRetirement
{
    private const string BackupTag = "aws:backup:source-resource";

    public static void Register(OperationTable table)
    {
        table.Add<DeregisterImageRequest, DeregisterImageResponse>(Deregister);
        table.Add<DisableImageRequest, DisableImageResponse>(Disable);
        table.Add<EnableImageRequest, EnableImageResponse>(Enable);
        table.Add<EnableImageDeprecationRequest, EnableImageDeprecationResponse>(Deprecate);
        table.Add<DisableImageDeprecationRequest, DisableImageDeprecationResponse>(Undeprecate);
        table.Add<EnableImageDeregistrationProtectionRequest, EnableImageDeregistrationProtectionResponse>(Protect);
        table.Add<DisableImageDeregistrationProtectionRequest, DisableImageDeregistrationProtectionResponse>(Unprotect);
    }

    private static DeregisterImageResponse Deregister(DeregisterImageRequest request, Call call)
    {
        var id = Required.ImageId(request.ImageId);
        call.AfterSyntax();
        var image = call.OwnImage(id);
        if (image.Protection.Refuses(call.Now))
            throw new AwsErrorException(call.Settings.ProtectedImageCode, $"The AMI '{id}' is protected from deregistration");
        if (image.Tags.Has(BackupTag))
            throw Errors.NotPermitted($"The image '{id}' is managed by AWS Backup and can only be deleted there.");
        call.BeforeChange();
        Deletion.Remove(call.Region, image, call.Now);
        return new()
        {
            Return = true,
            DeleteSnapshotResults = request.DeleteAssociatedSnapshots == true
                ? [.. image.SnapshotIds.Select(snapshot => new DeleteSnapshotReturnCode { SnapshotId = snapshot, ReturnCode = DeleteSnapshot(call, snapshot) })]
                : null,
        };
    }

    /// <summary>What became of a snapshot; whatever it is, the image is gone.</summary>
    private static string DeleteSnapshot(Call call, string id)
    {
        if (!call.Allows("ec2:DeleteSnapshot", call.Region.AnonymousArn($"snapshot/{id}")))
            return "missing-permissions";
        if (call.Region.Snapshots.Find(id) is not { } snapshot)
            return "client-error";
        if (SnapshotDeletion.Obstacle(call, snapshot) is { } obstacle)
            return obstacle.Code == "InvalidSnapshot.InUse" ? "skipped" : "client-error";
        SnapshotDeletion.Delete(call, snapshot);
        return "success";
    }

    private static DisableImageResponse Disable(DisableImageRequest request, Call call)
    {
        var image = Own(call, request.ImageId);
        if (image.State is not ("available" or "disabled"))
            throw new AwsErrorException("InvalidAMIID.Unavailable", $"The image ID '{image.Id}' is not available (current state: '{image.State}')");
        call.BeforeChange();
        image.State = "disabled";
        // Enabling it again does not bring them back.
        image.LaunchPermissions.Clear();
        return new() { Return = true };
    }

    private static EnableImageResponse Enable(EnableImageRequest request, Call call)
    {
        var image = Own(call, request.ImageId);
        if (image.State is not ("available" or "disabled"))
            throw new AwsErrorException("InvalidAMIID.Unavailable", $"The image ID '{image.Id}' is not disabled (current state: '{image.State}')");
        foreach (var id in image.SnapshotIds)
        {
            if (call.Region.Snapshots.Find(id) is { StorageTier: "archive" })
                throw Errors.IncorrectState($"The image '{image.Id}' cannot be enabled: its snapshot '{id}' is archived, or restored for a time only.");
        }
        call.BeforeChange();
        image.State = "available";
        return new() { Return = true };
    }

    private static EnableImageDeprecationResponse Deprecate(EnableImageDeprecationRequest request, Call call)
    {
        var image = Own(call, request.ImageId);
        var wanted = new DateTimeOffset(request.DeprecateAt!.Value.ToUniversalTime());
        var date = Deprecation.Decide(wanted, call.Now, image.CreatedAt, image.LaunchPermissions.Public, image.DeprecationTime);
        call.BeforeChange();
        image.DeprecationTime = date;
        return new() { Return = true };
    }

    private static DisableImageDeprecationResponse Undeprecate(DisableImageDeprecationRequest request, Call call)
    {
        var image = Own(call, request.ImageId);
        if (image.LaunchPermissions.Public)
            throw Errors.NotPermitted("The deprecation date of a public AMI can't be removed. Make the AMI private first.");
        call.BeforeChange();
        image.DeprecationTime = null;
        return new() { Return = true };
    }

    private static EnableImageDeregistrationProtectionResponse Protect(EnableImageDeregistrationProtectionRequest request, Call call)
    {
        var image = Own(call, request.ImageId);
        call.BeforeChange();
        image.Protection = new(Enabled: true, Cooldown: request.WithCooldown == true);
        return new() { Return = ProtectionAnswer(call, image) };
    }

    private static DisableImageDeregistrationProtectionResponse Unprotect(DisableImageDeregistrationProtectionRequest request, Call call)
    {
        var image = Own(call, request.ImageId);
        call.BeforeChange();
        if (image.Protection.Enabled)
            image.Protection = image.Protection.Cooldown ? new(Enabled: false, Cooldown: true, call.Now.AddHours(24)) : DeregistrationProtection.Off;
        return new() { Return = ProtectionAnswer(call, image) };
    }

    private static string ProtectionAnswer(Call call, SimImage image) =>
        call.Settings.ProtectionAnswersState ? ImageShapes.Describe(image.Protection, call.Now) : "true";

    private static SimImage Own(Call call, string? id)
    {
        var checkedId = Required.ImageId(id);
        call.AfterSyntax();
        return call.OwnImage(checkedId);
    }
}
