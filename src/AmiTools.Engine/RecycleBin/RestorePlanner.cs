using AmiTools.Engine.Flow;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.RecycleBin;

/// <summary>Finds out what a restore would bring back, and what would make it fail.</summary>
internal sealed class RestorePlanner(SessionDirectory sessions)
{
    public async Task<RestorePlan> PlanAsync(RestoreOptions options, IEngineEvents events, CancellationToken cancellationToken)
    {
        EngineSession session = await sessions.OpenAsync(options.Session, cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [];
        List<RestoreItem> items = [];
        foreach (RestoreItem item in options.Item.DistinctBy(item => (item.Reference.Id, item.Reference.Region)))
        {
            if (Kind(item.Reference) is null) problems.Add(RestoreFailures.InvalidId(item.Reference));
            else items.Add(item);
        }

        List<string> regions = items.Count == 0 ? [] : await BinRegions.ResolveAsync(session, options.Session, [.. items.Select(item => item.Reference)], events, cancellationToken).ConfigureAwait(false);
        List<RegionRestores> looks = [];
        await LookAsync(session, regions, items, looks, cancellationToken).ConfigureAwait(false);
        problems.AddRange(looks.SelectMany(look => look.Problems));

        List<RestoreStep> steps = [.. looks.SelectMany(look => look.Steps)];
        foreach (RestoreItem item in items.Where(item => looks.All(look => !look.Settled.Contains(item))))
        {
            // An item without a region is looked for in all; it is missing where none has it, and none failed to answer.
            if (looks.Select(look => look.DoubtOf(item)).LastOrDefault(doubt => doubt is not null) is not { } doubt)
                problems.Add(RestoreFailures.NotInBin(item, item.Reference.Region ?? string.Join(", ", regions), session.Environment.Time.GetUtcNow().UtcDateTime, [.. looks.SelectMany(look => look.Remaining(item)).Distinct()]));
            else if (doubt.Failure is not null) problems.Add(doubt.Failure);
            else steps.Add(doubt.Step);
        }

        return new RestorePlan { Options = options, Steps = steps, Problems = problems };
    }

    /// <summary>Looks, and for a short while looks again for what should be in a bin and is not listed yet: somebody names what was deleted a moment ago.</summary>
    private static Task LookAsync(EngineSession session, List<string> regions, List<RestoreItem> items, List<RegionRestores> looks, CancellationToken cancellationToken)
    {
        TimeProvider time = session.Environment.Time;
        RestoreItem[] open = [.. items];
        return Patience.UntilAsync(time, session.Settings.NamedResourceWindow, async token =>
        {
            RegionRestores[] round = await Task.WhenAll(regions.Select(region => RegionRestores.LookAsync(session.In(region), [.. open.Where(item => (item.Reference.Region ?? region) == region)], token))).ConfigureAwait(false);
            looks.AddRange(round);
            open = [.. open.Where(item => round.All(look => !look.Settled.Contains(item)) && !(item.ExitTime <= time.GetUtcNow().UtcDateTime))];
            return open.Length == 0 ? looks : null;
        }, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken);
    }

    /// <summary>AWS's word for what the id names; null where it names nothing that the bin takes.</summary>
    public static string? Kind(ResourceReference reference) =>
        reference.IsWellFormed("ami") ? RecycleBinResourceType.Image : reference.IsWellFormed("snap") ? RecycleBinResourceType.Snapshot : reference.IsWellFormed("vol") ? RecycleBinResourceType.Volume : null;
}
