namespace AmiTools;

/// <summary>What removing images would do.</summary>
public sealed class RemovalPlan : Plan<RemovalStep>
{
    /// <summary>What was asked for.</summary>
    public required RemovalOptions Options { get; init; }

    /// <summary>When it was made, UTC. A run that begins much later reads everything again before it touches anything.</summary>
    public required DateTime MadeAt { get; init; }
}

/// <summary>One image to be deregistered, with the snapshots behind it; or the snapshots that an image left which is gone.</summary>
public sealed class RemovalStep : PlanStep
{
    /// <summary>The image's id.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>The account that owns it; empty where nothing tells.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>Its name; empty where nothing tells.</summary>
    public string Name { get; init; } = "";

    /// <summary>The image as it was read; null where it is gone already and only its snapshots are left.</summary>
    public Ami? Image { get; init; }

    /// <summary>Whether it can be restored afterwards, until when, and by which rule. For an image that is gone already: what the bin says.</summary>
    public required BinForecast Bin { get; init; }

    /// <summary>The snapshots behind it, and what happens to each.</summary>
    public IReadOnlyList<PlannedSnapshot> Snapshots { get; init; } = [];

    /// <summary>What uses the image. Anything but unused only under <c>-Force</c>; an image that is used otherwise has no step.</summary>
    public IReadOnlyList<UsageReason> UsedBy { get; init; } = [];

    /// <summary>Who may launch it besides its owner: accounts, <c>all</c>, ARNs of organisations and organisational units.</summary>
    public IReadOnlyList<string> SharedWith { get; init; } = [];

    /// <summary>Whether <see cref="SharedWith"/> could be read.</summary>
    public bool SharingIsKnown { get; init; }

    /// <summary>Whether there is nothing to do, because everything was done before.</summary>
    public bool IsDone => Image is null && !Snapshots.Any(snapshot => snapshot.Delete);
}

/// <summary>A snapshot of an image that is to be removed, and what happens to it.</summary>
public sealed class PlannedSnapshot
{
    /// <summary>The snapshot as it was read.</summary>
    public required AmiSnapshotRecord Snapshot { get; init; }

    /// <summary>Whether it is deleted; otherwise it stays.</summary>
    public required bool Delete { get; init; }

    /// <summary>Whether it is gone already: the image names it, and it is not there.</summary>
    public bool IsGone { get; init; }

    /// <summary>Whether AWS's own description of the snapshot names the image, so that it can be found when the image is gone.</summary>
    public bool NamesImage { get; init; }

    /// <summary>Why it stays; empty for one that is deleted.</summary>
    public string KeptBecause { get; init; } = "";

    /// <summary>Whether it can be restored afterwards, where it is deleted in this step or with an image that the plan removes later; null for one that stays.</summary>
    public BinForecast? Bin { get; init; }

    /// <summary>The id and what happens to it: <c>snap-0abc (8 GiB): stays, because ...</c>.</summary>
    public override string ToString() => $"{Snapshot.SnapshotId} ({Snapshot.SizeGiB} GiB): {(Delete ? Bin?.ToString() : $"stays, because {KeptBecause}")}";
}
