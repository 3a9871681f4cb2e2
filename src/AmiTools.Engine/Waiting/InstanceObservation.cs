using Amazon.EC2.Model;

namespace AmiTools.Engine.Waiting;

/// <summary>What one look at an instance saw.</summary>
/// <param name="At">When.</param>
/// <param name="Instance">The instance; null where AWS does not know it (yet, or any more), or where the look failed.</param>
/// <param name="Status">What AWS's checks say of one that runs; null where they say nothing yet.</param>
/// <param name="Failure">Why the look failed; null where it did not.</param>
/// <param name="StatusFailure">Why the checks could not be read; null where they could.</param>
internal sealed record InstanceObservation(DateTimeOffset At, Instance? Instance, InstanceStatus? Status, AmiException? Failure, AmiException? StatusFailure) : ILook
{
    /// <inheritdoc />
    public bool IsThere => Instance is not null;
}
