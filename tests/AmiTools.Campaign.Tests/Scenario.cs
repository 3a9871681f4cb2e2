using AmiTools.Campaign.Tests.Workloads;
using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests;

/// <summary>What a seed decides: the estate, what is done in it, what goes wrong and where processes die.</summary>
internal sealed class Scenario
{
    private Scenario(long seed, SeededRandom random, Type? workload)
    {
        Seed = seed;
        Estate = new Estate(seed, SeededRandom.For(seed, "estate"));
        Workload = Workloads.Workload.Pick(workload, SeededRandom.For(seed, "workload"), Estate);
        Faults = FaultMix.Pick(SeededRandom.For(seed, "fault mix"), Workload.Operations);
        Deaths = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Chance(0.6) ? new Death(random.Next(1, 60), random.Chance(0.5)) : null)];
    }

    public long Seed { get; }

    public Estate Estate { get; }

    public Workload Workload { get; }

    public FaultMix Faults { get; }

    /// <summary>One process after another, while things go wrong: where it dies, or null where it comes to its end.</summary>
    public IReadOnlyList<Death?> Deaths { get; }

    /// <summary>The scenario of a seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="workload">The workload, where not the seed is to pick it.</param>
    public static Scenario Of(long seed, Type? workload = null) => new(seed, SeededRandom.For(seed, "deaths"), workload);

    public override string ToString() => $"seed {Seed}: {Workload}; {Faults}; processes: {string.Join(", ", Deaths.Select(death => death?.ToString() ?? "to its end"))}";
}

/// <summary>Where a process dies.</summary>
/// <param name="Request">At which of its requests, from 1.</param>
/// <param name="ServerActs">Whether that request still reaches AWS.</param>
internal sealed record Death(int Request, bool ServerActs)
{
    public override string ToString() => $"killed {(ServerActs ? "after" : "before")} request {Request}";
}
