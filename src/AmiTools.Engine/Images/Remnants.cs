using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>Removes what a failed creation left: the dead image, and its snapshots as far as no other image uses them.</summary>
internal sealed class Remnants(RegionSession region)
{
    /// <summary>Removes a dead image with its snapshots.</summary>
    /// <exception cref="AmiException"><c>LeftoverNotRemoved</c>: what is left, and why.</exception>
    public async Task RemoveAsync(Image image, CancellationToken cancellationToken)
    {
        HashSet<string> named = [.. image.SnapshotIds()];
        try
        {
            // Snapshots that the image does not name keep no image from being deregistered, and nothing but their description would lead to them afterwards: they go first.
            ILookup<string, Snapshot> made = await region.Snapshots.MadeForAsync([image.ImageId!], cancellationToken).ConfigureAwait(false);
            string[] unnamed = [.. made[image.ImageId!].Select(snapshot => snapshot.SnapshotId!).Where(id => !named.Contains(id))];
            ILookup<string, string> users = await region.Images.UsersOfAsync([.. named, .. unnamed], cancellationToken).ConfigureAwait(false);
            foreach (string snapshot in unnamed.Where(id => !users[id].Any(user => user != image.ImageId))) await DeleteAsync(snapshot, cancellationToken).ConfigureAwait(false);
            // The others go with the image in one call, so that no kill can come between; AWS spares those that another image uses.
            await DeregisterAsync(image.ImageId!, named, users, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure)
        {
            throw failure.As(AmiErrorCodes.LeftoverNotRemoved, failure.Kind, $"The failed image {image.ImageId} in {region.Name} could not be removed with its snapshots ({string.Join(", ", named)}): {failure.Message}", image.ImageId,
                failure.Remedy ?? "Run the command again: it removes what failed and makes it anew.");
        }
    }

    private async Task DeregisterAsync(string imageId, HashSet<string> named, ILookup<string, string> users, CancellationToken cancellationToken)
    {
        DeregisterImageRequest request = new() { ImageId = imageId, DeleteAssociatedSnapshots = true };
        List<DeleteSnapshotReturnCode> results = [];
        try
        {
            DeregisterImageResponse response = await region.CallAsync("DeregisterImage", imageId, ec2 => ec2.DeregisterImageAsync(request, cancellationToken)).ConfigureAwait(false);
            results = response.DeleteSnapshotResults ?? [];
        }
        catch (AmiException failure) when (failure.Code is AmiErrorCodes.ImageNotFound or AmiErrorCodes.ImageNotAvailable)
        {
            // Gone already: somebody else removed it, or an answer was lost on the way. Its snapshots may still be there.
        }

        // An endpoint that does not know the flag has left them all; AWS names each that it could not delete.
        HashSet<string> done = [.. results.Where(result => result.ReturnCode?.Value is "success" or "skipped").Select(result => result.SnapshotId!)];
        foreach (string snapshot in named.Where(id => !done.Contains(id) && !users[id].Any(user => user != imageId))) await DeleteAsync(snapshot, cancellationToken).ConfigureAwait(false);
    }

    private async Task DeleteAsync(string snapshotId, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("DeleteSnapshot", snapshotId, ec2 => ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotId = snapshotId }, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.IsNotFound() || failure.Kind == AmiErrorKind.InUse)
        {
            // Gone already, or an image of somebody's took it up meanwhile: neither is left over.
        }
    }
}
