using AmiTools.Engine.Text;

namespace AmiTools.Engine.Snapshots.Tiering;

/// <summary>What AWS takes as a move of a snapshot between the tiers, and what is there already.</summary>
internal static class TierRules
{
    public const string Archive = "archive";
    public const string Standard = "standard";

    /// <summary>For how many days the archive is billed at the least.</summary>
    public const int MinimumDays = 90;

    private const int MaximumDays = 180;
    private const string Archival = "archival";
    private const string Permanent = "permanent-restore";
    private const string Temporary = "temporary-restore";

    // The call comes after the plan: less than this is no difference.
    private static readonly TimeSpan s_same = TimeSpan.FromMinutes(1);

    /// <summary>Everything that AWS would not take, whatever the snapshot.</summary>
    public static IEnumerable<AmiException> Problems(EbsSnapshotTierOptions options)
    {
        if (options is { Archive: true, RestoreDays: not null })
            yield return new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "A snapshot is archived, or restored for some days; not both.") { Remedy = "Give -Tier archive or -RestoreDays." };
        if (options.RestoreDays is < 1 or > MaximumDays)
            yield return new AmiException(AmiErrorCodes.InvalidRetention, AmiErrorKind.InvalidInput, $"A snapshot cannot be restored for {options.RestoreDays} days: AWS takes 1 to {MaximumDays}.")
            {
                ResourceId = $"{options.RestoreDays}", Remedy = "Give another number; -Tier standard restores for good.",
            };
    }

    /// <summary>What AWS calls the move that was asked for, without its state.</summary>
    public static string Operation(EbsSnapshotTierOptions options) => options.Archive ? Archival : options.RestoreDays is null ? Permanent : Temporary;

    /// <summary>Whether the snapshot is where it was asked to be, or on its way there.</summary>
    public static bool IsDone(EbsSnapshotTierOptions options, EbsSnapshotTier tier, DateTime now) =>
        tier.IsMoving ? tier.TieringStatus == Operation(options) + "-in-progress"
        : options.Archive ? tier.StorageTier == Archive
        : tier.StorageTier != Archive || (options.RestoreDays is { } days && tier.RestoreExpiryTime is { } end && (end - now.AddDays(days)).Duration() < s_same);

    /// <summary>Why the snapshot cannot be moved; null where it can.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="tier">Where it is.</param>
    /// <param name="users">The images, other than disabled ones, that use it.</param>
    public static AmiException? Refuse(EbsSnapshotTierOptions options, EbsSnapshot snapshot, EbsSnapshotTier tier, IReadOnlyList<string> users) =>
        tier.IsMoving ? Of(tier, AmiErrorCodes.SnapshotTierBusy, AmiErrorKind.InvalidState,
            $"{tier} is on its way between the tiers ({tier.TieringStatus}{(tier.TieringProgress is { } percent ? $", {percent} %" : "")}{(tier.TieringStartTime is { } start ? $", since {Times.Minute(start)}" : "")}), and AWS does not break that off.",
            "Run the same command again when it is done; Set-EbsSnapshotTier with the tier that it is on its way to shows its progress with -PassThru.")
        : !options.Archive ? null
        : snapshot.State != "completed" ? Of(tier, AmiErrorCodes.SnapshotNotReady, AmiErrorKind.InvalidState, $"{tier} is {snapshot.State}, and AWS archives only completed snapshots.",
            snapshot.State == "pending" ? $"Wait for it: Wait-EbsSnapshot {tier}." : "Get-EbsSnapshot shows its state and the reason.")
        : users.Count > 0 ? Of(tier, AmiErrorCodes.SnapshotInUse, AmiErrorKind.InUse, $"{tier} is used by {string.Join(", ", users)}, and AWS archives the snapshots of an image only while it is disabled.",
            $"Disable the image first: Disable-Ami {string.Join(",", users)} -Region {tier.Region}. It cannot be enabled before its snapshots are restored for good.")
        : null;

    private static AmiException Of(EbsSnapshotTier tier, string code, AmiErrorKind kind, string message, string remedy) => new(code, kind, message) { ResourceId = tier.SnapshotId, Region = tier.Region, Remedy = remedy };
}
