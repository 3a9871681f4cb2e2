using AmiTools.Engine.Text;

namespace AmiTools.Engine.Snapshots.Locking;

/// <summary>What AWS takes as a lock of a snapshot; said before any change, because most of it cannot be mended afterwards.</summary>
internal static class LockRules
{
    public const string Governance = "governance";
    public const string Compliance = "compliance";
    public const string CoolOff = "compliance-cooloff";

    private const int MaximumDays = 36500;
    private const int MaximumCoolOff = 72;

    // AWS keeps seconds, and the call comes after the plan: less than this is no difference.
    private static readonly TimeSpan s_same = TimeSpan.FromMinutes(1);

    /// <summary>Everything that AWS would not take, whatever the snapshot.</summary>
    public static IEnumerable<AmiException> Problems(EbsSnapshotLockOptions options, DateTime now)
    {
        if (options.Unlock) yield break;
        if (options.Mode is not (Governance or Compliance)) yield return Invalid(AmiErrorCodes.InvalidOption, options.Mode, $"'{options.Mode}' is no mode of a lock.", $"Give {Governance} or {Compliance}.");
        if (options.DurationDays is null == options.Until is null) yield return Invalid(AmiErrorCodes.InvalidOption, null, "One of a number of days and a date must be given, and only one.", "Give -DurationDays or -Until.");
        if (options.DurationDays is < 1 or > MaximumDays) yield return Invalid(AmiErrorCodes.InvalidRetention, $"{options.DurationDays}", $"A snapshot cannot be locked for {options.DurationDays} days: AWS takes 1 to {MaximumDays}.", "Give another number.");
        if (options.Until < now.AddDays(1)) yield return Invalid(AmiErrorCodes.InvalidDate, $"{options.Until:u}", $"{Times.Minute(options.Until.Value)} is less than a day ahead (it is {Times.Minute(now)} now), and AWS locks for a day at the least.", "Give a later date.");
        else if (options.Until > now.AddDays(MaximumDays)) yield return Invalid(AmiErrorCodes.InvalidDate, $"{options.Until:u}", $"{Times.Minute(options.Until.Value)} is more than {MaximumDays} days ahead, and AWS locks for no longer.", "Give an earlier date.");
        if (options.CoolOffHours is < 1 or > MaximumCoolOff) yield return Invalid(AmiErrorCodes.InvalidOption, $"{options.CoolOffHours}", $"{options.CoolOffHours} hours are no cooling-off period: AWS takes 1 to {MaximumCoolOff}.", "Give another number, or leave it away.");
        if (options is { CoolOffHours: not null, Mode: Governance }) yield return Invalid(AmiErrorCodes.InvalidOption, null, "A governance lock has no cooling-off period: whoever may can take it off at any time.", "Leave -CoolOffHours away, or give -Mode compliance.");
    }

    /// <summary>Why this snapshot cannot be locked, or unlocked, so; null where it can.</summary>
    public static AmiException? Refuse(EbsSnapshotLockOptions options, EbsSnapshot snapshot, EbsSnapshotLock held, DateTime now)
    {
        if (!options.Unlock && snapshot.State is not ("pending" or "completed"))
            return Of(held, AmiErrorCodes.SnapshotNotReady, AmiErrorKind.InvalidState, $"{held} is {snapshot.State}, and AWS locks only snapshots that are pending or completed.", "Get-EbsSnapshot shows its state and the reason.");
        if (held.LockState != Compliance || IsDone(options, held, now)) return null;
        string until = held.LockExpiresOn is { } end ? Times.Minute(end) : "its end";
        return options.Unlock ? Final(held, $"{held} is locked in compliance mode until {until}, and its cooling-off period is over: nobody can unlock it, neither the root user nor AWS.")
            : options.Mode == Governance ? Final(held, $"{held} is locked in compliance mode until {until}: nobody can make a governance lock of that.")
            : options.CoolOffHours is not null ? Of(held, AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, $"{held} is locked in compliance mode already, and a lock that is extended gets no second cooling-off period.", "Leave -CoolOffHours away.")
            : End(options, snapshot, now) < held.LockExpiresOn ? Final(held, $"{held} is locked in compliance mode until {until}: that can be extended, and not cut to {Times.Minute(End(options, snapshot, now))}.")
            : null;
    }

    /// <summary>Whether the lock is as it was asked for.</summary>
    public static bool IsDone(EbsSnapshotLockOptions options, EbsSnapshotLock held, DateTime now) =>
        options.Unlock ? !held.Holds
        : IsMode(options, held)
            && held.LockExpiresOn is { } end && (end - (options.Until ?? From(held.LockDurationStartTime, now).AddDays(options.DurationDays!.Value))).Duration() < s_same;

    /// <summary>Whether a lock holds in the mode that was asked for.</summary>
    public static bool IsMode(EbsSnapshotLockOptions options, EbsSnapshotLock held) => options.Mode == Governance ? held.LockState == Governance : held.LockState is Compliance or CoolOff;

    /// <summary>When the lock would end, UTC. Of a snapshot that is being made the days count from its completion, which nobody knows yet: not before this.</summary>
    public static DateTime End(EbsSnapshotLockOptions options, EbsSnapshot snapshot, DateTime now) => options.Until ?? From(snapshot.CompletionTime, now).AddDays(options.DurationDays!.Value);

    // What lies behind counts as now; only the days of a pending snapshot begin later.
    private static DateTime From(DateTime? start, DateTime now) => start > now ? start.Value : now;

    private static AmiException Final(EbsSnapshotLock held, string message) => Of(held, AmiErrorCodes.SnapshotLocked, AmiErrorKind.InvalidState, message, "Wait for its end; Lock-EbsSnapshot can only extend it.");

    private static AmiException Of(EbsSnapshotLock held, string code, AmiErrorKind kind, string message, string remedy) => new(code, kind, message) { ResourceId = held.SnapshotId, Region = held.Region, Remedy = remedy };

    private static AmiException Invalid(string code, string? given, string message, string remedy) => new(code, AmiErrorKind.InvalidInput, message) { ResourceId = given, Remedy = remedy };
}
