using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>Finds the snapshots, and has each region plan what becomes of those that it has.</summary>
internal sealed class VolumeRestorePlanner(EngineSession session, VolumeRestoreOptions options)
{
    public async Task<VolumeRestorePlan> PlanAsync(CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. VolumeRestoreRules.Refuse(options)];
        bool meansSomething = problems.Count == 0;
        ResourceReference[] asked = [.. options.SnapshotId.Where(snapshot => !IsFar(snapshot, problems)).Select(Placed)];
        NamedSnapshots named = await NamedSnapshots.ReadAsync(session, options.Session, asked, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        problems.AddRange(named.Problems);
        problems.AddRange(named.NotFound);

        List<VolumeRestoreStep> steps = [];
        foreach (IGrouping<RegionSession, NamedSnapshot> here in named.Found.GroupBy(found => found.Region))
        {
            RegionRestorePlanner planner = new(here.Key, options);
            steps.AddRange(await planner.PlanAsync([.. here.Select(found => (found.Reference, found.Snapshot))], cancellationToken).ConfigureAwait(false));
            problems.AddRange(planner.Problems);
        }

        // A problem that the options have by themselves is found again with each snapshot.
        return new VolumeRestorePlan { Options = options, Steps = meansSomething ? steps : [], Problems = [.. problems.DistinctBy(problem => (problem.Code, problem.Message))] };
    }

    /// <summary>The instance says where, unless the snapshot does: a volume lies in the region of both.</summary>
    private ResourceReference Placed(ResourceReference snapshot) => snapshot.Region is null && options.InstanceId?.Region is { } region ? new ResourceReference(snapshot.Given, region, snapshot.AccountId) : snapshot;

    private bool IsFar(ResourceReference snapshot, List<AmiException> problems)
    {
        if (snapshot.Region is not { } its || options.InstanceId?.Region is not { } other || its == other) return false;
        problems.Add(VolumeRestoreRules.Of(snapshot, its, AmiErrorCodes.RegionMismatch, AmiErrorKind.InvalidInput, $"{snapshot.Id} lies in {its}, and {options.InstanceId!.Id} in {other}: a volume is made in the region of its snapshot.",
            $"Copy the snapshot first: Copy-EbsSnapshotToRegion {snapshot.Id} {other} -Region {its}."));
        return true;
    }
}
