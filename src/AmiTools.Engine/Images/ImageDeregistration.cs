using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>Takes an image's registration away and leaves its snapshots alone, because they belong to something else.</summary>
internal static class ImageDeregistration
{
    /// <summary>Deregisters the image. One that is gone already is as good.</summary>
    /// <exception cref="AmiException">It is still there.</exception>
    public static async Task DeregisterAsync(this RegionSession region, string imageId, CancellationToken cancellationToken)
    {
        try
        {
            await region.CallAsync("DeregisterImage", imageId, ec2 => ec2.DeregisterImageAsync(new DeregisterImageRequest { ImageId = imageId }, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmiException failure) when (failure.Code is AmiErrorCodes.ImageNotFound or AmiErrorCodes.ImageNotAvailable)
        {
            // Gone already.
        }
    }
}
