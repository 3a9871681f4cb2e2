namespace AmiTools.Simulator;

/// <summary>How long what is not done at once takes, in simulated time. Rates are of the data that moves, not of the volume's size.</summary>
public sealed class PaceSettings
{
    /// <summary>MiB per second from a volume into a snapshot.</summary>
    public double SnapshotRate { get; set; } = 100;

    /// <summary>MiB per second from one region to another, and to another key.</summary>
    public double CopyRate { get; set; } = 25;

    /// <summary>MiB per second from snapshots into a bucket, and back.</summary>
    public double StoreRate { get; set; } = 100;

    /// <summary>What each snapshot takes beside its data.</summary>
    public TimeSpan SnapshotOverhead { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Part of a volume's data that has changed since its last snapshot.</summary>
    public double ChangedPart { get; set; } = 0.1;

    /// <summary>From the last snapshot's completion to the image being available.</summary>
    public TimeSpan ImageOverhead { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long RegisterImage leaves an image pending; zero: it is available at once.</summary>
    public TimeSpan Register { get; set; }

    /// <summary>Until a copy finds out that its key or its source cannot be used.</summary>
    public TimeSpan LateCheck { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>From <c>pending</c> to <c>running</c>.</summary>
    public TimeSpan InstanceStart { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>From <c>stopping</c> to <c>stopped</c>.</summary>
    public TimeSpan InstanceStop { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>From <c>shutting-down</c> to <c>terminated</c>.</summary>
    public TimeSpan InstanceShutdown { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>From <c>running</c> to both status checks being <c>ok</c>.</summary>
    public TimeSpan StatusChecks { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a terminated instance is still shown.</summary>
    public TimeSpan TerminatedShown { get; set; } = TimeSpan.FromHours(1);

    /// <summary>From <c>creating</c> to <c>available</c>.</summary>
    public TimeSpan VolumeCreate { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>To attach a volume, and to detach it.</summary>
    public TimeSpan VolumeAttach { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>From <c>pending</c> to <c>in-progress</c>, and from <c>failing</c> to its end, of the replacement of a root volume.</summary>
    public TimeSpan RootReplaceStart { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The replacement of a root volume itself, reboot included.</summary>
    public TimeSpan RootReplace { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>From <c>deleting</c> to gone.</summary>
    public TimeSpan VolumeDelete { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From <c>modifying</c> to <c>optimizing</c>.</summary>
    public TimeSpan VolumeModify { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>MiB per second at which a modified or copied volume is brought to its final form.</summary>
    public double VolumeOptimizeRate { get; set; } = 50;

    /// <summary>From leaving the Recycle Bin to being usable, for snapshots.</summary>
    public TimeSpan RecycleBinRecovery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Into the archive tier.</summary>
    public TimeSpan Archive { get; set; } = TimeSpan.FromHours(3);

    /// <summary>Out of the archive tier.</summary>
    public TimeSpan ArchiveRestore { get; set; } = TimeSpan.FromHours(24);

    /// <summary>From <c>enabling</c> to <c>optimizing</c>, and from <c>disabling</c> to <c>disabled</c>, of fast snapshot restores.</summary>
    public TimeSpan FastRestoreSwitch { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What a TiB takes to be optimised for fast restores.</summary>
    public TimeSpan FastRestorePerTiB { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>From <c>enabling</c> to <c>enabled</c> of fast launches, and from <c>disabling</c> to gone.</summary>
    public TimeSpan FastLaunchSwitch { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>What an image usage report takes.</summary>
    public TimeSpan UsageReport { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Until AWS notes that an image was launched.</summary>
    public TimeSpan LastLaunchedLag { get; set; } = TimeSpan.FromHours(24);

    internal TimeSpan Snapshot(long bytes) => SnapshotOverhead + Move(bytes, SnapshotRate);

    internal TimeSpan Copy(long bytes) => SnapshotOverhead + Move(bytes, CopyRate);

    internal static TimeSpan Move(long bytes, double mebibytesPerSecond) => TimeSpan.FromSeconds(bytes / 1048576.0 / mebibytesPerSecond);
}
