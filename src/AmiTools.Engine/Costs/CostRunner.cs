using AmiTools.Engine.Images;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Costs;

/// <summary>Reads the regions, and adds up.</summary>
internal sealed class CostRunner(EngineSession session, CostOptions options, PriceList prices, IEngineEvents events)
{
    private readonly List<AmiException> _gaps = [];

    private bool IsAll => options.ImageId.Count == 0;

    /// <summary>The report.</summary>
    public async Task<AmiCostReport> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> destinations = options.DestinationRegion.Count == 0 ? [] : await ResolveAsync(options.DestinationRegion, cancellationToken).ConfigureAwait(false);
        string account = await session.AccountIdAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CostEstate> estates = IsAll ? await AllAsync(cancellationToken).ConfigureAwait(false) : await NamedAsync(cancellationToken).ConfigureAwait(false);
        if (options.CountBlock) estates = await Task.WhenAll(estates.Select(estate => CountedAsync(estate, cancellationToken))).ConfigureAwait(false);
        foreach (CostEstate estate in estates) _gaps.AddRange(estate.Gaps);
        foreach (AmiException gap in _gaps) await events.FailAsync(gap).ConfigureAwait(false);

        CostSheet[] sheets = [.. estates.Select(estate => new CostSheet(estate, IsAll, account, prices))];
        AmiCost[] costs = [.. sheets.SelectMany(sheet => sheet.Costs()), .. sheets.SelectMany(sheet => destinations.SelectMany(sheet.Copies))];
        return new AmiCostReport
        {
            Costs = [.. costs.OrderBy(cost => cost.Kind == AmiCostKind.Copy).ThenByDescending(cost => cost.MonthlyCost).ThenBy(cost => cost.ResourceId, StringComparer.Ordinal)],
            Total = Total(costs, account, [.. estates.Select(estate => estate.Region.Name)]),
        };
    }

    private async Task<CostEstate> CountedAsync(CostEstate estate, CancellationToken cancellationToken)
    {
        BlockCounter counter = new(estate.Region, events);
        IReadOnlyDictionary<string, BlockCount> counts = await counter.CountAsync(estate.Snapshots, IsAll, cancellationToken).ConfigureAwait(false);
        return estate with { Counts = counts, Gaps = counter.Gap is { } gap ? [.. estate.Gaps, gap] : estate.Gaps };
    }

    private AmiCostTotal Total(AmiCost[] costs, string account, string[] regions)
    {
        AmiCost[] present = [.. costs.Where(cost => cost.Kind != AmiCostKind.Copy)];
        AmiCost[] copies = [.. costs.Except(present)];
        return new AmiCostTotal
        {
            AccountId = account,
            Regions = regions,
            TotalMonthlyCost = present.Sum(cost => cost.MonthlyCost ?? 0),
            TotalLeastMonthlyCost = present.Sum(cost => cost.LeastMonthlyCost),
            CopyMonthlyCost = copies.Sum(cost => cost.MonthlyCost ?? 0),
            CopyOneTimeCost = copies.Sum(cost => cost.OneTimeCost),
            ByKind = present.GroupBy(cost => cost.Kind).ToDictionary(kind => kind.Key, kind => kind.Sum(cost => cost.MonthlyCost ?? 0)),
            UnknownCount = costs.Count(cost => cost.MonthlyCost is null),
            Prices = prices.Title,
            IsComplete = _gaps.Count == 0,
            Because = [.. _gaps.Select(gap => $"not read: {gap.Message}"), .. costs.SelectMany(cost => cost.Because).Where(reason => !reason.StartsWith("snap-", StringComparison.Ordinal)).Distinct()],
        };
    }

    private async Task<IReadOnlyList<CostEstate>> AllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> regions = await ResolveAsync(options.Session.Region, cancellationToken).ConfigureAwait(false);
        CostEstate?[] read = await Task.WhenAll(regions.Select(region => TryAsync(() => CostEstate.ReadAllAsync(session.In(region), cancellationToken)))).ConfigureAwait(false);
        return [.. read.OfType<CostEstate>()];
    }

    private async Task<IReadOnlyList<CostEstate>> NamedAsync(CancellationToken cancellationToken)
    {
        NamedImages images = await NamedImages.ReadAsync(session, options.Session, options.ImageId, session.Settings.NamedResourceWindow, cancellationToken, alsoForeign: true).ConfigureAwait(false);
        _gaps.AddRange(images.Problems);
        _gaps.AddRange(images.Missing.Select(missing => ResourceIds.ImageNotFound(missing.Reference)));
        CostEstate?[] read = await Task.WhenAll(images.Found.GroupBy(named => named.Region).Select(here => TryAsync(() => CostEstate.ReadAsync(here.Key, [.. here.Select(named => named.Image).DistinctBy(image => image.ImageId)], cancellationToken)))).ConfigureAwait(false);
        return [.. read.OfType<CostEstate>()];
    }

    private async Task<IReadOnlyList<string>> ResolveAsync(IReadOnlyList<string> patterns, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> unknown) = await session.Regions.ResolveAsync(patterns, cancellationToken).ConfigureAwait(false);
        _gaps.AddRange(unknown);
        return regions;
    }

    private async Task<CostEstate?> TryAsync(Func<Task<CostEstate>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            lock (_gaps) _gaps.Add(failure);
            return null;
        }
    }
}
