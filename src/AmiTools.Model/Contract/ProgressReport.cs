namespace AmiTools;

/// <summary>How far one long step is: a region's copies, an image's snapshots.</summary>
public sealed class ProgressReport
{
    /// <summary>What stays the same over the life of the step and tells it from all others: an image id, a region.</summary>
    public required string Key { get; init; }

    /// <summary>The step that this one is a part of; null for a step of its own.</summary>
    public string? ParentKey { get; init; }

    /// <summary>What is being done: <c>Copy ami-0abc to eu-west-1</c>.</summary>
    public required string Activity { get; init; }

    /// <summary>Where it stands, in words: <c>2 of 3 snapshots completed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>0 to 100, or null where AWS does not tell.</summary>
    public int? Percent { get; init; }

    /// <summary>How long it will still take at the rate seen so far, or null where no rate is known yet.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>True when the step has ended, well or not.</summary>
    public bool Completed { get; init; }
}
