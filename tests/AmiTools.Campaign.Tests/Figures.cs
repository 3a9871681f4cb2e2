using System.Collections.Concurrent;

namespace AmiTools.Campaign.Tests;

/// <summary>What many scenarios came to.</summary>
internal sealed class Figures
{
    public int Scenarios { get; private set; }

    public int Kills { get; private set; }

    public SortedDictionary<string, int> Hits { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Workloads { get; } = new(StringComparer.Ordinal);

    /// <summary>Scenarios that broke an invariant.</summary>
    public List<Report> Broken { get; } = [];

    /// <summary>Plays scenarios, as many at a time as there are processors.</summary>
    public static async Task<Figures> PlayAsync(long first, int count, Action<Report>? each = null)
    {
        ConcurrentQueue<Report> reports = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForEachAsync(Enumerable.Range(0, count).Select(index => first + index), options, async (seed, _) =>
        {
            Report report = await CampaignRun.PlayAsync(seed);
            reports.Enqueue(report);
            each?.Invoke(report);
        });
        Figures figures = new();
        foreach (Report report in reports) figures.Add(report);
        return figures;
    }

    private void Add(Report report)
    {
        Scenarios++;
        Kills += report.Kills;
        Workloads[report.Workload] = Workloads.GetValueOrDefault(report.Workload) + 1;
        foreach ((string kind, int hits) in report.Hits) Hits[kind] = Hits.GetValueOrDefault(kind) + hits;
        if (report.Violations.Count > 0) Broken.Add(report);
    }
}
