using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Removal;

/// <summary>Finds out what removing images would do, region by region.</summary>
internal sealed class RemovalPlanner(EngineSession session, RemovalOptions options)
{
    public async Task<RemovalPlan> PlanAsync(CancellationToken cancellationToken)
    {
        DateTime madeAt = session.Environment.Time.GetUtcNow().UtcDateTime;
        // An image that is not seen is not waited for: it may have been removed by a run that was broken off, and what is left of it says so.
        NamedImages images = await NamedImages.ReadAsync(session, options.Session, options.ImageId, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        RegionSession[] regions = [.. images.Found.Select(image => image.Region).Concat(images.Missing.SelectMany(image => image.Regions)).Distinct()];
        RegionRemovals[] plans = await Task.WhenAll(regions.Select(region => RegionRemovals.PlanAsync(region, options,
            [.. images.Found.Where(image => image.Region == region)],
            [.. images.Missing.Where(image => image.Regions.Contains(region)).Select(image => image.Reference)], cancellationToken))).ConfigureAwait(false);

        List<AmiException> problems = [.. images.Problems, .. plans.SelectMany(plan => plan.Problems)];
        problems.AddRange(images.Missing.Where(image => !plans.Any(plan => plan.Settled.Contains(image.Reference))).Select(image => ResourceIds.ImageNotFound(image.Reference)));
        string[] order = [.. options.ImageId.Select(reference => reference.Id).Distinct()];
        return new RemovalPlan
        {
            Options = options,
            MadeAt = madeAt,
            Steps = [.. plans.SelectMany(plan => plan.Steps).OrderBy(step => Array.IndexOf(order, step.ImageId))],
            Problems = problems,
        };
    }
}
