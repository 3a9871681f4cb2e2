using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using Image = Amazon.EC2.Model.Image;

namespace AmiTools.Engine.Retention;

/// <summary>One image while its plan is made. Kept until something else is decided.</summary>
internal sealed class PlannedImage(RegionSession region, Image image)
{
    private string _because = "";

    public RegionSession Region => region;

    public Image Image => image;

    /// <summary>The family; empty for none.</summary>
    public string Family { get; set; } = "";

    /// <summary>The backup that it belongs to.</summary>
    public BackupSet? Backup { get; set; }

    /// <summary>Whether the policy's action is to happen to it.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>It stays.</summary>
    public void Keep(string because) => (IsGivenUp, _because) = (false, because);

    /// <summary>It goes.</summary>
    public void GiveUp(string because) => (IsGivenUp, _because) = (true, because);

    /// <summary>The image in the plan.</summary>
    public AmiRetentionItem ToItem(RetentionAction action) => new()
    {
        Region = region.Name, AccountId = image.OwnerId ?? "", ImageId = image.ImageId!, Name = image.Name ?? "", Family = Family, Backup = Backup?.Key ?? "", BackupTime = Backup?.Time, State = image.State?.Value ?? "",
        SizeGiB = (image.BlockDeviceMappings ?? []).Sum(device => device.Ebs?.VolumeSize ?? 0), SnapshotIds = image.SnapshotIds(),
        Action = IsGivenUp ? action : RetentionAction.Keep, Because = _because, Fingerprint = ImageFingerprint.Of(image, action),
    };
}
