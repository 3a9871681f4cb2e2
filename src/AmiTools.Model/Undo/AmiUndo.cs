namespace AmiTools;

/// <summary>A resource that is as it was before, as far as it can be.</summary>
public sealed class AmiUndo : AmiResource
{
    /// <summary>The image or the snapshot.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The id of an image; otherwise null.</summary>
    public string? ImageId => ResourceId.StartsWith("ami-", StringComparison.Ordinal) ? ResourceId : null;

    /// <summary>The id of a snapshot; otherwise null.</summary>
    public string? SnapshotId => ResourceId.StartsWith("snap-", StringComparison.Ordinal) ? ResourceId : null;

    /// <summary>The name of an image; otherwise empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>What was brought back, a part of a sentence each: <c>deprecated from 2027-01-01 00:00 UTC</c>. Empty where it was as it had been already.</summary>
    public IReadOnlyList<string> Undone { get; init => field = Indexable.List(value); } = [];

    /// <summary>What could not be brought back, and why, a sentence each.</summary>
    public IReadOnlyList<string> NotUndone { get; init => field = Indexable.List(value); } = [];

    /// <summary>The changes that were undone.</summary>
    public IReadOnlyList<string> ReceiptIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>The changes that this made itself, so that it can be undone too.</summary>
    public IReadOnlyList<AmiChangeReceipt> Receipts { get; init => field = Indexable.List(value); } = [];

    /// <summary>The id.</summary>
    public override string ToString() => ResourceId;
}
