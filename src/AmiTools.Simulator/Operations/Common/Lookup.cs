namespace AmiTools.Simulator;

/// <summary>Finding the resources that a request names, and whether the caller may see or change them.</summary>
internal static class Lookup
{
    /// <summary>The caller's own image, to be changed.</summary>
    /// <exception cref="AwsErrorException">There is none, or it is somebody else's, or the caller may not.</exception>
    public static SimImage OwnImage(this Call call, string id)
    {
        if (call.Visible(call.Region.Images.Find(id)) is { } image)
        {
            call.Require($"ec2:{call.Operation}", call.Region.AnonymousArn($"image/{id}"));
            return image;
        }
        if (call.Region.DeregisteredImages.Contains(id) || call.Region.BinnedImages.Contains(id))
            throw Errors.ImageUnavailable(id);
        throw call.Simulator.FindImage(call.Region.Name, id) is { } foreign && call.Sees(foreign)
            ? Errors.NotAuthorizedFor("image", id, call.Settings)
            : Errors.ImagesNotFound([id]);
    }

    /// <summary>An image that the caller may look at: his own, or one that is shared with him.</summary>
    public static SimImage SeenImage(this Call call, string id)
    {
        if (call.Region.DeregisteredImages.Contains(id))
            throw Errors.ImageUnavailable(id);
        return call.Visible(call.Simulator.FindImage(call.Region.Name, id)) is { } image && call.Sees(image) ? image : throw Errors.ImagesNotFound([id]);
    }

    /// <summary>Whether the caller may look at an image and use it.</summary>
    public static bool Sees(this Call call, SimImage image) =>
        image.OwnerId == call.Account.Id
        || (image.State != "disabled" && image.LaunchPermissions.Allows(call.Account) && (call.Region.AllowedImagesState != "enabled" || call.IsAllowed(image)));

    /// <summary>Whether the caller's Allowed AMIs let an image in. One's own always are.</summary>
    public static bool IsAllowed(this Call call, SimImage image) =>
        image.OwnerId == call.Account.Id
        || ImageCriteria.Allow(
            call.Region.AllowedImages,
            new(image.OwnerId, image.OwnerAlias, image.Name, [.. image.ProductCodes.Select(code => code.Id)], image.CreatedAt, image.DeprecationTime),
            call.Now);

    /// <summary>The caller's own snapshot, to be changed.</summary>
    public static SimSnapshot OwnSnapshot(this Call call, string id)
    {
        if (call.Visible(call.Region.Snapshots.Find(id)) is { } snapshot)
        {
            call.Require($"ec2:{call.Operation}", call.Region.AnonymousArn($"snapshot/{id}"));
            return snapshot;
        }
        throw call.Simulator.FindSnapshot(call.Region.Name, id) is { } foreign && call.Sees(foreign)
            ? Errors.NotAuthorizedFor("snapshot", id, call.Settings)
            : Errors.SnapshotNotFound(id);
    }

    /// <summary>A snapshot that the caller may look at and make volumes of, if it is in a state for it.</summary>
    public static SimSnapshot SeenSnapshot(this Call call, string id) =>
        call.Visible(call.Simulator.FindSnapshot(call.Region.Name, id)) is { } snapshot && call.Sees(snapshot) ? snapshot : throw Errors.SnapshotNotFound(id);

    /// <summary>Whether the caller may look at a snapshot of the region that he called, and use it.</summary>
    public static bool Sees(this Call call, SimSnapshot snapshot) => SharedWith(call.Account, snapshot, call.Region.Name);

    /// <summary>Whether an account may use a snapshot of a region: its own, or one that is shared with it and not in the archive.</summary>
    public static bool SharedWith(SimAccount account, SimSnapshot snapshot, string region)
    {
        if (snapshot.OwnerId == account.Id)
            return true;
        if (snapshot.StorageTier == "archive")
            return false;
        if (snapshot.CreateVolumePermissions.Accounts.Contains(account.Id))
            return true;
        // block-all-sharing hides what is public without taking the permission away.
        return snapshot.CreateVolumePermissions.Public
            && account.Simulator.Account(snapshot.OwnerId).FindRegion(region)?.SnapshotBlockPublicAccess != "block-all-sharing";
    }

    /// <summary>The caller's own volume.</summary>
    public static SimVolume OwnVolume(this Call call, string id)
    {
        var volume = call.Visible(call.Region.Volumes.Find(id)) ?? throw Errors.VolumeNotFound(id);
        call.Require($"ec2:{call.Operation}", call.Region.Arn("ec2", $"volume/{id}"));
        return volume;
    }

    /// <summary>The caller's own instance.</summary>
    public static SimInstance OwnInstance(this Call call, string id)
    {
        var instance = call.Visible(call.Region.Instances.Find(id)) ?? throw Errors.InstancesNotFound([id]);
        call.Require($"ec2:{call.Operation}", call.Region.Arn("ec2", $"instance/{id}"));
        return instance;
    }

    /// <summary>The caller's own instances; all must be there.</summary>
    public static IReadOnlyList<SimInstance> OwnInstances(this Call call, IReadOnlyList<string> ids)
    {
        List<string> missing = [.. ids.Where(id => call.Visible(call.Region.Instances.Find(id)) is null)];
        return missing.Count > 0 ? throw Errors.InstancesNotFound(missing) : [.. ids.Select(call.OwnInstance)];
    }
}
