using AmiTools.Engine.Ids;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RootRestore;

/// <summary>Finds the instances, and has each region plan what becomes of those that it has.</summary>
internal sealed class RootRestorePlanner(EngineSession session, RootRestoreOptions options)
{
    public async Task<RootRestorePlan> PlanAsync(CancellationToken cancellationToken)
    {
        List<AmiException> problems = [.. RootRestoreRules.Refuse(options)];
        // An id that is none concerns one instance; everything else concerns all of them.
        bool isHopeless = problems.Any(problem => problem.Code != AmiErrorCodes.InvalidInstanceId);
        Whereabouts where = await Whereabouts.ResolveAsync(session, options.Session, options.InstanceId.Where(instance => instance.IsWellFormed("i")).Select(Placed), problems, cancellationToken).ConfigureAwait(false);
        RegionRootPlanner[] regions = [.. where.Regions.Select(region => new RegionRootPlanner(region, options))];
        await Task.WhenAll(regions.Select(region => region.PlanAsync(where.In(region.Region), cancellationToken))).ConfigureAwait(false);
        problems.AddRange(regions.SelectMany(region => region.Problems));
        foreach (ResourceReference reference in where.References)
        {
            RegionSession[] asked = where.Of(reference);
            if (asked.Length > 0 && !regions.Any(region => asked.Contains(region.Region) && region.Settled.Contains(reference))) problems.Add(ResourceIds.InstanceNotFound(reference, asked.Select(region => region.Name)));
        }

        return new RootRestorePlan { Options = options, Steps = isHopeless ? [] : [.. regions.SelectMany(region => region.Steps)], Problems = [.. problems.DistinctBy(problem => (problem.Code, problem.Message))] };
    }

    /// <summary>The source says where, unless the instance does: a root volume is made in the region of both.</summary>
    private ResourceReference Placed(ResourceReference instance) => instance.Region is null && options.From?.Region is { } region ? new ResourceReference(instance.Given, region, instance.AccountId) : instance;
}
