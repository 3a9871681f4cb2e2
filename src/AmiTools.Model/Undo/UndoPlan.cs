namespace AmiTools;

/// <summary>Which changes are to be undone: those of <see cref="Receipt"/>, or those of a journal.</summary>
public sealed class UndoOptions
{
    /// <summary>Who asks. Its regions, where it names any, bound what is undone.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The changes, in any order.</summary>
    public IReadOnlyList<AmiChangeReceipt> Receipt { get; init; } = [];

    /// <summary>The file of a journal whose changes are to be undone; null where <see cref="Receipt"/> has them.</summary>
    public string? Path { get; init; }

    /// <summary>Of the journal only what was changed from then on, UTC; null for all.</summary>
    public DateTime? Since { get; init; }

    /// <summary>How long what comes back from the Recycle Bin may take to be ready again.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(2);
}

/// <summary>What undoing would do.</summary>
public sealed class UndoPlan : Plan<UndoStep>
{
    /// <summary>What was asked for.</summary>
    public required UndoOptions Options { get; init; }

    /// <summary>What comes back from the Recycle Bin first; null where nothing does.</summary>
    public RestorePlan? Restore { get; init; }
}

/// <summary>One resource that is to be as it was before the oldest of its changes.</summary>
public sealed class UndoStep : PlanStep
{
    /// <summary>The image or the snapshot.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>The account that owns it.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>The name of an image; otherwise empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>How it was. What is null is left as it is.</summary>
    public required AmiFormerState Former { get; init; }

    /// <summary>Whether the deprecation date is a part of it: that it is null in <see cref="Former"/> then means that there was none.</summary>
    public bool HasDeprecation { get; init; }

    /// <summary>Whether it was removed, and is in the Recycle Bin.</summary>
    public bool IsGone { get; init; }

    /// <summary>What would be changed, a part of a sentence each. Of a resource that is gone, what is known only after its return is not among it.</summary>
    public IReadOnlyList<string> Differences { get; init => field = Indexable.List(value); } = [];

    /// <summary>What cannot be brought back, and why, a sentence each.</summary>
    public IReadOnlyList<string> NotUndone { get; init => field = Indexable.List(value); } = [];

    /// <summary>The changes that this undoes.</summary>
    public IReadOnlyList<string> ReceiptIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>Whether it is as it was already.</summary>
    public bool IsDone => !IsGone && Differences.Count == 0;
}
