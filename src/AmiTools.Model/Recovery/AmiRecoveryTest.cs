namespace AmiTools;

/// <summary>Whether a backup came up as a machine, and how long that took. The machine is gone again.</summary>
public sealed class AmiRecoveryTest : AmiResource
{
    /// <summary>The image that was launched.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The backup that was named: <see cref="ImageId"/>, or the image that it is a copy of.</summary>
    public required string RestoredFromImageId { get; init; }

    /// <summary>The region of that backup.</summary>
    public required string RestoredFromRegion { get; init; }

    /// <summary>Whether the machine came up: it passed AWS's status checks and, where one was asked for, showed the marker.</summary>
    public required bool Passed { get; init; }

    /// <summary>Why it did not, one of the module's error codes: <c>LaunchFailed</c>, <c>StatusCheckFailed</c>, <c>WaitTimedOut</c>; null where it did.</summary>
    public string? FailureCode { get; init; }

    /// <summary>Why it did not, in words; null where it did.</summary>
    public string? Failure { get; init; }

    /// <summary>From the launch until everything was passed, as exact as AWS was asked: every 15 seconds at first, later up to every 2 minutes. Null where it did not come up.</summary>
    public TimeSpan? TimeToRecover { get; init; }

    /// <summary>When the machine was launched, UTC.</summary>
    public required DateTime StartTime { get; init; }

    /// <summary>The machine. It is gone.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its type.</summary>
    public string InstanceType { get; init; } = "";

    /// <summary>The zone that it ran in.</summary>
    public string AvailabilityZone { get; init; } = "";

    /// <summary>The text that was looked for in its console; null where none was.</summary>
    public string? ConsoleMarker { get; init; }

    /// <summary>The last lines of its console, at most 40, where it did not come up and AWS has them; otherwise empty.</summary>
    public IReadOnlyList<string> ConsoleTail { get; init => field = Indexable.List(value); } = [];

    /// <summary>What was made for the test and could not be removed: ids of the instance, its volumes and its security group.</summary>
    public IReadOnlyList<string> LeftOver { get; init => field = Indexable.List(value); } = [];

    /// <summary>The launch, for whoever keeps a journal.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}
