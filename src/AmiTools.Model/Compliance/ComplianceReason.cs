namespace AmiTools;

/// <summary>Why a backup does not count, or what could not be read.</summary>
public sealed class ComplianceReason
{
    /// <summary><see cref="ComplianceVerdict.NotCompliant"/> for what is certain, <see cref="ComplianceVerdict.Unknown"/> for what could not be found out.</summary>
    public required ComplianceVerdict Verdict { get; init; }

    /// <summary>What it is, one of <see cref="ComplianceCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>The image that does not count; null where it is about none.</summary>
    public string? ImageId { get; init; }

    /// <summary>The region that it is about; null where it is about all.</summary>
    public string? Region { get; init; }

    /// <summary>The operation that failed; null where none did.</summary>
    public string? Operation { get; init; }

    /// <summary>The reason as a part of a sentence.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do about it; null where nothing can be said.</summary>
    public string? Remedy { get; init; }

    /// <summary>The detail.</summary>
    public override string ToString() => Detail;
}

/// <summary>What a <see cref="ComplianceReason"/> can be.</summary>
public static class ComplianceCodes
{
    /// <summary>No image is a backup of the instance.</summary>
    public const string NoBackup = "NoBackup";

    /// <summary>Good backups are in fewer regions than were asked for.</summary>
    public const string TooFewRegions = "TooFewRegions";

    /// <summary>The data is older than the objective allows.</summary>
    public const string TooOld = "TooOld";

    /// <summary>The image was copied from, or restored from, something that cannot be seen, so that nothing tells how old its data is.</summary>
    public const string AgeUnknown = "AgeUnknown";

    /// <summary>The image is pending, disabled, failed, or in another state that nothing can be launched from.</summary>
    public const string ImageNotAvailable = "ImageNotAvailable";

    /// <summary>AWS names no snapshot of the image.</summary>
    public const string NoSnapshot = "NoSnapshot";

    /// <summary>A snapshot of the image is gone.</summary>
    public const string SnapshotMissing = "SnapshotMissing";

    /// <summary>A snapshot of the image is in the Recycle Bin.</summary>
    public const string SnapshotInRecycleBin = "SnapshotInRecycleBin";

    /// <summary>A snapshot of the image is not completed, or failed.</summary>
    public const string SnapshotNotCompleted = "SnapshotNotCompleted";

    /// <summary>A snapshot of the image is in the archive.</summary>
    public const string SnapshotArchived = "SnapshotArchived";

    /// <summary>A snapshot of the image is not encrypted.</summary>
    public const string NotEncrypted = "NotEncrypted";

    /// <summary>A key of the image cannot be used: it is disabled, to be deleted, or gone.</summary>
    public const string KeyNotUsable = "KeyNotUsable";

    /// <summary>Something could not be read; the operation says what.</summary>
    public const string NotRead = "NotRead";

    /// <summary>The instance's tag with its own objective is no length of time.</summary>
    public const string InvalidTag = "InvalidTag";
}
