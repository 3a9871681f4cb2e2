namespace AmiTools.Engine;

/// <summary>How patient the engine is, and how much it does at a time. The defaults are for AWS; tests shorten nothing, because they run on simulated time.</summary>
public sealed class EngineSettings
{
    /// <summary>How long after the first look at an image the second one comes.</summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest time between two looks.</summary>
    public TimeSpan SlowestPoll { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a resource that was just made may be unknown to AWS's reads before it counts as missing. AWS names no bound; minutes have been seen.</summary>
    public TimeSpan VisibilityWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for a resource that somebody names, which may have been made a moment ago by another process.</summary>
    public TimeSpan NamedResourceWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an instance that is just being launched is waited for.</summary>
    public TimeSpan InstanceLaunchWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an instance may take to stop. Windows with updates to finish is slow.</summary>
    public TimeSpan InstanceStopWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a new volume may take to be available. Seconds are usual.</summary>
    public TimeSpan VolumeWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long attaching and detaching a volume may take. One that the machine still uses does not come off.</summary>
    public TimeSpan AttachmentWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long AWS's status checks of an instance may fail on end before a wait gives up. A machine that checks its disks while it boots fails them for a while.</summary>
    public TimeSpan ImpairedWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long replacing a root volume may take. Minutes are usual; AWS names no bound.</summary>
    public TimeSpan RootReplacementWindow { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long AWS is asked again where it says that too much is going on at the moment.</summary>
    public TimeSpan BusyWindow { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long a usage report is waited for that was asked for; AWS names no time.</summary>
    public TimeSpan UsageReportWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long cleaning up may take after a failure or a stop.</summary>
    public TimeSpan CleanUpWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long removing the machine of a recovery test may take after a stop. A security group can be deleted only when its machine is gone, which takes AWS about a minute.</summary>
    public TimeSpan DrillCleanUpWindow { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long AWS may take to remove it otherwise.</summary>
    public TimeSpan DrillRemovalWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How many reads of one poll in a row may fail before a wait gives up.</summary>
    public int PollFailures { get; init; } = 5;

    /// <summary>How many items of one command are worked on at a time.</summary>
    public int Parallelism { get; init; } = 16;

    /// <summary>How many snapshot copies AWS runs at a time towards one region.</summary>
    public int SnapshotCopies { get; init; } = 20;
}
