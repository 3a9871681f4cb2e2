using Amazon.EC2.Model;

namespace AmiTools.Engine.Waiting;

/// <summary>What one look at an image saw.</summary>
/// <param name="At">When.</param>
/// <param name="Image">The image; null where AWS does not know it (yet, or any more), or where the look failed.</param>
/// <param name="Snapshots">The snapshots behind an image that is not finished.</param>
/// <param name="Failure">Why the look failed; null where it did not.</param>
/// <param name="SnapshotFailure">Why the snapshots could not be read, which only takes the progress and the reasons away; null where they could.</param>
internal sealed record ImageObservation(DateTimeOffset At, Image? Image, IReadOnlyList<Snapshot> Snapshots, AmiException? Failure, AmiException? SnapshotFailure) : ILook
{
    /// <inheritdoc />
    public bool IsThere => Image is not null;
}
