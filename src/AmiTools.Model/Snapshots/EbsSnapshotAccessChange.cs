namespace AmiTools;

/// <summary>What changed in who may make volumes and copies of a snapshot.</summary>
public sealed class EbsSnapshotAccessChange : AmiResource
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Its <c>Name</c> tag; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who may use it since: accounts and <c>all</c>.</summary>
    public IReadOnlyList<string> Added { get; init => field = Indexable.List(value); } = [];

    /// <summary>Who may no longer use it.</summary>
    public IReadOnlyList<string> Removed { get; init => field = Indexable.List(value); } = [];

    /// <summary>Who could use it before and still can.</summary>
    public IReadOnlyList<string> Unchanged { get; init => field = Indexable.List(value); } = [];

    /// <summary>Who may use it now besides its owner.</summary>
    public IReadOnlyList<string> SharedWith => [.. Unchanged.Concat(Added).Order(StringComparer.Ordinal)];

    /// <summary>The key that has to be shared too, which this command does not do; null where the snapshot is not encrypted, or nothing was given to anybody.</summary>
    public AmiKeyAccess? Key { get; init; }

    /// <summary>Whether anything was changed.</summary>
    public bool Changed => Added.Count + Removed.Count > 0;

    /// <summary>What was there before, for Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; set; }

    /// <summary>The snapshot's id.</summary>
    public override string ToString() => SnapshotId;
}
