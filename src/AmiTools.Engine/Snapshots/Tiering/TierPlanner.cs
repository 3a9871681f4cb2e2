using AmiTools.Engine.Errors;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Snapshots.Tiering;

/// <summary>Finds out what archiving or restoring snapshots would do and cost, and what stands in the way.</summary>
/// <param name="session">The caller.</param>
/// <param name="options">What was asked for.</param>
/// <param name="disabledBefore">Images that the same command disables before it moves the snapshots; they count as disabled.</param>
internal sealed class TierPlanner(EngineSession session, EbsSnapshotTierOptions options, IReadOnlySet<string>? disabledBefore = null)
{
    private readonly DateTime _now = session.Environment.Time.GetUtcNow().UtcDateTime;

    public async Task<EbsSnapshotTierPlan> PlanAsync(CancellationToken cancellationToken)
    {
        AmiException[] invalid = [.. TierRules.Problems(options)];
        if (invalid.Length > 0) return new EbsSnapshotTierPlan { Options = options, Problems = invalid };

        NamedSnapshots named = await NamedSnapshots.ReadAsync(session, options.Session, options.SnapshotId, session.Settings.NamedResourceWindow, cancellationToken).ConfigureAwait(false);
        List<AmiException> problems = [.. named.Problems, .. named.NotOwned, .. named.NotFound];
        List<EbsSnapshotTierStep> steps = [];
        foreach (IGrouping<RegionSession, NamedSnapshot> region in named.Own.GroupBy(snapshot => snapshot.Region))
        {
            NamedSnapshot[] here = [.. region];
            EbsSnapshot[] snapshots = [.. here.Select(one => one.Snapshot.ToEbsSnapshot(one.Region.Name))];
            try
            {
                TierFacts facts = await TierFacts.ReadAsync(region.Key, snapshots, options.Archive, disabledBefore ?? new HashSet<string>(), cancellationToken).ConfigureAwait(false);
                foreach ((NamedSnapshot one, EbsSnapshot snapshot) in here.Zip(snapshots))
                {
                    EbsSnapshotTier tier = TierReader.Map(snapshot, facts.TierOf(snapshot.SnapshotId));
                    bool done = TierRules.IsDone(options, tier, _now);
                    if (!done && TierRules.Refuse(options, snapshot, tier, facts.UsersOf(snapshot.SnapshotId, disabled: false)) is { } refused) problems.Add(refused.As(refused.Code, refused.Kind, refused.Message, one.Reference.Given));
                    else steps.Add(Step(facts, snapshot, tier, done));
                }
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                problems.AddRange(here.Select(one => failure.As(failure.Code, failure.Kind, $"{one.Reference.Id} stays in its tier, because not all could be read that decides about it: {failure.Message}", one.Reference.Given)));
            }
        }

        return new EbsSnapshotTierPlan { Options = options, Steps = steps, Problems = problems };
    }

    private EbsSnapshotTierStep Step(TierFacts facts, EbsSnapshot snapshot, EbsSnapshotTier tier, bool done)
    {
        TierWording wording = new(options, _now);
        return new EbsSnapshotTierStep
        {
            Tier = tier, Changes = !done, Target = $"{tier} ({tier.Region})", Action = wording.Action(snapshot, tier, done),
            Caution = done ? null : wording.Caution(facts, tier), Warnings = done ? [] : [.. wording.Warnings(facts, snapshot, tier)],
        };
    }
}
