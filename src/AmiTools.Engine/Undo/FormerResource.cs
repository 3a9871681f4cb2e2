namespace AmiTools.Engine.Undo;

/// <summary>One resource as it was before the oldest of the changes that are to be undone.</summary>
/// <param name="Id">The image or the snapshot.</param>
/// <param name="Region">Its region.</param>
/// <param name="AccountId">Its owner.</param>
/// <param name="Name">The name of an image.</param>
/// <param name="State">How it was; what is null no change touched.</param>
/// <param name="HasDeprecation">Whether a change touched the deprecation date.</param>
/// <param name="WasRemoved">Whether one of the changes removed it.</param>
/// <param name="Creation">The change that made it; null where it was there before all of them.</param>
/// <param name="ReceiptIds">The changes.</param>
internal sealed record FormerResource(string Id, string Region, string AccountId, string Name, AmiFormerState State, bool HasDeprecation, bool WasRemoved, AmiChangeReceipt? Creation, IReadOnlyList<string> ReceiptIds)
{
    /// <summary>Whether it is an image; otherwise it is a snapshot.</summary>
    public bool IsImage => IsAnImage(Id);

    /// <summary>Puts the changes of each resource together. The oldest one that touched a property knows what it was before all of them.</summary>
    public static IEnumerable<FormerResource> Of(IEnumerable<AmiChangeReceipt> receipts)
    {
        AmiChangeReceipt[] oldestFirst = [.. receipts.DistinctBy(receipt => (receipt.ResourceId, receipt.Region, receipt.ReceiptId)).OrderBy(receipt => receipt.Time)];
        IReadOnlyDictionary<(string SnapshotId, string Region), IReadOnlyList<string>> sharing = Sharing(oldestFirst);
        return oldestFirst.GroupBy(receipt => (receipt.ResourceId, receipt.Region)).Select(changes => Of([.. changes], sharing));
    }

    private static FormerResource Of(AmiChangeReceipt[] oldestFirst, IReadOnlyDictionary<(string SnapshotId, string Region), IReadOnlyList<string>> sharing)
    {
        string region = oldestFirst[0].Region;
        AmiChangeReceipt[] dated = [.. oldestFirst.Where(TouchesDeprecation)];
        AmiFormerState[] states = [.. oldestFirst.Select(receipt => Touched(receipt.Kind, receipt.Before))];
        return new FormerResource(oldestFirst[0].ResourceId, region, oldestFirst[0].AccountId, oldestFirst.Select(receipt => receipt.Name).FirstOrDefault(name => name.Length > 0) ?? "",
            new AmiFormerState
            {
                State = First(state => state.State),
                DeprecationTime = dated.Length > 0 ? dated[0].Before.DeprecationTime : null,
                DeregistrationProtection = First(state => state.DeregistrationProtection),
                SharedWith = First(state => state.SharedWith) is { } principals ? sharing.GetValueOrDefault((oldestFirst[0].ResourceId, region), principals) : null,
                SnapshotsSharedWith = First(state => state.SnapshotsSharedWith)?.Keys.ToDictionary(id => id, id => sharing[(id, region)], StringComparer.Ordinal),
                Tags = First(state => state.Tags),
                Snapshots = First(state => state.Snapshots),
                BlockDevices = First(state => state.BlockDevices),
                RecycleBinExitTime = First(state => state.RecycleBinExitTime is { } time ? (object)time : null) as DateTime?,
            },
            dated.Length > 0,
            oldestFirst.Any(receipt => receipt.Kind is AmiChangeKind.Removed or AmiChangeKind.SnapshotRemoved),
            oldestFirst.FirstOrDefault(receipt => receipt.Kind == AmiChangeKind.Created),
            [.. oldestFirst.Select(receipt => receipt.ReceiptId)]);

        T? First<T>(Func<AmiFormerState, T?> read) where T : class => states.Select(read).FirstOrDefault(value => value is not null);
    }

    /// <summary>
    /// With whom each snapshot was shared before all of the changes, whichever resource they were made to: of two images that have the same snapshot,
    /// the change of the second one found it as that of the first one had left it.
    /// </summary>
    private static Dictionary<(string SnapshotId, string Region), IReadOnlyList<string>> Sharing(IEnumerable<AmiChangeReceipt> oldestFirst)
    {
        Dictionary<(string SnapshotId, string Region), IReadOnlyList<string>> sharing = [];
        foreach (AmiChangeReceipt receipt in oldestFirst)
        {
            AmiFormerState touched = Touched(receipt.Kind, receipt.Before);
            foreach ((string id, IReadOnlyList<string> principals) in touched.SnapshotsSharedWith ?? new Dictionary<string, IReadOnlyList<string>>()) sharing.TryAdd((id, receipt.Region), principals);
            if (touched.SharedWith is { } own && !IsAnImage(receipt.ResourceId)) sharing.TryAdd((receipt.ResourceId, receipt.Region), own);
        }

        return sharing;
    }

    private static bool IsAnImage(string id) => id.StartsWith("ami-", StringComparison.Ordinal);

    // An image that was gone before its removal began was not read, and has no state.
    private static bool TouchesDeprecation(AmiChangeReceipt receipt) => receipt.Kind == AmiChangeKind.Deprecation || (receipt.Kind == AmiChangeKind.Removed && receipt.Before.State is not null);

    /// <summary>Of what a receipt keeps, what its change touched: the rest is there to be read by people.</summary>
    private static AmiFormerState Touched(AmiChangeKind kind, AmiFormerState before) => kind switch
    {
        AmiChangeKind.Disabled or AmiChangeKind.Enabled => new AmiFormerState { State = before.State, SharedWith = before.SharedWith, SnapshotsSharedWith = before.SnapshotsSharedWith },
        AmiChangeKind.Protection => new AmiFormerState { DeregistrationProtection = before.DeregistrationProtection },
        AmiChangeKind.Access or AmiChangeKind.SnapshotAccess => new AmiFormerState { SharedWith = before.SharedWith, SnapshotsSharedWith = before.SnapshotsSharedWith },
        AmiChangeKind.Tags => new AmiFormerState { Tags = before.Tags },
        AmiChangeKind.Removed => before,
        AmiChangeKind.SnapshotRemoved => new AmiFormerState { SharedWith = before.SharedWith, Tags = before.Tags, Snapshots = before.Snapshots, RecycleBinExitTime = before.RecycleBinExitTime },
        _ => new AmiFormerState(),
    };
}
