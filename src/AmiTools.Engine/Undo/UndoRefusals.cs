using AmiTools.Engine.Text;

namespace AmiTools.Engine.Undo;

/// <summary>Changes that are not undone, and what to do in place of that.</summary>
internal static class UndoRefusals
{
    /// <summary>Why the change cannot be undone; null where it can.</summary>
    public static AmiException? Of(AmiChangeReceipt receipt) => receipt.Kind switch
    {
        AmiChangeKind.Created when receipt.ResourceId.Length == 0 => Refuse(receipt, "it broke off, and what AWS may have made is not known", receipt.Name.Length > 0 ? $"Look for it by its name: Get-Ami -Name '{receipt.Name}' -Region {receipt.Region}." : $"Look for it by its time, {Times.Minute(receipt.Time)}."),
        AmiChangeKind.Created when !IsImage(receipt) && !IsSnapshot(receipt) => Made(receipt),
        AmiChangeKind.Restored => Refuse(receipt, "it was brought back by this change, and nothing is deleted to undo something", RemoveIt(receipt)),
        AmiChangeKind.SnapshotLock => Refuse(receipt, "locks are kept against being taken back", "Look at it with Get-EbsSnapshot; Lock-EbsSnapshot and Unlock-EbsSnapshot change a lock as far as its mode allows."),
        AmiChangeKind.SnapshotTier => Refuse(receipt, "moving a snapshot between tiers costs money and days", $"Set-EbsSnapshotTier moves it; it was in the tier {receipt.Before.State ?? "standard"}."),
        AmiChangeKind.Rule => Refuse(receipt, "a rule of the Recycle Bin decides about everything that is deleted meanwhile", "The receipt has what the rule was; Set-RecycleBinRule and New-RecycleBinRule make it so."),
        AmiChangeKind.VolumeReplaced => Refuse(receipt, "an instance writes to its volumes meanwhile", "The volume that was replaced is kept; attach it again when the instance may lose what was written since."),
        _ => null,
    };

    /// <summary>The resource was made by the change, and is there.</summary>
    public static AmiException Made(AmiChangeReceipt receipt) => Refuse(receipt, "it was made by this change, and nothing is deleted to undo something", RemoveIt(receipt));

    /// <summary>The change was made in another account.</summary>
    public static AmiException OtherAccount(AmiChangeReceipt receipt, string account) => new(AmiErrorCodes.AccountMismatch, AmiErrorKind.InvalidInput, $"{receipt.ResourceId} belongs to account {receipt.AccountId}, and the command works in {account}.")
    {
        ResourceId = receipt.ResourceId, Region = receipt.Region, Remedy = "Use the owner's credentials (-ProfileName, -RoleArn, or -AccountId with -RoleName).",
    };

    /// <summary>The resource is not there, though no change removed it.</summary>
    public static AmiException Missing(FormerResource former) => new(former.IsImage ? AmiErrorCodes.ImageNotFound : AmiErrorCodes.SnapshotNotFound, AmiErrorKind.NotFound, $"{former.Id} is not in {former.Region}; it was removed after the changes that were to be undone.")
    {
        ResourceId = former.Id, Region = former.Region, Remedy = $"Restore-FromRecycleBin {former.Id} -Region {former.Region}, as long as the bin has it; then run this again.",
    };

    /// <summary>A date that has passed meanwhile.</summary>
    public static string Passed(DateTime date) => $"The deprecation date {Times.Minute(date)} has passed, and AWS takes none in the past.";

    private static AmiException Refuse(AmiChangeReceipt receipt, string because, string remedy) => new(AmiErrorCodes.CannotUndo, AmiErrorKind.InvalidState, $"{(receipt.ResourceId.Length > 0 ? $"{receipt.ResourceId} in " : "")}{receipt.Region}: the change '{receipt.Detail}' cannot be undone, because {because}.")
    {
        ResourceId = receipt.ResourceId, Region = receipt.Region, Remedy = remedy,
    };

    private static string RemoveIt(AmiChangeReceipt receipt) =>
        IsImage(receipt) ? $"If it is not wanted: Remove-Ami {receipt.ResourceId} -Region {receipt.Region}."
        : IsSnapshot(receipt) ? $"If it is not wanted: Remove-EbsSnapshot {receipt.ResourceId} -Region {receipt.Region}."
        : receipt.ResourceId.StartsWith("vol-", StringComparison.Ordinal) ? $"If it is not wanted, Remove-EC2Volume of AWS Tools deletes it."
        : receipt.ResourceId.StartsWith("i-", StringComparison.Ordinal) ? "If it is not wanted, Remove-EC2Instance of AWS Tools ends it."
        : IsRule(receipt) ? $"If it is not wanted: Remove-RecycleBinRule {receipt.ResourceId} -Region {receipt.Region}."
        : receipt.ResourceId.StartsWith("lt-", StringComparison.Ordinal) ? "If it is not wanted: Remove-EC2Template and Remove-EC2TemplateVersion of AWS Tools delete it."
        : receipt.ResourceId.StartsWith("s3://", StringComparison.Ordinal) ? "If it is not wanted, Remove-S3Object of AWS Tools deletes it."
        : "If it is not wanted, remove it by hand.";

    private static bool IsImage(AmiChangeReceipt receipt) => receipt.ResourceId.StartsWith("ami-", StringComparison.Ordinal);

    // AWS gives rules identifiers of eleven letters and digits.
    private static bool IsRule(AmiChangeReceipt receipt) => receipt.ResourceId.Length == 11 && receipt.ResourceId.All(char.IsAsciiLetterOrDigit);

    private static bool IsSnapshot(AmiChangeReceipt receipt) => receipt.ResourceId.StartsWith("snap-", StringComparison.Ordinal);
}
