namespace AmiTools;

/// <summary>What all that was measured costs. In US dollars, or in the currency of the price list that was given.</summary>
public sealed class AmiCostTotal
{
    /// <summary>The account; empty where the endpoint does not tell.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>The regions that were read.</summary>
    public IReadOnlyList<string> Regions { get; init => field = Indexable.List(value); } = [];

    /// <summary>What it costs a month at the most; copies that are not made yet are not in it.</summary>
    public decimal TotalMonthlyCost { get; init; }

    /// <summary>What it costs a month at the least.</summary>
    public decimal TotalLeastMonthlyCost { get; init; }

    /// <summary>What the copies would add a month at the most.</summary>
    public decimal CopyMonthlyCost { get; init; }

    /// <summary>What the copies would cost once, at the most.</summary>
    public decimal CopyOneTimeCost { get; init; }

    /// <summary>What each kind costs a month at the most.</summary>
    public IReadOnlyDictionary<AmiCostKind, decimal> ByKind { get; init; } = new Dictionary<AmiCostKind, decimal>();

    /// <summary>How many things there are whose cost nothing tells; they are not in the sums.</summary>
    public int UnknownCount { get; init; }

    /// <summary>Where the prices come from.</summary>
    public required string Prices { get; init; }

    /// <summary>Whether all was read that was asked for. What could not be is told in <see cref="Because"/>.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether the figures are an estimate.</summary>
    public bool IsEstimate => Because.Count > 0;

    /// <summary>Why they are, and what is not counted.</summary>
    public IReadOnlyList<string> Because { get; init => field = Indexable.List(value); } = [];

    /// <summary>The sum.</summary>
    public override string ToString() => FormattableString.Invariant($"{TotalLeastMonthlyCost:0.00} to {TotalMonthlyCost:0.00} a month");
}

/// <summary>Everything that was measured in one account.</summary>
public sealed class AmiCostReport
{
    /// <summary>What costs, the dearest first.</summary>
    public IReadOnlyList<AmiCost> Costs { get; init => field = Indexable.List(value); } = [];

    /// <summary>The sum.</summary>
    public required AmiCostTotal Total { get; init; }
}
