using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>DeleteSnapshot, and what stands against it.</summary>
internal static class SnapshotDeletion
{
    public static void Register(OperationTable table) => table.Add<DeleteSnapshotRequest, DeleteSnapshotResponse>(DeleteSnapshot);

    private static DeleteSnapshotResponse DeleteSnapshot(DeleteSnapshotRequest request, Call call)
    {
        var id = Required.SnapshotId(request.SnapshotId);
        call.AfterSyntax();
        var snapshot = call.OwnSnapshot(id);
        // One that was deleted while pending is there until it is completed, but to its owner it is gone.
        if (snapshot.DeleteWhenDone)
            throw Errors.SnapshotNotFound(id);
        if (Obstacle(call, snapshot) is { } obstacle)
            throw obstacle;
        call.BeforeChange();
        Delete(call, snapshot);
        return new();
    }

    /// <summary>Why a snapshot cannot be deleted now; null where it can.</summary>
    public static AwsErrorException? Obstacle(Call call, SimSnapshot snapshot)
    {
        if (UserOf(call, snapshot) is { } image)
            return new("InvalidSnapshot.InUse", $"The snapshot {snapshot.Id} is currently in use by {image.Id}");
        return snapshot.Lock?.HoldsAt(call.Now) == true
            ? new(call.Settings.LockedSnapshotCode, $"The snapshot '{snapshot.Id}' is locked and cannot be deleted")
            : null;
    }

    /// <summary>Deletes a snapshot against which nothing stands.</summary>
    public static void Delete(Call call, SimSnapshot snapshot)
    {
        if (snapshot.State == "pending" && snapshot.Work is not null)
            snapshot.DeleteWhenDone = true;
        else
            Deletion.Remove(call.Region, snapshot, call.Now);
    }

    /// <summary>A registered image that uses it: disabled, deprecated and failed ones count, those in the Recycle Bin do not.</summary>
    private static SimImage? UserOf(Call call, SimSnapshot snapshot) => call.Region.ImagesBySnapshot[snapshot.Id].FirstOrDefault(image =>
        call.Settings.EverySnapshotOfAnImageInUse
        || image.BlockDevices.Any(device => device.SnapshotId == snapshot.Id && device.DeviceName == image.RootDeviceName));
}
