namespace AmiTools;

/// <summary>Which snapshots are waited for.</summary>
public sealed class SnapshotWaitOptions
{
    /// <summary>Who asks; its region is used for snapshots that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The snapshots. What other commands return is enough, also read back from a file.</summary>
    public required IReadOnlyList<ResourceReference> SnapshotId { get; init; }

    /// <summary>How long to wait at the most.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(24);
}
