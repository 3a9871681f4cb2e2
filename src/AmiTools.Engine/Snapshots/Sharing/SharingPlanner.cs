using System.Collections.Concurrent;
using AmiTools.Engine.Access;
using AmiTools.Engine.Keys;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots.Sharing;

/// <summary>Finds out what a change of who may use snapshots would do, and everything that AWS would refuse.</summary>
internal sealed class SharingPlanner(EngineSession session, EbsSnapshotAccessOptions options)
{
    private readonly KeyReader _keys = new();
    private readonly HashSet<string> _toldKeys = new(StringComparer.Ordinal);
    private readonly bool _gives = options.Action != AccessAction.Revoke && options.Principal.Count > 0;
    private readonly bool _opens = options.Action != AccessAction.Revoke && options.Principal.Contains(AmiPrincipals.Everybody);

    public async Task<EbsSnapshotAccessPlan> PlanAsync(CancellationToken cancellationToken)
    {
        AmiException[] invalid = [.. SharingRules.Problems(options)];
        if (invalid.Length > 0) return new EbsSnapshotAccessPlan { Options = options, Problems = invalid };

        NamedSnapshots named = await NamedSnapshots.ReadAsync(session, options.Session, options.SnapshotId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        AmiException[] owners = [.. named.Own.Select(one => one.Snapshot.OwnerId).OfType<string>().Distinct().Where(options.Principal.Contains).Select(owner => Principals.Owner(owner, "snapshot"))];
        if (owners.Length > 0) return new EbsSnapshotAccessPlan { Options = options, Problems = owners };
        List<AmiException> problems = [.. named.Problems, .. named.NotOwned, .. named.NotFound];
        List<EbsSnapshotAccessStep> steps = [];
        foreach (IGrouping<RegionSession, NamedSnapshot> region in named.Own.GroupBy(snapshot => snapshot.Region))
        {
            (IReadOnlyList<EbsSnapshotAccessStep> possible, IReadOnlyList<AmiException> refused) = await PlanAsync(region.Key, [.. region], cancellationToken).ConfigureAwait(false);
            steps.AddRange(possible);
            problems.AddRange(refused);
        }

        return new EbsSnapshotAccessPlan { Options = options, Steps = steps, Problems = problems };
    }

    private async Task<(IReadOnlyList<EbsSnapshotAccessStep> Steps, IReadOnlyList<AmiException> Problems)> PlanAsync(RegionSession region, NamedSnapshot[] snapshots, CancellationToken cancellationToken)
    {
        AmiException? block = null;
        try
        {
            if (_opens) block = await PublicAccess.OfSnapshotsAsync(region, "", cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            block = failure;
        }

        ConcurrentDictionary<string, SharingFacts> facts = new(StringComparer.Ordinal);
        ConcurrentBag<AmiException> problems = [];
        await Parallel.ForEachAsync(snapshots, new ParallelOptions { MaxDegreeOfParallelism = region.Settings.Parallelism, CancellationToken = cancellationToken }, async (one, token) =>
        {
            try
            {
                SharingFacts read = await SharingFacts.ReadAsync(region, one.Snapshot.ToEbsSnapshot(region.Name), _keys, _gives, _opens, token).ConfigureAwait(false);
                AmiException[] refused = [.. SharingRules.Refuse(read, Difference(read).Added, block)];
                if (refused.Length == 0) facts[read.Snapshot.SnapshotId] = read;
                foreach (AmiException problem in refused) problems.Add(problem);
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                problems.Add(failure);
            }
        }).ConfigureAwait(false);

        SharingFacts[] possible = [.. snapshots.Select(one => facts.GetValueOrDefault(one.Snapshot.SnapshotId!)).OfType<SharingFacts>()];
        (OtherUsers? others, string unread) = await OthersAsync(region, possible, cancellationToken).ConfigureAwait(false);
        return ([.. possible.Select(one => Step(one, others, unread))], [.. problems]);
    }

    /// <summary>The images that those may launch who lose a snapshot behind them. That they are not known stops nothing.</summary>
    private async Task<(OtherUsers? Others, string Unread)> OthersAsync(RegionSession region, SharingFacts[] snapshots, CancellationToken cancellationToken)
    {
        string[] losing = [.. snapshots.Where(one => Difference(one).Removed.Length > 0).Select(one => one.Snapshot.SnapshotId)];
        if (losing.Length == 0) return (null, "");
        try
        {
            return (await OtherUsers.ReadAsync(region, losing, new HashSet<string>(), cancellationToken).ConfigureAwait(false), "");
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            return (null, $"whether they may launch an image that has it could not be read: {failure.Message}");
        }
    }

    private AccessDifference Difference(SharingFacts facts) => AccessDifference.Of(options.Action, facts.SharedWith, options.Principal);

    private EbsSnapshotAccessStep Step(SharingFacts facts, OtherUsers? others, string unread)
    {
        EbsSnapshot snapshot = facts.Snapshot;
        AccessDifference difference = Difference(facts);
        EbsSnapshotAccessChange change = new()
        {
            Region = snapshot.Region, AccountId = snapshot.AccountId, SnapshotId = snapshot.SnapshotId, Name = snapshot.Name, Added = difference.Added, Removed = difference.Removed, Unchanged = difference.Unchanged,
            Key = facts.Key is { } key ? AccessKeys.Show([key], [.. difference.Unchanged, .. difference.Added])[0] : null,
        };
        return new EbsSnapshotAccessStep
        {
            Outcome = change, Target = $"{snapshot} ({snapshot.Region})", Action = Action(change),
            Caution = difference.Added.Contains(AmiPrincipals.Everybody) ? "Everybody, in every AWS account, may make volumes of it then and read all that is on it; copies that others make cannot be taken back." : null,
            Warnings = [.. Warnings(facts, difference, others, unread)],
        };
    }

    private static string Action(EbsSnapshotAccessChange change)
    {
        string? given = change.Added.Count > 0 ? $"Share with {Principals.Show(change.Added)}" : null, taken = change.Removed.Count > 0 ? $"Take from {Principals.Show(change.Removed)}" : null;
        return change.Changed ? string.Join("; ", new[] { given, taken }.OfType<string>()) : $"Leave shared with {Principals.Show(change.SharedWith)}, as it is";
    }

    private IEnumerable<string> Warnings(SharingFacts facts, AccessDifference difference, OtherUsers? others, string unread)
    {
        if (difference.Added.Length > 0 && facts.Key is { } key && _toldKeys.Add(key.KmsKeyId)) yield return KeyPolicy.Advice(key, difference.Added);
        if (difference.Removed.Length == 0) yield break;
        if (unread.Length > 0) yield return unread;
        else if (others?.Keeps(facts.Snapshot.SnapshotId, difference.Removed).Because is { Length: > 0 } because) yield return $"{because}: the image can still be launched, and no longer copied. Revoke-AmiAccess takes both.";
    }
}
