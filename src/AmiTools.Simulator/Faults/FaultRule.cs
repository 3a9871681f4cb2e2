namespace AmiTools.Simulator;

/// <summary>When a fault happens.</summary>
public sealed class FaultRule
{
    private readonly Wildcard _operation;
    private readonly Wildcard _region;
    private readonly Wildcard _account;
    private int _matches;

    internal FaultRule(Fault fault, string operation, string region, string account, int first, int? times, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        if (probability is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability must be from 0 to 1.");
        Fault = fault;
        _operation = Wildcard.Parse(operation);
        _region = Wildcard.Parse(region);
        _account = Wildcard.Parse(account);
        First = first;
        Times = times;
        Probability = probability;
    }

    /// <summary>What goes wrong.</summary>
    public Fault Fault { get; }

    /// <summary>The first of the matching calls that it can hit, from 1.</summary>
    public int First { get; }

    /// <summary>How many of the matching calls from there on it can hit; null: all.</summary>
    public int? Times { get; }

    /// <summary>How likely it hits each of them.</summary>
    public double Probability { get; }

    /// <summary>How many calls it has hit so far.</summary>
    public int Hits { get; private set; }

    internal bool Hit(string operation, string region, string account, SeededRandom random)
    {
        if (!_operation.Matches(operation) || !_region.Matches(region) || !_account.Matches(account))
            return false;
        _matches++;
        if (_matches < First || _matches - First >= Times || !random.Chance(Probability))
            return false;
        Hits++;
        return true;
    }
}
