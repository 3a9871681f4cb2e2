using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Removal;

/// <summary>The steps of a plan as they still hold. A question can wait for its answer all night; what was read before it is then read again.</summary>
internal sealed class PlanRenewal(EngineSession session, RemovalPlan plan, IEngineEvents events)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);

    /// <summary>The approved steps. One that would do more than its user agreed to fails, and is not among them.</summary>
    public async Task<IReadOnlyList<RemovalStep>> StepsAsync(CancellationToken cancellationToken)
    {
        RemovalStep[] approved = plan.Approved();
        if (session.Environment.Time.GetUtcNow().UtcDateTime - plan.MadeAt < s_lifetime) return approved;

        RemovalOptions options = new()
        {
            Session = plan.Options.Session, KeepSnapshot = plan.Options.KeepSnapshot, Force = plan.Options.Force, AllowPermanent = plan.Options.AllowPermanent,
            ImageId = [.. approved.Select(step => new ResourceReference(step.ImageId, step.Region))],
        };
        RemovalPlan renewed = await new RemovalPlanner(session, options).PlanAsync(cancellationToken).ConfigureAwait(false);
        foreach (AmiException problem in renewed.Problems) await events.FailAsync(problem).ConfigureAwait(false);
        List<RemovalStep> steps = [];
        foreach (RemovalStep step in renewed.Steps)
        {
            RemovalStep agreed = approved.First(before => before.ImageId == step.ImageId && before.Region == step.Region);
            if (IsWithin(step, agreed)) steps.Add(step);
            else await events.FailAsync(Outdated(step)).ConfigureAwait(false);
        }

        return steps;
    }

    /// <summary>Whether the step does nothing that the other one did not: no further snapshot is deleted, and nothing is lost that could have been restored.</summary>
    private static bool IsWithin(RemovalStep step, RemovalStep agreed)
    {
        HashSet<string> deleted = [.. agreed.Snapshots.Where(snapshot => snapshot.Delete).Select(snapshot => snapshot.Snapshot.SnapshotId)];
        return step.Snapshots.All(snapshot => !snapshot.Delete || deleted.Contains(snapshot.Snapshot.SnapshotId)) && (step.Caution is null || agreed.Caution is not null);
    }

    private static AmiException Outdated(RemovalStep step) => new(AmiErrorCodes.PlanOutdated, AmiErrorKind.InvalidState, $"{step.ImageId} in {step.Region} is not removed, because it has changed since its removal was agreed to. It would now be: {step.Action}.")
    {
        ResourceId = step.ImageId, Region = step.Region, Remedy = "Run the command again and look at what it asks.",
    };
}
