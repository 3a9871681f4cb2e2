using Amazon.EC2;
using Amazon.EC2.Model;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Registration;

/// <summary>Reads the UEFI variables that an image gives to its instances: Secure Boot keys of one's own.</summary>
internal static class UefiVariables
{
    /// <summary>The variables in base64; null where the image has none, cannot have any, or they cannot be read, which is told.</summary>
    public static async Task<string?> ReadAsync(RegionSession region, Image image, IEngineEvents events, CancellationToken cancellationToken)
    {
        if (image.BootMode?.Value is not ("uefi" or "uefi-preferred")) return null;
        try
        {
            DescribeImageAttributeResponse response = await region.CallAsync("DescribeImageAttribute", image.ImageId,
                ec2 => ec2.DescribeImageAttributeAsync(new DescribeImageAttributeRequest { ImageId = image.ImageId, Attribute = ImageAttributeName.UefiData }, cancellationToken)).ConfigureAwait(false);
            return response.ImageAttribute?.UefiData is { Length: > 0 } variables ? variables : null;
        }
        catch (AmiException failure)
        {
            await events.WarnAsync($"The UEFI variables of {image.ImageId} cannot be read, and the registered image goes without them (Secure Boot keys of its own are lost): {failure.Message}").ConfigureAwait(false);
            return null;
        }
    }
}
