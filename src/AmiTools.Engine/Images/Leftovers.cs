using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Images;

/// <summary>Removes what this command made and what failed, under a time of its own; what cannot be removed is told.</summary>
internal sealed class Leftovers(RegionSession region, IEngineEvents events)
{
    /// <summary>Removes the failed image with its snapshots.</summary>
    public async Task RemoveAsync(string imageId)
    {
        AmiException? failure = await CleanUp.RunAsync(region.Settings.CleanUpWindow, async token =>
        {
            Image? image = await region.Images.OneAsync(imageId, token).ConfigureAwait(false);
            await new Remnants(region).RemoveAsync(image ?? new Image { ImageId = imageId }, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (failure is not null) await events.FailAsync(failure).ConfigureAwait(false);
    }
}
