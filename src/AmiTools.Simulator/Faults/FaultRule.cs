namespace AmiTools.Simulator;

/// <summary>When a fault happens.</summary>
public sealed class FaultRule
{
    private readonly Wildcard _operation;
    private readonly Wildcard _region;
    private readonly Wildcard _account;
    private readonly Dictionary<(string Operation, string Region), int> _matchesByPlace = [];
    private readonly long _seed;
    private readonly int _number;
    private int _matches;

    internal FaultRule(long seed, int number, Fault fault, string operation, string region, string account, int first, int? times, double probability)
    {
        _seed = seed;
        _number = number;
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

    internal bool Hit(string operation, string region, string account)
    {
        if (!_operation.Matches(operation) || !_region.Matches(region) || !_account.Matches(account))
            return false;
        _matches++;
        // Chance is drawn for the n-th call of an operation in a region, so that it does not depend on which of several threads came first elsewhere.
        var place = _matchesByPlace[(operation, region)] = _matchesByPlace.GetValueOrDefault((operation, region)) + 1;
        if (_matches < First || _matches - First >= Times || !SeededRandom.For(_seed, $"fault {_number}/{operation}/{region}/{place}").Chance(Probability))
            return false;
        Hits++;
        return true;
    }
}
