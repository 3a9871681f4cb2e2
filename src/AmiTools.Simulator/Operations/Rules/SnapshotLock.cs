namespace AmiTools.Simulator;

/// <summary>A snapshot's lock: who may change it, and what state it shows at a time.</summary>
internal sealed record SnapshotLock(string Mode, DateTimeOffset CreatedOn, int? CoolOffHours, int DurationDays, DateTimeOffset DurationStart, DateTimeOffset ExpiresOn)
{
    internal const string Governance = "governance";
    internal const string Compliance = "compliance";
    internal const string CoolOff = "compliance-cooloff";
    internal const string Expired = "expired";

    internal DateTimeOffset? CoolOffUntil => CoolOffHours is { } hours ? CreatedOn.AddHours(hours) : null;

    internal string StateAt(DateTimeOffset now) =>
        now >= ExpiresOn ? Expired
        : Mode == Governance ? Governance
        : now < CoolOffUntil ? CoolOff
        : Compliance;

    internal bool HoldsAt(DateTimeOffset now) => now < ExpiresOn;

    /// <summary>The lock that a LockSnapshot request makes of what was there before.</summary>
    /// <param name="before">The lock now, if any.</param>
    /// <param name="mode"><c>governance</c> or <c>compliance</c>.</param>
    /// <param name="coolOffHours">Hours in which a compliance lock can still be taken off.</param>
    /// <param name="durationDays">Days that it lasts; null with an expiration.</param>
    /// <param name="expiration">When it ends; null with a duration.</param>
    /// <param name="now">The simulator's time.</param>
    /// <param name="durationFrom">Days are counted from here: now, or the time at which a pending snapshot completes.</param>
    internal static SnapshotLock Make(SnapshotLock? before, string mode, int? coolOffHours, int? durationDays, DateTimeOffset? expiration, DateTimeOffset now, DateTimeOffset durationFrom)
    {
        if (mode is not (Governance or Compliance))
            throw Errors.InvalidParameterValue(mode, "lockMode", "Valid values are 'governance' and 'compliance'.");
        if (durationDays is null == expiration is null)
            throw Errors.InvalidParameterCombination("You must specify either LockDuration or ExpirationDate, but not both.");
        if (coolOffHours is not null && mode == Governance)
            throw Errors.InvalidParameterCombination("CoolOffPeriod can't be specified for a lock in governance mode.");
        if (coolOffHours is < 1 or > 72)
            throw Errors.InvalidParameterValue($"{coolOffHours}", "coolOffPeriod", "The cool-off period must be between 1 and 72 hours.");
        if (durationDays is < 1 or > 36500)
            throw Errors.InvalidParameterValue($"{durationDays}", "lockDuration", "The lock duration must be between 1 and 36500 days.");
        if (expiration < now.AddDays(1))
            throw Errors.InvalidParameterValue("The expiration date must be at least 1 day in the future.");

        DateTimeOffset until = expiration ?? durationFrom.AddDays(durationDays!.Value);
        int days = durationDays ?? (int)Math.Ceiling((until - durationFrom).TotalDays);
        if (before is not null && before.StateAt(now) == Compliance)
        {
            if (mode == Governance || until < before.ExpiresOn)
                throw Errors.IncorrectState("A snapshot locked in compliance mode can only have its lock duration extended.");
            if (coolOffHours is not null)
                throw Errors.InvalidParameterCombination("CoolOffPeriod can't be specified when the lock duration is extended.");
            return before with { DurationDays = days, ExpiresOn = until };
        }

        return new SnapshotLock(mode, now, coolOffHours, days, durationFrom, until);
    }
}
