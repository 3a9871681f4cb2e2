using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Access;

/// <summary>Other images that have the same snapshots. Who may launch one of those keeps the snapshots, or he could no longer copy it.</summary>
internal sealed class OtherUsers
{
    private readonly ILookup<string, string> _users;
    private readonly IReadOnlyDictionary<string, string[]?> _sharing;

    private OtherUsers(ILookup<string, string> users, IReadOnlyDictionary<string, string[]?> sharing)
    {
        _users = users;
        _sharing = sharing;
    }

    /// <summary>Reads them: one call for two hundred snapshots, and one for each other image, of which there are seldom any.</summary>
    /// <param name="region">Where.</param>
    /// <param name="snapshots">The snapshots that somebody would lose.</param>
    /// <param name="changed">The images that the same change is made to; what they are shared with does not count.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<OtherUsers> ReadAsync(RegionSession region, IReadOnlyCollection<string> snapshots, IReadOnlySet<string> changed, CancellationToken cancellationToken)
    {
        ILookup<string, string> users = snapshots.Count == 0 ? Array.Empty<string>().ToLookup(user => user) : await region.Images.UsersOfAsync(snapshots, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string[]?> sharing = new(StringComparer.Ordinal);
        foreach (string other in users.SelectMany(group => group).Distinct().Where(id => !changed.Contains(id)))
        {
            try
            {
                sharing[other] = await Permissions.OfImageAsync(region, other, null, cancellationToken).ConfigureAwait(false);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                // Not known: whoever is to lose the snapshot keeps it, and the reason is told.
                sharing[other] = null;
            }
        }

        return new OtherUsers(users, sharing);
    }

    /// <summary>Who of those that are to lose the snapshot keeps it, and why.</summary>
    public (string[] Kept, string Because) Keeps(string snapshotId, IReadOnlyCollection<string> losers)
    {
        List<string> kept = [];
        List<string> reasons = [];
        foreach (string other in _users[snapshotId].Where(_sharing.ContainsKey).Order(StringComparer.Ordinal))
        {
            string[] may = [.. losers.Where(who => _sharing[other]?.Contains(who) ?? true)];
            if (may.Length == 0) continue;
            kept.AddRange(may);
            reasons.Add(_sharing[other] is null ? $"{other} has the snapshot too, and with whom that is shared could not be read" : MayLaunch(may, other));
        }

        return ([.. kept.Distinct()], string.Join("; ", reasons));
    }

    /// <summary>Why somebody keeps a snapshot.</summary>
    public static string MayLaunch(IReadOnlyList<string> who, string other) => $"{Principals.Show(who)} may launch {other} too, which has the same snapshot";
}
