using AmiTools.Simulator;

namespace AmiTools.Campaign.Tests;

/// <summary>What goes wrong while a workload runs.</summary>
internal sealed class FaultMix
{
    private static readonly Fault[] s_passing = [Fault.Throttle, Fault.InternalError, Fault.InternalErrorAfter, Fault.Unavailable, Fault.CutBefore, Fault.CutAfter, Fault.CutInBody, Fault.Truncate, Fault.EmptyBody, Fault.Html(), Fault.Latency(TimeSpan.FromSeconds(40))];

    private static readonly Fault[] s_refusals =
    [
        Fault.Deny,
        Fault.Error("SnapshotLimitExceeded", "You have exceeded the number of allowed snapshots."),
        Fault.Error("ResourceLimitExceeded", "The maximum number of concurrent operations is reached."),
    ];

    private readonly List<(Fault Fault, string Operation, int First, int? Times, double Probability)> _faults = [];
    private readonly List<FaultRule> _rules = [];
    private TimeSpan _lag;
    private double _flicker;
    private bool _throttling;

    /// <summary>Draws a mix.</summary>
    /// <param name="random">Chance of the scenario.</param>
    /// <param name="operations">The operations that the workload lives on: refusals hit one of them.</param>
    public static FaultMix Pick(SeededRandom random, IReadOnlyList<string> operations)
    {
        FaultMix mix = new();
        int passing = random.Next(0, 4);
        for (int index = 0; index < passing; index++)
        {
            string operation = random.Chance(0.5) ? "*" : random.Pick(operations);
            mix._faults.Add((random.Pick(s_passing), operation, random.Next(1, operation == "*" ? 20 : 4), null, operation == "*" ? 0.02 + (0.1 * random.NextDouble()) : 0.3 + (0.4 * random.NextDouble())));
        }

        if (random.Chance(0.35)) mix._faults.Add((random.Pick(s_refusals), random.Pick(operations), random.Next(1, 4), random.Chance(0.5) ? null : 1, 1));
        if (random.Chance(0.5)) mix._lag = TimeSpan.FromSeconds(random.Next(1, 25));
        mix._flicker = random.NextDouble() * 0.5;
        mix._throttling = random.Chance(0.3);
        return mix;
    }

    public void Begin(FaultPlan plan)
    {
        foreach ((Fault fault, string operation, int first, int? times, double probability) in _faults) _rules.Add(plan.Add(fault, operation, first: first, times: times, probability: probability));
        plan.Consistency.NewIdLag = plan.Consistency.ListLag = plan.Consistency.TagLag = plan.Consistency.BinLag = _lag;
        plan.Consistency.Flicker = _flicker;
        plan.Throttling = _throttling;
    }

    /// <summary>Ends all of it, and says what has hit, by kind.</summary>
    public IReadOnlyDictionary<string, int> End(FaultPlan plan)
    {
        plan.Clear();
        plan.Consistency.NewIdLag = plan.Consistency.ListLag = plan.Consistency.TagLag = plan.Consistency.BinLag = TimeSpan.Zero;
        plan.Throttling = false;
        return _rules.GroupBy(rule => rule.Fault.ToString()).ToDictionary(kind => kind.Key, kind => kind.Sum(rule => rule.Hits));
    }

    public override string ToString() =>
        $"faults: {(_faults.Count == 0 ? "none" : string.Join(", ", _faults.Select(fault => $"{fault.Fault} at {fault.Operation} from call {fault.First}{(fault.Times is { } times ? $" {times} times" : "")} p={fault.Probability:0.00}")))}; lag {_lag.TotalSeconds:0} s{(_throttling ? "; token buckets" : "")}";
}
