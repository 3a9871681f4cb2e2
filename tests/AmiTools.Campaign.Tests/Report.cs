using AmiTools.Campaign.Tests.Invariants;

namespace AmiTools.Campaign.Tests;

/// <summary>What one scenario came to.</summary>
/// <param name="scenario">What was played.</param>
internal sealed class Report(Scenario scenario)
{
    // The scenario is changed by being played; this is what it began as.
    private readonly string _scenario = scenario.ToString();

    /// <summary>Its kind of workload.</summary>
    public string Workload { get; } = scenario.Workload.GetType().Name;

    /// <summary>The command that plays it again. Threads may meet otherwise each time.</summary>
    public string Again { get; } = $"dotnet run --project tests/AmiTools.Campaign.Tests -- --seed {scenario.Seed} --repeat 20";

    public List<Violation> Violations { get; } = [];

    /// <summary>How many processes were killed.</summary>
    public int Kills { get; set; }

    /// <summary>How many requests faults of each kind have hit.</summary>
    public Dictionary<string, int> Hits { get; } = [];

    public void Add(IReadOnlyDictionary<string, int> hits)
    {
        foreach ((string kind, int count) in hits) Hits[kind] = Hits.GetValueOrDefault(kind) + count;
    }

    public override string ToString() => Violations.Count == 0 ? _scenario : $"{_scenario}\n{string.Join("\n", Violations.Take(6))}\n  again: {Again}";
}

/// <summary>Something against an invariant.</summary>
/// <param name="Invariant">Its name.</param>
/// <param name="Phase">When it was looked at.</param>
/// <param name="What">What is against it.</param>
/// <param name="LastSaid">What the last process said.</param>
/// <param name="Requests">What it asked of AWS.</param>
internal sealed record Violation(string Invariant, Phase Phase, string What, string LastSaid, IReadOnlyList<string> Requests)
{
    public override string ToString() => $"  {Invariant} ({Phase}): {What}\n    last: {LastSaid.Replace("\n", "\n      ")}";
}
