using Amazon.EC2.Model;

namespace AmiTools.Engine.Waiting;

/// <summary>What one look at the replacement of a root volume saw.</summary>
/// <param name="At">When.</param>
/// <param name="Task">The task; null where AWS does not know it (yet, or any more), or where the look failed.</param>
/// <param name="Failure">Why the look failed; null where it did not.</param>
internal sealed record RootTaskObservation(DateTimeOffset At, ReplaceRootVolumeTask? Task, AmiException? Failure) : ILook
{
    /// <inheritdoc />
    public bool IsThere => Task is not null;
}
