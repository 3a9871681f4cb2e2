using AmiTools.Campaign.Tests.Invariants;

namespace AmiTools.Campaign.Tests;

/// <summary>What one scenario came to.</summary>
/// <param name="scenario">What was played.</param>
/// <param name="workload">Its kind of workload.</param>
internal sealed class Report(string scenario, string workload)
{
    public string Workload => workload;

    public List<Violation> Violations { get; } = [];

    /// <summary>How many processes were killed.</summary>
    public int Kills { get; set; }

    /// <summary>How many requests faults of each kind have hit.</summary>
    public Dictionary<string, int> Hits { get; } = [];

    public void Add(IReadOnlyDictionary<string, int> hits)
    {
        foreach ((string kind, int count) in hits) Hits[kind] = Hits.GetValueOrDefault(kind) + count;
    }

    public override string ToString() => $"{scenario}\n{string.Join("\n", Violations.Take(6))}";
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
