namespace AmiTools.Engine.Pricing;

/// <summary>What copying between regions costs, from AWS's public list prices. Every figure made of it is an estimate, and is called one.</summary>
internal static class TransferPrices
{
    /// <summary>When the list was last compared with AWS's pages.</summary>
    public static readonly DateOnly AsOf = new(2026, 11, 21);

    /// <summary>US dollars a GiB out of a region to any other; the dearest where the list does not know the region.</summary>
    private static readonly Dictionary<string, decimal> s_perGiB = new(StringComparer.Ordinal)
    {
        ["us-east-1"] = 0.02m, ["us-east-2"] = 0.02m, ["us-west-1"] = 0.02m, ["us-west-2"] = 0.02m, ["ca-central-1"] = 0.02m, ["ca-west-1"] = 0.02m,
        ["eu-west-1"] = 0.02m, ["eu-west-2"] = 0.02m, ["eu-west-3"] = 0.02m, ["eu-central-1"] = 0.02m, ["eu-central-2"] = 0.02m, ["eu-north-1"] = 0.02m, ["eu-south-1"] = 0.02m, ["eu-south-2"] = 0.02m,
        ["ap-northeast-1"] = 0.09m, ["ap-northeast-2"] = 0.08m, ["ap-northeast-3"] = 0.09m, ["ap-southeast-1"] = 0.09m, ["ap-southeast-2"] = 0.098m,
        ["ap-south-1"] = 0.086m, ["ap-east-1"] = 0.09m, ["sa-east-1"] = 0.138m, ["me-south-1"] = 0.1105m, ["me-central-1"] = 0.11m, ["il-central-1"] = 0.11m, ["af-south-1"] = 0.147m,
        ["us-gov-east-1"] = 0.03m, ["us-gov-west-1"] = 0.03m,
    };

    /// <summary>The surcharge of a time-based copy, US dollars a GiB, by the longest duration that it holds for.</summary>
    private static readonly (TimeSpan UpTo, decimal PerGiB)[] s_timeBased =
    [
        (TimeSpan.FromMinutes(15), 0.020m), (TimeSpan.FromMinutes(45), 0.018m), (TimeSpan.FromMinutes(105), 0.016m), (TimeSpan.FromMinutes(225), 0.014m),
        (TimeSpan.FromMinutes(465), 0.012m), (TimeSpan.FromMinutes(945), 0.010m), (TimeSpan.MaxValue, 0.005m),
    ];

    /// <summary>What a copy of so many GiB costs at the most, in US dollars. Within a region nothing is transferred.</summary>
    public static decimal Estimate(string from, string to, int sizeGiB, TimeSpan? completionDuration)
    {
        decimal transfer = from == to ? 0 : PerGiB(from, to);
        decimal surcharge = completionDuration is { } duration ? s_timeBased.First(row => duration <= row.UpTo).PerGiB : 0;
        return decimal.Round(sizeGiB * (transfer + surcharge), 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>US dollars a GiB from one region to another one.</summary>
    public static decimal PerGiB(string from, string to) => IsNeighbour(from, to) ? 0.01m : s_perGiB.GetValueOrDefault(from, s_perGiB.Values.Max());

    // AWS bills these two as one metropolis.
    private static bool IsNeighbour(string from, string to) => (from, to) is ("us-east-1", "us-east-2") or ("us-east-2", "us-east-1");
}
