namespace AmiTools;

/// <summary>Which part of a retention plan is carried out.</summary>
public sealed class RetentionRunOptions
{
    /// <summary>Who asks.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The plan.</summary>
    public required AmiRetentionPlan Plan { get; init; }

    /// <summary>The images of the plan that it is carried out for; null for all.</summary>
    public IReadOnlyList<ResourceReference>? ImageId { get; init; }

    /// <summary>After how many failed images nothing more is begun. One count may serve several runs.</summary>
    public FailureCount Failures { get; init; } = new();
}

/// <summary>How much has failed, and how much may.</summary>
/// <param name="most">After how many nothing more is begun; 1 or more.</param>
public sealed class FailureCount(int most = FailureCount.Default)
{
    /// <summary>After how many nothing more is begun where nothing else is said.</summary>
    public const int Default = 10;

    private int _count;

    /// <summary>After how many nothing more is begun.</summary>
    public int Most => most;

    /// <summary>How many have failed.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether it is enough.</summary>
    public bool IsReached => Count >= most;

    /// <summary>One more has failed. From any thread.</summary>
    public void Add() => Interlocked.Increment(ref _count);
}

/// <summary>What carrying out a retention plan would do now.</summary>
public sealed class RetentionRunPlan : Plan<RetentionStep>
{
    /// <summary>What was asked for.</summary>
    public required RetentionRunOptions Options { get; init; }

    /// <summary>When the images were read, UTC.</summary>
    public required DateTime MadeAt { get; init; }
}

/// <summary>One image that the plan's action happens to.</summary>
public sealed class RetentionStep : PlanStep
{
    /// <summary>The image in the plan.</summary>
    public required AmiRetentionItem Item { get; init; }

    /// <summary>The step of the command that does the same for single images.</summary>
    public required PlanStep Change { get; init; }

    /// <summary>Whether there is nothing to do, because an earlier run did it.</summary>
    public bool IsDone { get; init; }
}

/// <summary>An image that a retention plan was carried out for.</summary>
public sealed class AmiRetentionResult : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its family.</summary>
    public string Family { get; init; } = "";

    /// <summary>What happened to it.</summary>
    public required RetentionAction Action { get; init; }

    /// <summary>Whether it was so before this run.</summary>
    public bool AlreadyDone { get; init; }

    /// <summary>Of one that was deleted: until when it can be restored with all its snapshots, UTC; null where it cannot, or nobody knows.</summary>
    public DateTime? RestorableUntil { get; init; }

    /// <summary>Its snapshots.</summary>
    public IReadOnlyList<string> SnapshotIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>Of one that was archived: its snapshots that are in the archive or on their way there, each with its own receipt where this run sent it. Otherwise empty.</summary>
    public IReadOnlyList<EbsSnapshotTier> ArchivedSnapshots { get; init => field = Indexable.List(value); } = [];

    /// <summary>Of one that was archived: its snapshots that are not in the archive, because an image uses them that is not disabled, or because they failed. Otherwise empty.</summary>
    public IReadOnlyList<string> UnarchivedSnapshotIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>What was there before, for Undo-AmiChange; null where nothing was changed about the image itself.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}
