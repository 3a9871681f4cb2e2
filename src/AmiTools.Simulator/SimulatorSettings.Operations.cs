namespace AmiTools.Simulator;

// What the operations leave open, and how long things take.
public sealed partial class SimulatorSettings
{
    /// <summary>How long everything takes.</summary>
    public PaceSettings Pace { get; } = new();

    /// <summary>Whether CreateImage takes another size, type or performance for a volume that the instance has. AWS's reference and its console disagree.</summary>
    public bool CreateImageMayChangeVolumes { get; set; } = true;

    /// <summary>CreateImage calls with NoReboot that one instance may have in progress.</summary>
    public int ConcurrentNoRebootImages { get; set; } = 4;

    /// <summary>Whether a failed image keeps its name from being used until it is deregistered.</summary>
    public bool FailedImagesKeepTheirName { get; set; } = true;

    /// <summary>Whether RegisterImage takes snapshots that are still pending.</summary>
    public bool RegisterPendingSnapshots { get; set; }

    /// <summary>Whether a copy that is not given a description takes the source's.</summary>
    public bool CopiesInheritDescription { get; set; }

    /// <summary>Whether the snapshots that CopyImage makes count towards the quota of snapshot copies.</summary>
    public bool ImageCopiesCountAsSnapshotCopies { get; set; }

    /// <summary>Whether the snapshots of one image copy wait for each other at 99 %, as those of one CreateImage do.</summary>
    public bool ImageCopiesCompleteTogether { get; set; } = true;

    /// <summary>Whether CopySnapshot accepts a source that is not there, and fails later.</summary>
    public bool CopySnapshotIsOptimistic { get; set; } = true;

    /// <summary>Whether a copy fails when its source snapshot is deleted meanwhile.</summary>
    public bool DeletedSourceFailsCopies { get; set; } = true;

    /// <summary>Whether every snapshot of a registered image is in use, rather than its root's only.</summary>
    public bool EverySnapshotOfAnImageInUse { get; set; } = true;

    /// <summary>Whether a store task accepts a bucket that it cannot write to, and fails later.</summary>
    public bool StoreTasksCheckBucketsLate { get; set; }

    /// <summary>Code for storing an image that is being stored already.</summary>
    public string StoreInProgressCode { get; set; } = "InvalidRequest";

    /// <summary>Code for more GB in progress, to a bucket or from one, than the account may have.</summary>
    public string StoreQuotaCode { get; set; } = "ResourceLimitExceeded";

    /// <summary>Code for deleting a locked snapshot.</summary>
    public string LockedSnapshotCode { get; set; } = "OperationNotPermitted";

    /// <summary>Code for deregistering a protected image.</summary>
    public string ProtectedImageCode { get; set; } = "OperationNotPermitted";

    /// <summary>Whether switching deregistration protection answers with the new state rather than with <c>true</c>.</summary>
    public bool ProtectionAnswersState { get; set; }

    /// <summary>Whether a Recycle Bin rule for tags beats a longer one for the region (older documentation), rather than the longest winning.</summary>
    public bool TagRulesBeatRegionRules { get; set; }

    /// <summary>How long a new Recycle Bin rule is pending and retains nothing.</summary>
    public TimeSpan RecycleBinRuleDelay { get; set; }

    /// <summary>Whether restoring an image whose name was used meanwhile is refused.</summary>
    public bool RestoredNamesMustBeFree { get; set; } = true;

    /// <summary>Least time between two snapshots of one volume.</summary>
    public TimeSpan SnapshotSpacing { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a name is taken after its image was deregistered.</summary>
    public TimeSpan NameReleaseLag { get; set; }
}
