using AmiTools.Engine.Text;

namespace AmiTools.Engine.Undo;

/// <summary>Changes that are not undone, and what to do in place of that.</summary>
internal static class UndoRefusals
{
    /// <summary>Why the change cannot be undone; null where it can.</summary>
    public static AmiException? Of(AmiChangeReceipt receipt) => receipt.Kind switch
    {
        AmiChangeKind.Created => Refuse(receipt, "it was made by this change, and nothing is deleted to undo something", RemoveIt(receipt)),
        AmiChangeKind.Restored => Refuse(receipt, "it was brought back by this change, and nothing is deleted to undo something", RemoveIt(receipt)),
        AmiChangeKind.SnapshotLock => Refuse(receipt, "locks are kept against being taken back", "Look at it with Get-EbsSnapshot; Lock-EbsSnapshot and Unlock-EbsSnapshot change a lock as far as its mode allows."),
        AmiChangeKind.SnapshotTier => Refuse(receipt, "moving a snapshot between tiers costs money and days", $"Set-EbsSnapshotTier moves it; it was in the tier {receipt.Before.State ?? "standard"}."),
        AmiChangeKind.Rule => Refuse(receipt, "a rule of the Recycle Bin decides about everything that is deleted meanwhile", "The receipt has what the rule was; Set-RecycleBinRule and New-RecycleBinRule make it so."),
        AmiChangeKind.VolumeReplaced => Refuse(receipt, "an instance writes to its volumes meanwhile", "The volume that was replaced is kept; attach it again when the instance may lose what was written since."),
        _ => null,
    };

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

    private static AmiException Refuse(AmiChangeReceipt receipt, string because, string remedy) => new(AmiErrorCodes.CannotUndo, AmiErrorKind.InvalidState, $"{receipt.ResourceId} in {receipt.Region}: the change '{receipt.Detail}' cannot be undone, because {because}.")
    {
        ResourceId = receipt.ResourceId, Region = receipt.Region, Remedy = remedy,
    };

    private static string RemoveIt(AmiChangeReceipt receipt) =>
        receipt.ResourceId.StartsWith("ami-", StringComparison.Ordinal) ? $"If it is not wanted: Remove-Ami {receipt.ResourceId} -Region {receipt.Region}."
        : receipt.ResourceId.StartsWith("snap-", StringComparison.Ordinal) ? $"If it is not wanted: Remove-EbsSnapshot {receipt.ResourceId} -Region {receipt.Region}."
        : "If it is not wanted, remove it by hand.";
}
