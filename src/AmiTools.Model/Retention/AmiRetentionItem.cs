namespace AmiTools;

/// <summary>One image in a retention plan: what happens to it, and why.</summary>
public sealed class AmiRetentionItem : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The family that it belongs to; empty where it belongs to none.</summary>
    public string Family { get; init; } = "";

    /// <summary>The backup that it is a copy of, or is itself: <c>region/id</c> of the first image of it. An image and its copies in other regions are one backup, and are kept together.</summary>
    public string Backup { get; init; } = "";

    /// <summary>When the backup was made, UTC: of a copy that is when the first image of it was made, as far as that is there; null where the endpoint does not tell.</summary>
    public DateTime? BackupTime { get; init; }

    /// <summary>AWS's word for its state when the plan was made.</summary>
    public string State { get; init; } = "";

    /// <summary>The sizes of its EBS volumes, added up, in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>The snapshots behind it.</summary>
    public IReadOnlyList<string> SnapshotIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>What happens to it.</summary>
    public RetentionAction Action { get; init; }

    /// <summary>Why, as a part of a sentence.</summary>
    public required string Because { get; init; }

    /// <summary>A hash of everything about the image that the decision depends on. Where it is another one when the plan is carried out, the image has drifted, and is left alone.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The image and what happens to it.</summary>
    public override string ToString() => $"{ImageId}: {Action}";
}
