using System.Runtime.CompilerServices;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Removal;
using AmiTools.Engine.Sessions;
using Image = Amazon.EC2.Model.Image;

namespace AmiTools.Engine.Coverage;

/// <summary>Says of images whether they would come back with their snapshots: the same rules and the same decisions about each snapshot as a removal has.</summary>
internal sealed class CoverageFinder(EngineSession session, CoverageQuery query, IEngineEvents events)
{
    public async IAsyncEnumerable<RecycleBinCoverage> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NamedImages images = await NamedImages.ReadAsync(session, query.Session, query.ImageId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        foreach (AmiException problem in images.Problems.Concat(images.Missing.Select(missing => ResourceIds.ImageNotFound(missing.Reference)))) await events.FailAsync(problem).ConfigureAwait(false);
        IGrouping<RegionSession, NamedImage>[] regions = [.. images.Found.GroupBy(named => named.Region)];
        await foreach (RecycleBinCoverage coverage in ParallelStream.RunAsync<IGrouping<RegionSession, NamedImage>, RecycleBinCoverage>(regions, Math.Max(1, regions.Length), async (region, emit, token) =>
        {
            foreach (RecycleBinCoverage found in await InRegionAsync(region.Key, [.. region.Select(named => named.Image)], token).ConfigureAwait(false)) await emit(found).ConfigureAwait(false);
        }, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return coverage;
        }
    }

    private static async Task<IEnumerable<RecycleBinCoverage>> InRegionAsync(RegionSession region, IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        Task<BinCoverage> readRules = BinCoverage.ReadAsync(region, cancellationToken);
        SnapshotFacts facts = await SnapshotFacts.DescribeAsync(region, [.. images.SelectMany(image => image.SnapshotIds()).Distinct()], [], cancellationToken).ConfigureAwait(false);
        await facts.ReadNeedsAsync(cancellationToken).ConfigureAwait(false);
        BinCoverage rules = await readRules.ConfigureAwait(false);
        return images.Select(image => Of(region, image, facts, rules));
    }

    private static RecycleBinCoverage Of(RegionSession region, Image image, SnapshotFacts facts, BinCoverage rules)
    {
        SnapshotDecisions decisions = new(facts, rules, [image.ImageId!], keepAll: false, region.Time.GetUtcNow().UtcDateTime, region.Settings.VisibilityWindow);
        PlannedSnapshot[] snapshots = [.. image.SnapshotIds().Distinct().Select(id => decisions.Decide(image, id))];
        BinForecast forecast = rules.Forecast(image);
        WholeForecast whole = WholeForecast.Of(image.ImageId!, forecast, snapshots);
        // A removal keeps every snapshot of which it could not read enough; that is no reason to expect all of them in the bin.
        if (whole.Verdict == RecycleBinVerdict.Yes && snapshots.Length > 0 && facts.Gaps().Select(gap => $"{gap.Subject} could not be read ({gap.Failure.Operation}: {gap.Failure.AwsCode ?? gap.Failure.Code})").FirstOrDefault() is { } gap)
            whole = new WholeForecast(RecycleBinVerdict.Unknown, null, gap);
        if (forecast.NothingIsLost) whole = new WholeForecast(RecycleBinVerdict.No, null, $"{image.ImageId} is gone for good: {forecast.Because}");
        return new RecycleBinCoverage
        {
            Region = region.Name, AccountId = image.OwnerId ?? "", ImageId = image.ImageId!, Name = image.Name ?? "",
            Restorable = whole.Verdict, RestorableUntil = whole.Until, Because = whole.Because.Length > 0 ? whole.Because : Ages([forecast, .. snapshots.Select(snapshot => snapshot.Bin).OfType<BinForecast>()]),
            Image = forecast,
            Snapshots = [.. snapshots.Select(snapshot => new SnapshotCoverage { SnapshotId = snapshot.Snapshot.SnapshotId, SizeGiB = snapshot.Snapshot.SizeGiB, Bin = snapshot.Bin, KeptBecause = snapshot.KeptBecause })],
        };
    }

    private static string Ages(IEnumerable<BinForecast> forecasts)
    {
        string[] unknown = [.. forecasts.Where(forecast => forecast.RuleIdentifier is not null && forecast.RuleCreationTime is null).Select(forecast => forecast.RuleIdentifier!).Distinct().Order(StringComparer.Ordinal)];
        return unknown.Length == 0 ? "" : $"age unknown of rule {string.Join(", ", unknown)}: one that was made less than half an hour ago may not act yet";
    }
}
