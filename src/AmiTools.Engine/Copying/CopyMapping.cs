using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Copying;

/// <summary>Images as copies.</summary>
internal static class CopyMapping
{
    /// <summary>The image as a copy of the source.</summary>
    public static AmiCopy ToCopy(this Image image, RegionSession region, Ami source, bool existed, AmiChangeReceipt? receipt = null)
    {
        Ami ami = image.ToAmi(region.Name, region.Time.GetUtcNow());
        return new AmiCopy
        {
            Region = region.Name,
            AccountId = ami.AccountId,
            ImageId = ami.ImageId,
            Name = ami.Name,
            State = ami.State,
            ParentImageId = source.ImageId,
            ParentRegion = source.Region,
            CreationDate = ami.CreationDate,
            SnapshotIds = ami.SnapshotIds,
            SizeGiB = ami.SizeGiB > 0 ? ami.SizeGiB : source.SizeGiB,
            Encrypted = ami.Encrypted,
            AlreadyExisted = existed,
            Receipt = receipt,
            Tags = ami.Tags,
        };
    }
}
