namespace AmiTools;

/// <summary>What the Recycle Bin would do with a resource that is deleted now.</summary>
public sealed class BinForecast
{
    /// <summary>Whether the resource would lie in the bin. Unknown where the rules could not be read.</summary>
    public required RecycleBinVerdict Verdict { get; init; }

    /// <summary>Until when it could be restored, UTC; null where it could not, or nobody knows.</summary>
    public DateTime? Until { get; init; }

    /// <summary>The rule that keeps it; null where none does.</summary>
    public string? RuleIdentifier { get; init; }

    /// <summary>When that rule was made, UTC: known of those that this module made; null for others, because AWS keeps no such time.</summary>
    public DateTime? RuleCreationTime { get; init; }

    /// <summary>Why, as a part of a sentence: <c>no rule of eu-west-1 covers it</c>.</summary>
    public string Because { get; init; } = "";

    /// <summary>Whether nothing is lost where it is gone for good: an image that failed cannot be launched, now or ever.</summary>
    public bool NothingIsLost { get; init; }

    /// <summary>What happens, as a part of a sentence.</summary>
    public override string ToString() => Verdict switch
    {
        RecycleBinVerdict.Yes => $"into the Recycle Bin until {Until:yyyy-MM-dd HH:mm} UTC (rule {RuleIdentifier})",
        RecycleBinVerdict.No => $"gone for good: {Because}",
        _ => $"perhaps gone for good: {Because}",
    };
}
