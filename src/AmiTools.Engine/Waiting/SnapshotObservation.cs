using Amazon.EC2.Model;

namespace AmiTools.Engine.Waiting;

/// <summary>What one look at a snapshot saw.</summary>
/// <param name="At">When.</param>
/// <param name="Snapshot">The snapshot; null where AWS does not know it (yet, or any more), or where the look failed.</param>
/// <param name="Failure">Why the look failed; null where it did not.</param>
internal sealed record SnapshotObservation(DateTimeOffset At, Snapshot? Snapshot, AmiException? Failure) : ILook
{
    /// <inheritdoc />
    public bool IsThere => Snapshot is not null;
}
