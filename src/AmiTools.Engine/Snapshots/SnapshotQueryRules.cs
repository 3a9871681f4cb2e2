namespace AmiTools.Engine.Snapshots;

/// <summary>What of a query cannot be asked, said before any call.</summary>
internal static class SnapshotQueryRules
{
    private static readonly string[] s_tiers = ["standard", "archive"];

    /// <summary>Why the query cannot be asked at all; null where it can.</summary>
    public static AmiException? Problem(EbsSnapshotQuery query)
    {
        if (query.Owner.FirstOrDefault(owner => !IsOwner(owner)) is { } stranger)
            return Invalid(stranger, $"'{stranger}' is no owner of snapshots.", "Give self, amazon, or account ids of 12 digits.");
        if (query.SharedWithMe && query.Owner.Any(owner => owner.Equals(SnapshotFilter.Self, StringComparison.OrdinalIgnoreCase)))
            return Invalid(SnapshotFilter.Self, "What is shared with you belongs to others, and the owner is to be yourself.", "Leave -Owner self or -SharedWithMe away.");
        if (query.StorageTier is { } tier && !s_tiers.Contains(tier, StringComparer.OrdinalIgnoreCase))
            return Invalid(tier, $"'{tier}' is no storage tier.", "Give standard or archive.");
        return query.StartedAfter is { } after && query.StartedBefore is { } before && after >= before
            ? Invalid(null, $"No snapshot is younger than {Text.Times.Minute(after)} and older than {Text.Times.Minute(before)} at once.", "-OlderThan gives the upper end and -NewerThan the lower one: -OlderThan 30d -NewerThan 90d.")
            : null;
    }

    private static bool IsOwner(string owner) => owner.ToLowerInvariant() is SnapshotFilter.Self or "amazon" || (owner.Length == 12 && owner.All(char.IsAsciiDigit));

    private static AmiException Invalid(string? value, string message, string remedy) => new(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, message) { ResourceId = value, Remedy = remedy, StopsEverything = true };
}
