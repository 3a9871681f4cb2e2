namespace AmiTools;

/// <summary>Of which images and snapshots it is asked whether anything uses them.</summary>
public sealed class UsageQuery
{
    /// <summary>How many of the newest versions of each launch template AWS looks at where nothing else is said.</summary>
    public const int DefaultVersionDepth = 10;

    /// <summary>The most versions that AWS looks at (service model).</summary>
    public const int DeepestVersionDepth = 10_000;

    /// <summary>Who asks; its regions are used for what knows none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The caller's own images and snapshots, in any mixture. One that is not there is a failure of its own.</summary>
    public required IReadOnlyList<ResourceReference> Id { get; init; }

    /// <summary>How many of the newest versions of each launch template count, 1 to 10,000. The latest, the default and those that an Auto Scaling group names count always.</summary>
    public int VersionDepth { get; init; } = DefaultVersionDepth;

    /// <summary>
    /// Has AWS make a report on how other accounts use an image that has none, and waits for it. The only thing that changes anything: the report stays in the account for 30 days.
    /// </summary>
    public bool CreateUsageReport { get; init; }
}
