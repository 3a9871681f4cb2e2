using AmiTools.Engine.Availability;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots.Tiering;

namespace AmiTools.Engine.Retention;

/// <summary>What archiving images would do.</summary>
internal sealed class ArchivePlan : Plan<ArchiveStep>;

/// <summary>Finds out which snapshots of images could go into the archive tier once the images are disabled. An image is left alone where that is not known of each of its snapshots.</summary>
internal sealed class ArchivePlanner(EngineSession session, SessionOptions options)
{
    private readonly Dictionary<(string Region, string Id), EbsSnapshotTierStep> _moves = [];
    private readonly Dictionary<string, AmiException> _refused = new(StringComparer.Ordinal);

    public async Task<ArchivePlan> PlanAsync(IReadOnlyList<ResourceReference> images, CancellationToken cancellationToken)
    {
        DisablePlan disabling = await new DisablePlanner(session, new DisableOptions { Session = options, ImageId = images }).PlanAsync(cancellationToken).ConfigureAwait(false);
        await ReadSnapshotsAsync([.. disabling.Steps.Select(step => step.Image)], cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [.. disabling.Problems];
        List<AvailabilityStep> open = [];
        foreach (AvailabilityStep step in disabling.Steps)
        {
            if (Refuse(step.Image) is { } refused) problems.Add(refused);
            else open.Add(step);
        }

        // While one of its images is enabled, AWS does not take a snapshot: the last one's turn is the first at which it can go.
        Dictionary<(string, string), string> lastUsers = [];
        foreach (AvailabilityStep step in open)
        {
            foreach (string id in step.Image.SnapshotIds) lastUsers[(step.Image.Region, id)] = step.Image.ImageId;
        }

        return new ArchivePlan { Steps = [.. open.Select(step => Step(step, lastUsers))], Problems = problems };
    }

    private async Task ReadSnapshotsAsync(Ami[] images, CancellationToken cancellationToken)
    {
        ResourceReference[] snapshots = [.. images.SelectMany(image => image.SnapshotIds.Select(id => new ResourceReference(id, image.Region, image.AccountId))).Distinct()];
        if (snapshots.Length == 0) return;
        EbsSnapshotTierOptions archive = new() { Session = options, SnapshotId = snapshots, Archive = true };
        EbsSnapshotTierPlan plan = await new TierPlanner(session, archive, images.Select(image => image.ImageId).ToHashSet(StringComparer.Ordinal)).PlanAsync(cancellationToken).ConfigureAwait(false);
        foreach (EbsSnapshotTierStep step in plan.Steps) _moves[(step.Tier.Region, step.Tier.SnapshotId)] = step;
        foreach (AmiException problem in plan.Problems) _refused.TryAdd(problem.ResourceId ?? "", problem);
    }

    private AmiException? Refuse(Ami image)
    {
        string? unclear = image.SnapshotIds.FirstOrDefault(id => !_moves.ContainsKey((image.Region, id)) && _refused.GetValueOrDefault(id)?.Code != AmiErrorCodes.SnapshotInUse);
        if (unclear is null) return null;
        string left = $"{image.ImageId} in {image.Region} is left alone: {unclear}, a snapshot of it, cannot be archived.";
        // What was read of many snapshots at a time fails under the id of one of them.
        return (_refused.GetValueOrDefault(unclear) ?? _refused.Values.FirstOrDefault(problem => problem.Code != AmiErrorCodes.SnapshotInUse)) is { } why
            ? why.As(why.Code, why.Kind, $"{left} {why.Message}", image.ImageId, why.Remedy)
            : new AmiException(AmiErrorCodes.SnapshotNotFound, AmiErrorKind.NotFound, left) { ResourceId = image.ImageId, Region = image.Region, Remedy = $"See what there is of it: Get-EbsSnapshot {unclear} -Region {image.Region}." };
    }

    private ArchiveStep Step(AvailabilityStep disable, Dictionary<(string, string), string> lastUsers)
    {
        Ami image = disable.Image;
        string[] shared = [.. image.SnapshotIds.Where(id => !_moves.ContainsKey((image.Region, id)))];
        string[] later = [.. image.SnapshotIds.Except(shared).Where(id => lastUsers[(image.Region, id)] != image.ImageId)];
        EbsSnapshotTierStep[] snapshots = [.. image.SnapshotIds.Except(shared).Except(later).Select(id => _moves[(image.Region, id)])];
        return new ArchiveStep
        {
            Disable = disable, Snapshots = snapshots, SharedSnapshotIds = shared, Target = disable.Target,
            Action = string.Join(". ", [disable.Action, .. snapshots.Select(snapshot => $"{snapshot.Tier}: {snapshot.Action}")]),
            Caution = snapshots.Where(snapshot => snapshot.Caution is not null).Select(snapshot => $"{snapshot.Tier}: {snapshot.Caution}").ToArray() is { Length: > 0 } cautions ? string.Join(" ", cautions) : disable.Caution,
            Warnings =
            [
                .. disable.Warnings,
                .. snapshots.SelectMany(snapshot => snapshot.Warnings.Select(warning => $"{snapshot.Tier}: {warning}")),
                .. later.Select(id => $"{id} is archived with {lastUsers[(image.Region, id)]}, which uses it too."),
                .. shared.Select(id => $"{id} stays in its tier. {_refused[id].Message}"),
            ],
        };
    }
}
