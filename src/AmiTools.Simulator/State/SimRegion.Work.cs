using Amazon.EC2.Model;

namespace AmiTools.Simulator;

// What goes on in a region, and what only some operations know of.
public sealed partial class SimRegion
{
    private ResourceStore<VolumeChange>? _volumeChanges;
    private ResourceStore<SimUsageReport>? _usageReports;
    private ResourceStore<SimFastRestore>? _fastRestores;
    private ResourceStore<SimRootReplacement>? _rootReplacements;
    private ResourceStore<SimStoreTask>? _storeTasks;
    private StoreIndex<SimSnapshot>? _snapshotsByLineage;

    /// <summary>Parameters of the Parameter Store that name images: what <c>resolve:ssm:</c> finds. There is no SSM in the simulator to write them.</summary>
    public Dictionary<string, string> ImageParameters { get; } = new(StringComparer.Ordinal);

    /// <summary>Allowed AMIs: <c>disabled</c>, <c>audit-mode</c> or <c>enabled</c>.</summary>
    public string AllowedImagesState { get; set; } = "disabled";

    /// <summary>Instance types that zones do not offer, as zone and type. Empty at first: every zone offers all.</summary>
    public HashSet<(string Zone, string InstanceType)> NotOffered { get; } = [];

    /// <summary>The images of others that are allowed.</summary>
    internal List<ImageCriterionRequest> AllowedImages { get; } = [];

    internal ResourceStore<VolumeChange> VolumeChanges => _volumeChanges ??= new(Simulator.Sequences);

    internal ResourceStore<SimUsageReport> UsageReports => _usageReports ??= Taggable<SimUsageReport>();

    internal ResourceStore<SimFastRestore> FastRestores => _fastRestores ??= new(Simulator.Sequences);

    /// <summary>Replacements of root volumes, those that have ended included.</summary>
    public ResourceStore<SimRootReplacement> RootReplacements => _rootReplacements ??= Taggable<SimRootReplacement>();

    /// <summary>Images on their way into a bucket, and those of the last month.</summary>
    internal ResourceStore<SimStoreTask> StoreTasks => _storeTasks ??= new(Simulator.Sequences);

    /// <summary>GiB of images that are being restored from buckets.</summary>
    internal int RestoringGiB { get; set; }

    /// <summary>Snapshots by the volume whose blocks they hold, through all copies.</summary>
    internal StoreIndex<SimSnapshot> SnapshotsByLineage => _snapshotsByLineage ??= Snapshots.AddIndex(snapshot => [LineageOf(snapshot)]);

    /// <summary>Snapshot copies in progress towards this region.</summary>
    internal HashSet<SimSnapshot> SnapshotCopies { get; } = [];

    /// <summary>Image copies in progress towards this region.</summary>
    internal HashSet<SimImage> ImageCopies { get; } = [];

    /// <summary>Names of images that were deregistered: which had it, and until when.</summary>
    internal Dictionary<string, (string ImageId, DateTimeOffset At)> ReleasedNames { get; } = new(StringComparer.Ordinal);

    /// <summary>MiB per second that time-based copies towards this region hold.</summary>
    internal double ReservedCopyRate { get; set; }

    /// <summary>The number of public images that the account has here.</summary>
    internal int PublicImageCount => Images.Count(image => image.LaunchPermissions.Public);

    internal static string LineageOf(SimSnapshot snapshot) => snapshot.LineageVolumeId ?? snapshot.VolumeId;

    /// <summary>The full name of an image or snapshot here, which names no account.</summary>
    internal string AnonymousArn(string resource) => $"arn:{Place.Partition.Id}:ec2:{Name}::{resource}";
}
