using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Snapshots;

/// <summary>What a query asks of a snapshot: as filters that AWS applies, and as a test of its own for snapshots that were read by id and for what AWS has no filter for.</summary>
/// <param name="query">The query.</param>
/// <param name="account">The caller's account; null where it is not known.</param>
internal sealed class SnapshotFilter(EbsSnapshotQuery query, string? account)
{
    /// <summary>AWS's word for the caller's own.</summary>
    public const string Self = "self";

    /// <summary>The filters that AWS applies.</summary>
    public IEnumerable<Filter> ForAws()
    {
        foreach ((string key, string? value) in query.Tag) yield return value is null ? Query.Filter("tag-key", Query.Literal(key)) : Query.Filter($"tag:{key}", Wildcards.ForAws(value));
        if (query.Description.Count > 0) yield return Query.Filter("description", query.Description.Select(Wildcards.ForAws));
        if (query.State.Count > 0) yield return Query.Filter("status", query.State.Select(state => state.ToLowerInvariant()));
        if (query.StorageTier is { } tier) yield return Query.Filter("storage-tier", tier.ToLowerInvariant());
        if (query.Encrypted is { } encrypted) yield return Query.Filter("encrypted", encrypted ? "true" : "false");
    }

    /// <summary>Whether the snapshot is what was asked for.</summary>
    public bool Matches(EbsSnapshot snapshot) =>
        query.Tag.All(tag => snapshot.Tags.TryGetValue(tag.Key, out string? value) && (tag.Value is null || Wildcards.Match(tag.Value, value)))
        && (query.Description.Count == 0 || query.Description.Any(pattern => Wildcards.Match(pattern, snapshot.Description)))
        && (query.State.Count == 0 || query.State.Contains(snapshot.State, StringComparer.OrdinalIgnoreCase))
        && (query.StorageTier is not { } tier || tier.Equals(snapshot.StorageTier, StringComparison.OrdinalIgnoreCase))
        && (query.Encrypted is not { } encrypted || encrypted == snapshot.Encrypted)
        && (query.StartedBefore is not { } before || snapshot.StartTime < before)
        && (query.StartedAfter is not { } after || snapshot.StartTime > after)
        && (query.Owner.Count == 0 || query.Owner.Any(owner => IsOf(snapshot, owner)))
        && (!query.SharedWithMe || snapshot.AccountId != account);

    private bool IsOf(EbsSnapshot snapshot, string owner) =>
        owner.Equals(snapshot.AccountId, StringComparison.Ordinal) || owner.Equals(snapshot.OwnerAlias, StringComparison.OrdinalIgnoreCase) || (owner.Equals(Self, StringComparison.OrdinalIgnoreCase) && snapshot.AccountId == account);
}
