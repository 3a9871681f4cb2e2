namespace AmiTools;

/// <summary>What changed in who may use an image.</summary>
public sealed class AmiAccessChange : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who may launch it since.</summary>
    public IReadOnlyList<string> Added { get; init => field = Indexable.List(value); } = [];

    /// <summary>Who may no longer launch it.</summary>
    public IReadOnlyList<string> Removed { get; init => field = Indexable.List(value); } = [];

    /// <summary>Who could launch it before and still can.</summary>
    public IReadOnlyList<string> Unchanged { get; init => field = Indexable.List(value); } = [];

    /// <summary>Who may launch it now besides its owner.</summary>
    public IReadOnlyList<string> SharedWith => [.. Unchanged.Concat(Added).Order(StringComparer.Ordinal)];

    /// <summary>The same of its snapshots; empty where only the image was meant.</summary>
    public IReadOnlyList<AmiSnapshotAccessChange> Snapshots { get; init => field = Indexable.List(value); } = [];

    /// <summary>The keys that have to be shared too, which this command does not do.</summary>
    public IReadOnlyList<AmiKeyAccess> Keys { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whether anything was changed.</summary>
    public bool Changed => Added.Count + Removed.Count > 0 || Snapshots.Any(snapshot => snapshot.Added.Count + snapshot.Removed.Count > 0);

    /// <summary>What was there before, for Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; set; }

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}

/// <summary>What changed in who may use a snapshot.</summary>
public sealed class AmiSnapshotAccessChange
{
    /// <summary>The snapshot.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>Who may use it since.</summary>
    public IReadOnlyList<string> Added { get; init => field = Indexable.List(value); } = [];

    /// <summary>Who may no longer use it.</summary>
    public IReadOnlyList<string> Removed { get; init => field = Indexable.List(value); } = [];

    /// <summary>Who could use it before and still can.</summary>
    public IReadOnlyList<string> Unchanged { get; init => field = Indexable.List(value); } = [];

    /// <summary>Why somebody was to lose it and keeps it; empty where that is not so.</summary>
    public string KeptBecause { get; init; } = "";

    /// <summary>The id.</summary>
    public override string ToString() => SnapshotId;
}
