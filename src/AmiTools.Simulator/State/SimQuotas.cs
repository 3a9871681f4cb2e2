namespace AmiTools.Simulator;

/// <summary>What one account may have in each region, with AWS's defaults.</summary>
public sealed class SimQuotas
{
    /// <summary>AMIs, pending, disabled and binned ones included.</summary>
    public int Images { get; set; } = 50_000;

    /// <summary>Public AMIs.</summary>
    public int PublicImages { get; set; } = 5;

    /// <summary>Accounts, organisations and units that one AMI is shared with.</summary>
    public int LaunchPermissions { get; set; } = 1_000;

    /// <summary>Snapshots.</summary>
    public int Snapshots { get; set; } = 100_000;

    /// <summary>Snapshot copies in progress towards this region.</summary>
    public int SnapshotCopies { get; set; } = 20;

    /// <summary>AMI copies in progress towards this region.</summary>
    public int ImageCopies { get; set; } = 300;

    /// <summary>GB of AMIs that are being stored in buckets.</summary>
    public int StoringGB { get; set; } = 1_200;

    /// <summary>GB of AMIs that are being restored from buckets.</summary>
    public int RestoringGB { get; set; } = 600;

    /// <summary>GB of one AMI that is stored in a bucket.</summary>
    public int StoredImageGB { get; set; } = 5_000;

    /// <summary>Snapshots in progress of one volume (one for st1 and sc1).</summary>
    public int PendingSnapshotsPerVolume { get; set; } = 5;

    /// <summary>GiB of all volumes of one type.</summary>
    public long VolumeStorageGiB { get; set; } = 50 * 1024;

    /// <summary>Volume copies in progress.</summary>
    public int VolumeCopies { get; set; } = 5;

    /// <summary>Snapshots with fast restore.</summary>
    public int FastRestoreSnapshots { get; set; } = 5;

    /// <summary>Archived snapshots of one volume.</summary>
    public int ArchivedSnapshotsPerVolume { get; set; } = 25;

    /// <summary>Snapshots on their way into the archive.</summary>
    public int ConcurrentArchives { get; set; } = 25;

    /// <summary>Snapshots on their way out of the archive.</summary>
    public int ConcurrentTierRestores { get; set; } = 5;

    /// <summary>Recycle Bin rules.</summary>
    public int RecycleBinRules { get; set; } = 250;

    /// <summary>Instances that are not terminated.</summary>
    public int Instances { get; set; } = 5_000;
}
