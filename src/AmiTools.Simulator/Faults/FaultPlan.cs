namespace AmiTools.Simulator;

/// <summary>What goes wrong, and when. Empty at first.</summary>
public sealed class FaultPlan
{
    private readonly object _gate = new();
    private readonly List<FaultRule> _rules = [];
    private readonly long _seed;
    private int _added;

    internal FaultPlan(long seed) => _seed = seed;

    /// <summary>How far readers lag behind writers.</summary>
    public ConsistencySettings Consistency { get; } = new();

    /// <summary>Whether EC2 holds callers to its token buckets (<see cref="RequestBuckets"/>). Off by default.</summary>
    public bool Throttling { get; set; }

    /// <summary>The rules, in the order in which they were added; the first that hits decides, latencies add up.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_gate)
                return [.. _rules];
        }
    }

    /// <summary>Plans a fault.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="operation">Which operations, with <c>*</c> and <c>?</c>.</param>
    /// <param name="region">In which regions, with the same wildcards.</param>
    /// <param name="account">For which accounts, with the same wildcards.</param>
    /// <param name="first">The first of the matching calls that it can hit, from 1.</param>
    /// <param name="times">How many of the matching calls from there on it can hit; null: all.</param>
    /// <param name="probability">How likely it hits each of them, from the seed.</param>
    public FaultRule Add(Fault fault, string operation = "*", string region = "*", string account = "*", int first = 1, int? times = null, double probability = 1)
    {
        lock (_gate)
        {
            var rule = new FaultRule(_seed, ++_added, fault, operation, region, account, first, times, probability);
            _rules.Add(rule);
            return rule;
        }
    }

    /// <summary>Takes a fault out of the plan; false where it is not in it.</summary>
    public bool Remove(FaultRule rule)
    {
        lock (_gate)
            return _rules.Remove(rule);
    }

    /// <summary>Takes all faults out of the plan. Lags and throttling stay as they are.</summary>
    public void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    /// <summary>What happens to one request.</summary>
    internal (TimeSpan Latency, Fault? Fault) Decide(string operation, string region, string account)
    {
        var latency = TimeSpan.Zero;
        Fault? decided = null;
        lock (_gate)
        {
            foreach (var rule in _rules)
            {
                if (decided is not null && rule.Fault.Kind != FaultKind.Latency)
                    continue;
                if (!rule.Hit(operation, region, account))
                    continue;
                if (rule.Fault.Kind == FaultKind.Latency)
                    latency += rule.Fault.Delay;
                else
                    decided = rule.Fault;
            }
        }
        return (latency, decided);
    }
}
