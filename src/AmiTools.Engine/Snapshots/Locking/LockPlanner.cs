using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Snapshots.Locking;

/// <summary>Finds out what locking or unlocking snapshots would mean, and asks for what nobody can undo.</summary>
internal sealed class LockPlanner(EngineSession session, EbsSnapshotLockOptions options)
{
    private readonly DateTime _now = session.Environment.Time.GetUtcNow().UtcDateTime;

    public async Task<EbsSnapshotLockPlan> PlanAsync(CancellationToken cancellationToken)
    {
        AmiException[] invalid = [.. LockRules.Problems(options, _now)];
        if (invalid.Length > 0) return new EbsSnapshotLockPlan { Options = options, Problems = invalid };

        NamedSnapshots named = await NamedSnapshots.ReadAsync(session, options.Session, options.SnapshotId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [.. named.Problems, .. named.NotOwned, .. named.NotFound];
        List<EbsSnapshotLockStep> steps = [];
        foreach (IGrouping<RegionSession, NamedSnapshot> region in named.Own.GroupBy(snapshot => snapshot.Region))
        {
            try
            {
                Dictionary<string, LockedSnapshotsInfo> locks = await LockReader.ReadAsync(region.Key, region.Select(snapshot => snapshot.Snapshot.SnapshotId!), cancellationToken).ConfigureAwait(false);
                foreach (NamedSnapshot one in region)
                {
                    EbsSnapshot snapshot = one.Snapshot.ToEbsSnapshot(one.Region.Name);
                    EbsSnapshotLock held = LockReader.Map(snapshot, locks.GetValueOrDefault(snapshot.SnapshotId));
                    if (LockRules.Refuse(options, snapshot, held, _now) is { } refused) problems.Add(refused.As(refused.Code, refused.Kind, refused.Message, one.Reference.Given));
                    else steps.Add(Step(snapshot, held));
                }
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                // What cannot be seen could be a lock that nobody can undo: nothing is made of it.
                problems.AddRange(region.Select(one => failure.As(failure.Code, failure.Kind, $"Whether {one.Reference.Id} is locked could not be read: {failure.Message}", one.Reference.Given)));
            }
        }

        return new EbsSnapshotLockPlan { Options = options, Steps = steps, Problems = problems };
    }

    private EbsSnapshotLockStep Step(EbsSnapshot snapshot, EbsSnapshotLock held)
    {
        bool done = LockRules.IsDone(options, held, _now);
        return new EbsSnapshotLockStep
        {
            Lock = held, Changes = !done,
            Target = $"{held.SnapshotId} ({held.Region})",
            Action = done ? options.Unlock ? "Leave it unlocked" : $"Leave it locked until {Times.Minute(held.LockExpiresOn!.Value)}"
                : options.Unlock ? $"Unlock it: it can be deleted again (was {Show(held)})" : $"{Verb(snapshot)}{(held.Holds ? $" (was {Show(held)})" : "")}",
            Caution = done || options.Unlock || options.Mode != LockRules.Compliance ? null : Caution(snapshot),
        };
    }

    private string Verb(EbsSnapshot snapshot) =>
        $"Lock it in {options.Mode} mode {(options is { DurationDays: { } days } && snapshot.State == "pending" ? $"for {Count.Of(days, "day")} from its completion" : $"until {Times.Minute(LockRules.End(options, snapshot, _now))}")}";

    private string Caution(EbsSnapshot snapshot)
    {
        string from = options.CoolOffHours is { } hours ? $"After {Times.Minute(_now.AddHours(hours))}" : "From that moment on";
        string cost = StoragePrices.OfSnapshot(snapshot.FullSnapshotSizeInBytes, snapshot.SizeGiB, snapshot.StorageTier) is { } month ? string.Create(CultureInfo.InvariantCulture, $", about {month:0.00} USD a month at the most (estimate)") : "";
        return $"{from} nobody can unlock it, cut its time or delete it before {Times.Minute(LockRules.End(options, snapshot, _now))}, neither the root user nor AWS. It is billed until then{cost}.";
    }

    private static string Show(EbsSnapshotLock held) => $"{held.LockState} until {(held.LockExpiresOn is { } end ? Times.Minute(end) : "an unknown date")}";
}
