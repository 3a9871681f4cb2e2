namespace AmiTools;

/// <summary>Whether an instance could be brought back from a backup that is young enough, in as many regions as were asked for.</summary>
public sealed class AmiCompliance : AmiResource
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The instance's <c>Name</c> tag; empty where there is none.</summary>
    public string InstanceName { get; init; } = "";

    /// <summary>AWS's word for the instance's state; empty where it could not be read.</summary>
    public string State { get; init; } = "";

    /// <summary>Whether it is compliant.</summary>
    public required ComplianceVerdict Verdict { get; init; }

    /// <summary>The verdict as yes or no; null for unknown.</summary>
    public bool? Compliant => Verdict == ComplianceVerdict.Unknown ? null : Verdict == ComplianceVerdict.Compliant;

    /// <summary>How old the data of a good backup may be at the most: the instance's own tag, else what the command said. Null where the tag cannot be read as a length of time.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>In how many regions a good backup must lie.</summary>
    public required int MinRegion { get; init; }

    /// <summary>The regions that have a good backup: restorable, young enough, and encrypted where that was asked for.</summary>
    public IReadOnlyList<string> Regions { get; init => field = Indexable.List(value); } = [];

    /// <summary>The image with the newest data that can be restored, whatever its age; null where there is none.</summary>
    public string? NewestBackup { get; init; }

    /// <summary>The region of <see cref="NewestBackup"/>.</summary>
    public string? NewestBackupRegion { get; init; }

    /// <summary>The moment, UTC, that <see cref="NewestBackup"/> brings the instance back to: of a copy, that of the image that was copied. Null where AWS does not tell.</summary>
    public DateTime? RecoveryPoint { get; init; }

    /// <summary>How long ago <see cref="RecoveryPoint"/> was.</summary>
    public TimeSpan? NewestBackupAge { get; init; }

    /// <summary>Whether every snapshot of <see cref="NewestBackup"/> is encrypted; null where there is no such image.</summary>
    public bool? IsEncrypted { get; init; }

    /// <summary>The instance's devices with an EBS volume that <see cref="NewestBackup"/> does not have: added since, or left out on purpose. They change no verdict.</summary>
    public IReadOnlyList<string> UncoveredDevices { get; init => field = Indexable.List(value); } = [];

    /// <summary>What is missing, and what could not be read. Empty for a compliant instance.</summary>
    public IReadOnlyList<ComplianceReason> Reasons { get; init => field = Indexable.List(value); } = [];

    /// <summary>The reasons in one sentence; of a compliant instance, where its good backups are, and what the newest one lacks.</summary>
    public string Because => Reasons.Count > 0 ? string.Join("; ", Reasons.Select(reason => reason.Detail))
        : $"good backups are in {string.Join(", ", Regions)}{(UncoveredDevices.Count == 0 ? "" : $"; {NewestBackup} lacks {string.Join(", ", UncoveredDevices)}")}";

    /// <summary>The instance and the verdict.</summary>
    public override string ToString() => $"{InstanceId}: {Verdict}";
}

/// <summary>Whether an instance is compliant. The numbers are fixed.</summary>
public enum ComplianceVerdict
{
    /// <summary>Something that decides it could not be read.</summary>
    Unknown = 0,

    /// <summary>There are not enough good backups, whatever else might be read.</summary>
    NotCompliant = 1,

    /// <summary>There are enough good backups.</summary>
    Compliant = 2,
}
