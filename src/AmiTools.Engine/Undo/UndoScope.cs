namespace AmiTools.Engine.Undo;

/// <summary>Which of the changes that were named are to be undone by themselves.</summary>
internal static class UndoScope
{
    /// <summary>Leaves out what there is nothing to undo of.</summary>
    public static IEnumerable<AmiChangeReceipt> Of(IReadOnlyCollection<AmiChangeReceipt> receipts)
    {
        AmiChangeReceipt[] removals = [.. receipts.Where(receipt => receipt.Kind is AmiChangeKind.Removed or AmiChangeKind.SnapshotRemoved)];
        ILookup<(string Id, string Region), DateTime> gone = removals.SelectMany(removal => Parts(removal).Select(id => (Key: (id, removal.Region), removal.Time))).ToLookup(part => part.Key, part => part.Time);
        return receipts.Where(receipt => receipt.Kind switch
        {
            // What failed to be made is not there.
            AmiChangeKind.Created => receipt.Outcome != ReceiptOutcome.Failed,
            // It was brought back after one of these changes had removed it: that is undone already.
            AmiChangeKind.Restored => receipt.Outcome != ReceiptOutcome.Failed && !gone[(receipt.ResourceId, receipt.Region)].Any(time => time <= receipt.Time),
            _ => true,
        });
    }

    /// <summary>What went with a removal: an image with its snapshots, or a snapshot.</summary>
    private static IEnumerable<string> Parts(AmiChangeReceipt removal) =>
        [removal.ResourceId, .. (removal.Before.BlockDevices ?? []).Select(device => device.SnapshotId).OfType<string>(), .. (removal.Before.Snapshots ?? []).Select(snapshot => snapshot.SnapshotId)];
}
