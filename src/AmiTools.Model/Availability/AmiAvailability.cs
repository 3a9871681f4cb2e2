namespace AmiTools;

/// <summary>An image that was disabled or enabled, and what became of its sharing.</summary>
public sealed class AmiAvailability : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>AWS's word for its state now: <c>disabled</c> or <c>available</c>.</summary>
    public required string State { get; init; }

    /// <summary>AWS's word for its state before.</summary>
    public required string PreviousState { get; init; }

    /// <summary>Who could launch it and no longer can: accounts, <c>all</c>, ARNs of organisations and organisational units. AWS takes every launch permission from an image that is disabled.</summary>
    public IReadOnlyList<string> RemovedAccess { get; init => field = Indexable.List(value); } = [];

    /// <summary>Who can launch it again.</summary>
    public IReadOnlyList<string> RestoredAccess { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whom the image's tags (<c>AmiTools:access-1</c>, ...) name, for <c>Enable-Ami -RestoreAccess</c>.</summary>
    public IReadOnlyList<string> KeptAccess { get; init => field = Indexable.List(value); } = [];

    /// <summary>Its snapshots and with whom they are shared. Disabling an image does not change that. Empty for one that is enabled.</summary>
    public IReadOnlyList<AmiSnapshotAccess> Snapshots { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whether anything was changed. False where the image was as asked for already.</summary>
    public bool Changed => State != PreviousState || RestoredAccess.Count > 0;

    /// <summary>What was there before, for Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; set; }

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}
