namespace AmiTools;

/// <summary>One thing that uses an image or a snapshot, one place that could not be read, or something that is told and is no use.</summary>
public sealed class UsageReason
{
    /// <summary><see cref="UsageVerdict.InUse"/>, <see cref="UsageVerdict.Unknown"/> for what could not be read, or <see cref="UsageVerdict.Unused"/> for a remark.</summary>
    public required UsageVerdict Verdict { get; init; }

    /// <summary>What it is, one of <see cref="UsageKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The id, the ARN, the account or the parameter's name of what uses it; null where something could not be read.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The reason as a part of a sentence: <c>instance i-0abc is stopped</c>.</summary>
    public required string Detail { get; init; }

    /// <summary>True where <c>-Force</c> does not go past it either, because AWS itself or the service that owns it refuses.</summary>
    public bool IsAbsolute { get; init; }

    /// <summary>What frees it, or lets the place be read; null where nothing can be said.</summary>
    public string? Remedy { get; init; }

    /// <summary>The detail.</summary>
    public override string ToString() => Detail;
}

/// <summary>The kinds of things that use an image or a snapshot.</summary>
public static class UsageKinds
{
    /// <summary>An instance that is not terminated.</summary>
    public const string Instance = "Instance";

    /// <summary>A launch template.</summary>
    public const string LaunchTemplate = "LaunchTemplate";

    /// <summary>A parameter of Systems Manager.</summary>
    public const string SsmParameter = "SsmParameter";

    /// <summary>A recipe of Image Builder.</summary>
    public const string ImageRecipe = "ImageRecipe";

    /// <summary>Something else that DescribeImageReferences names.</summary>
    public const string OtherReference = "OtherReference";

    /// <summary>Accounts, organisations and organisational units that may launch the image; <c>all</c> for everybody.</summary>
    public const string LaunchPermission = "LaunchPermission";

    /// <summary>Protection against deregistration, also while it runs out.</summary>
    public const string DeregistrationProtection = "DeregistrationProtection";

    /// <summary>What else needs the snapshots behind the image.</summary>
    public const string Snapshot = "Snapshot";

    /// <summary>AWS Backup owns it.</summary>
    public const string AwsBackup = "AwsBackup";

    /// <summary>A policy of Data Lifecycle Manager made it, counts it and removes it in its time.</summary>
    public const string LifecyclePolicy = "LifecyclePolicy";

    /// <summary>Image Builder made it and keeps it in its own list.</summary>
    public const string ImageBuilder = "ImageBuilder";

    /// <summary>The image carries billing codes of AWS Marketplace.</summary>
    public const string Marketplace = "Marketplace";

    /// <summary>A launch configuration of Auto Scaling.</summary>
    public const string LaunchConfiguration = "LaunchConfiguration";

    /// <summary>An Auto Scaling group: by a version of a launch template that it names, or by an image of its own for some instance types.</summary>
    public const string AutoScalingGroup = "AutoScalingGroup";

    /// <summary>Another account, as a usage report of AWS counts it.</summary>
    public const string UsageReport = "UsageReport";

    /// <summary>Fast launch of a Windows image.</summary>
    public const string FastLaunch = "FastLaunch";

    /// <summary>A task that stores the image in S3.</summary>
    public const string StoreTask = "StoreTask";

    /// <summary>An image that is made of the snapshot: registered, disabled, or in the Recycle Bin.</summary>
    public const string Image = "Image";

    /// <summary>A volume that was made of the snapshot and lives without it.</summary>
    public const string Volume = "Volume";

    /// <summary>Fast restores of the snapshot in an availability zone.</summary>
    public const string FastSnapshotRestore = "FastSnapshotRestore";

    /// <summary>A lock on the snapshot.</summary>
    public const string SnapshotLock = "SnapshotLock";

    /// <summary>Accounts that may make volumes of the snapshot; <c>all</c> for everybody.</summary>
    public const string CreateVolumePermission = "CreateVolumePermission";
}
