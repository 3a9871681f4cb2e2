namespace AmiTools.Simulator;

/// <summary>One move of a snapshot between the standard tier and the archive.</summary>
internal sealed class SnapshotTiering
{
    /// <summary><c>archival</c>, <c>temporary-restore</c> or <c>permanent-restore</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it is, or was to be, done.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary><c>in-progress</c>, <c>completed</c> or <c>failed</c>.</summary>
    public string Outcome { get; set; } = "in-progress";

    /// <summary>Why it failed; null otherwise.</summary>
    public string? Detail { get; set; }

    /// <summary>When the snapshot last arrived in the archive; null where it never did.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>As DescribeSnapshotTierStatus says it, such as <c>archival-in-progress</c>.</summary>
    public string Status => $"{Operation}-{Outcome}";

    /// <summary>Percent.</summary>
    public int ProgressAt(DateTimeOffset now) =>
        Outcome == "completed" || now >= End ? 100 : (int)Math.Clamp((now - Start) / (End - Start) * 100, 0, 99);
}
