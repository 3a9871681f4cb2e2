namespace AmiTools;

/// <summary>One image that is disabled so that its snapshots can go into the archive tier: AWS takes none there that an image uses which is not disabled.</summary>
public sealed class ArchiveStep : PlanStep
{
    /// <summary>What happens to the image first.</summary>
    public required AvailabilityStep Disable { get; init; }

    /// <summary>What happens to its snapshots then. One that several images of the plan use is with the last of them.</summary>
    public required IReadOnlyList<EbsSnapshotTierStep> Snapshots { get; init; }

    /// <summary>Its snapshots that stay where they are, because images use them that are not disabled.</summary>
    public required IReadOnlyList<string> SharedSnapshotIds { get; init; }

    /// <summary>Whether the image is disabled, and its snapshots are archived or on their way.</summary>
    public bool IsDone => !Disable.Outcome.Changed && Snapshots.All(snapshot => !snapshot.Changes);
}
