using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Removal;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.SnapshotRemoval;

/// <summary>Finds out what deleting snapshots would do, and what stands against it.</summary>
internal sealed class SnapshotRemovalPlanner(EngineSession session, EbsSnapshotRemovalOptions options)
{
    public async Task<EbsSnapshotRemovalPlan> PlanAsync(CancellationToken cancellationToken)
    {
        DateTime madeAt = session.Environment.Time.GetUtcNow().UtcDateTime;
        NamedSnapshots named = await NamedSnapshots.ReadAsync(session, options.Session, options.SnapshotId, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [.. named.Problems, .. named.NotOwned];
        var own = await Task.WhenAll(named.Own.GroupBy(snapshot => snapshot.Region).Select(region => DecideAsync(region.Key, [.. region], cancellationToken))).ConfigureAwait(false);
        var gone = await Task.WhenAll(named.Missing.SelectMany(missing => missing.Regions).Distinct().Select(region => GoneAsync(region, [.. named.Missing.Where(missing => missing.Regions.Contains(region))], cancellationToken))).ConfigureAwait(false);
        problems.AddRange(own.SelectMany(region => region.Problems).Concat(gone.SelectMany(region => region.Problems)));
        HashSet<ResourceReference> settled = [.. gone.SelectMany(region => region.Settled)];
        problems.AddRange(named.Missing.Where(missing => !settled.Contains(missing.Reference)).Select(missing => ResourceIds.SnapshotNotFound(missing.Reference)));
        string[] order = [.. options.SnapshotId.Select(reference => reference.Id).Distinct()];
        return new EbsSnapshotRemovalPlan
        {
            Options = options, MadeAt = madeAt, Problems = problems,
            Steps = [.. own.SelectMany(region => region.Steps).Concat(gone.SelectMany(region => region.Steps)).OrderBy(step => Array.IndexOf(order, step.SnapshotId))],
        };
    }

    private async Task<(List<EbsSnapshotRemovalStep> Steps, List<AmiException> Problems)> DecideAsync(RegionSession region, NamedSnapshot[] snapshots, CancellationToken cancellationToken)
    {
        Task<BinCoverage> coverage = BinCoverage.ReadAsync(region, cancellationToken);
        SnapshotFacts facts = await SnapshotFacts.DescribeAsync(region, [], [.. snapshots.Select(named => named.Snapshot)], cancellationToken).ConfigureAwait(false);
        await facts.ReadNeedsAsync(cancellationToken).ConfigureAwait(false);
        SnapshotGuard guard = new(facts, options.Force);
        List<EbsSnapshotRemovalStep> steps = [];
        List<AmiException> problems = [];
        foreach (NamedSnapshot named in snapshots)
        {
            BinForecast bin = (await coverage.ConfigureAwait(false)).Forecast(RecycleBinResourceType.Snapshot, named.Snapshot.Tags.ToDictionary());
            if (guard.Refuse(named) is { } refusal) problems.Add(refusal);
            else steps.Add(Step(region, named.Snapshot, bin, guard.Overridden(named)));
        }

        return (steps, problems);
    }

    private static EbsSnapshotRemovalStep Step(RegionSession region, Snapshot snapshot, BinForecast bin, string? overridden)
    {
        List<string> warnings = [];
        if (overridden is not null) warnings.Add(overridden);
        if (snapshot.State?.Value == "pending") warnings.Add($"{snapshot.SnapshotId} is still being made; AWS deletes it when it is completed.");
        if (snapshot.StorageTier?.Value == "archive") warnings.Add($"{snapshot.SnapshotId} is archived: AWS bills at least 90 days of the archive, also where a snapshot is deleted before.");
        return new EbsSnapshotRemovalStep
        {
            SnapshotId = snapshot.SnapshotId!,
            Region = region.Name,
            Snapshot = snapshot.ToEbsSnapshot(region.Name),
            Bin = bin,
            Target = $"{snapshot.Title()} ({region.Name})",
            Action = $"Delete {snapshot.VolumeSize ?? 0} GiB of {(snapshot.StartTime is { } start ? Times.Minute(start.ToUniversalTime()) : "an unknown time")} ({bin})",
            Caution = bin.Verdict == RecycleBinVerdict.Yes ? null : $"{snapshot.SnapshotId} {(bin.Verdict == RecycleBinVerdict.No ? "is gone for good" : "may be gone for good")}: {bin.Because}.",
            Warnings = warnings,
        };
    }

    /// <summary>Snapshots that are not there: in the Recycle Bin, because an earlier run deleted them, or nowhere.</summary>
    private static async Task<(List<EbsSnapshotRemovalStep> Steps, List<AmiException> Problems, List<ResourceReference> Settled)> GoneAsync(RegionSession region, MissingSnapshot[] missing, CancellationToken cancellationToken)
    {
        List<EbsSnapshotRemovalStep> steps = [];
        List<AmiException> problems = [];
        List<ResourceReference> settled = [];
        try
        {
            BinContents bin = await BinContents.ReadAsync(region, [RecycleBinResourceType.Snapshot], cancellationToken).ConfigureAwait(false);
            foreach (MissingSnapshot each in missing.Where(each => bin.Snapshots.ContainsKey(each.Reference.Id)))
            {
                settled.Add(each.Reference);
                BinForecast forecast = new() { Verdict = RecycleBinVerdict.Yes, Until = bin.Snapshots[each.Reference.Id].RecycleBinExitTime?.ToUniversalTime() };
                steps.Add(new EbsSnapshotRemovalStep { SnapshotId = each.Reference.Id, Region = region.Name, Bin = forecast, Target = $"{each.Reference.Id} ({region.Name})", Action = "Nothing to do: it was deleted before" });
            }
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            // Whether an earlier run deleted them is not known then; that they are not there is.
            settled.AddRange(missing.Select(each => each.Reference));
            problems.AddRange(missing.Select(each => failure.As(failure.Code, failure.Kind, $"{each.Reference.Id} is not there in {region.Name}, and whether it is in the Recycle Bin could not be read: {failure.Message}", each.Reference.Given)));
        }

        return (steps, problems, settled);
    }
}
