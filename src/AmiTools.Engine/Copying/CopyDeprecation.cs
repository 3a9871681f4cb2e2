using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>Sets the date from when on a copy counts as deprecated. CopyImage cannot, and does not take over the source's.</summary>
internal sealed class CopyDeprecation(RegionSession region, DateTime? at, IEngineEvents events)
{
    /// <summary>Sets the date where the image has none.</summary>
    /// <param name="image">The copy.</param>
    /// <param name="isLast">Whether a refusal is told, because there will be no later try.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether there is nothing left to do.</returns>
    public async Task<bool> TryAsync(Image image, bool isLast, CancellationToken cancellationToken)
    {
        if (at is not { } date || !string.IsNullOrEmpty(image.DeprecationTime)) return true;
        try
        {
            EnableImageDeprecationRequest request = new() { ImageId = image.ImageId, DeprecateAt = date };
            await region.CallAsync("EnableImageDeprecation", image.ImageId, ec2 => ec2.EnableImageDeprecationAsync(request, cancellationToken)).ConfigureAwait(false);
            image.DeprecationTime = date.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
            return true;
        }
        catch (AmiException failure) when (!isLast && failure.Kind is AmiErrorKind.InvalidState or AmiErrorKind.NotFound or AmiErrorKind.Denied)
        {
            // Some things AWS does only to a finished image, and one that it does not show everywhere yet it may take for somebody else's.
            return false;
        }
        catch (AmiException failure)
        {
            await events.FailAsync(failure.As(AmiErrorCodes.DeprecationNotSet, failure.Kind, $"{image.ImageId} in {region.Name} is copied, but the date of its deprecation could not be set: {failure.Message}", image.ImageId,
                failure.Remedy ?? "Run the command again: it sets the date where it is missing.")).ConfigureAwait(false);
            return true;
        }
    }
}
