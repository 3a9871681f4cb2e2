namespace AmiTools;

/// <summary>Which instances are to be tested, and what is asked of their backups.</summary>
public sealed class ComplianceQuery
{
    /// <summary>The objective where neither the command nor the instance names one.</summary>
    public static readonly TimeSpan DefaultMaxAge = TimeSpan.FromHours(24);

    /// <summary>Who asks; the instances are looked for in its regions.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The instances; empty for all of the regions, or those that <see cref="Tag"/> selects.</summary>
    public IReadOnlyList<ResourceReference> InstanceId { get; init; } = [];

    /// <summary>Tags that select the instances: a value may have wildcards, null asks only for the key. Not together with <see cref="InstanceId"/>.</summary>
    public IReadOnlyDictionary<string, string?> Tag { get; init; } = new Dictionary<string, string?>();

    /// <summary>How old the data of a good backup may be at the most (the recovery point objective). An instance's tag <see cref="AmiToolsTags.RecoveryPointObjective"/> counts in its place.</summary>
    public TimeSpan MaxAge { get; init; } = DefaultMaxAge;

    /// <summary>In how many regions a good backup must lie, from 1.</summary>
    public int MinRegion { get; init; } = 1;

    /// <summary>Whether only backups count of which every snapshot is encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The regions, also as wildcards, in which a backup counts; empty for all that the account has enabled.</summary>
    public IReadOnlyList<string> BackupRegion { get; init; } = [];
}
