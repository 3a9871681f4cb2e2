using AmiTools.Engine.Ids;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots;

/// <summary>The ids that no region had. Where a region could not be read, nothing that may lie there is said to be missing.</summary>
internal sealed class UnseenIds(Whereabouts where)
{
    private readonly HashSet<(string Id, string Region)> _seen = [];
    private readonly HashSet<RegionSession> _unread = [];

    /// <summary>The region has it.</summary>
    public void Seen(string id, RegionSession region)
    {
        lock (_seen) _seen.Add((id, region.Name));
    }

    /// <summary>What the region has is not known; the failure is told already.</summary>
    public void Unreadable(RegionSession region)
    {
        lock (_seen) _unread.Add(region);
    }

    /// <summary>What is missing.</summary>
    public IEnumerable<AmiException> Failures() => where.References.Where(IsMissing).Select(reference => reference.IsWellFormed("ami") ? ResourceIds.ImageNotFound(reference) : ResourceIds.SnapshotNotFound(reference));

    private bool IsMissing(ResourceReference reference)
    {
        RegionSession[] regions = where.Of(reference);
        return regions.Length > 0 && !regions.Any(region => _unread.Contains(region) || _seen.Contains((reference.Id, region.Name)));
    }
}
