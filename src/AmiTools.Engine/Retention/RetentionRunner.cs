using System.Runtime.CompilerServices;
using AmiTools.Engine.Availability;
using AmiTools.Engine.Deprecation;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Removal;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.Retention;

/// <summary>Carries out a plan by the runners of the single commands, some images at a time. Between two lots it counts what failed.</summary>
internal sealed class RetentionRunner
{
    private const int MostAtATime = 512;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);

    private readonly EngineSession _session;
    private readonly RetentionRunPlan _plan;
    private readonly CountedFailures _events;
    private readonly FailureCount _failures;

    public RetentionRunner(EngineSession session, RetentionRunPlan plan, IEngineEvents events)
    {
        _session = session;
        _plan = plan;
        _failures = plan.Options.Failures;
        _events = new CountedFailures(events, plan.Options.Failures);
    }

    public async IAsyncEnumerable<AmiRetentionResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RetentionStep[] approved = _plan.Approved();
        foreach (RetentionStep done in approved.Where(step => step.IsDone)) yield return Done(done);
        RetentionStep[] open = [.. approved.Where(step => !step.IsDone)];
        int lot = _session.Settings.Parallelism;
        for (int begun = 0; begun < open.Length;)
        {
            if (_failures.IsReached) throw TooMany(open.Length - begun);
            int failedBefore = _failures.Count;
            RetentionStep[] next = [.. open.Skip(begun).Take(lot)];
            begun += next.Length;
            if (_session.Environment.Time.GetUtcNow().UtcDateTime - _plan.MadeAt >= s_lifetime)
            {
                RetentionRunPlan renewed = await RenewAsync(next, cancellationToken).ConfigureAwait(false);
                foreach (RetentionStep done in renewed.Steps.Where(step => step.IsDone)) yield return Done(done);
                HashSet<(string, string)> still = [.. renewed.Steps.Where(step => !step.IsDone).Select(step => (step.Item.Region, step.Item.ImageId))];
                next = [.. next.Where(step => still.Contains((step.Item.Region, step.Item.ImageId)))];
            }

            await foreach (AmiRetentionResult result in LotAsync(next, cancellationToken).ConfigureAwait(false)) yield return result;
            // Where all goes well, bigger lots wait less for their last image and look into the Recycle Bin less often. AWS archives 25 snapshots at a time: there, bigger ones would only leave more images half done.
            lot = _plan.Options.Plan.Policy.Action == RetentionAction.Archive || _failures.Count > failedBefore ? _session.Settings.Parallelism : Math.Min(lot * 2, MostAtATime);
        }
    }

    /// <summary>What there would be to do of these now. A question can wait for its answer all night, and a run can take hours: the backup that was to stay may be gone by then. What must not be done any more is told.</summary>
    private async Task<RetentionRunPlan> RenewAsync(IReadOnlyCollection<RetentionStep> steps, CancellationToken cancellationToken)
    {
        RetentionRunOptions options = new() { Session = _plan.Options.Session, Plan = _plan.Options.Plan, ImageId = [.. steps.Select(step => new ResourceReference(step.Item.ImageId, step.Item.Region))], Failures = _failures };
        RetentionRunPlan renewed = await new RetentionRunPlanner(_session, options).PlanAsync(cancellationToken).ConfigureAwait(false);
        foreach (AmiException problem in renewed.Problems) await _events.FailAsync(problem).ConfigureAwait(false);
        return renewed;
    }

    private async IAsyncEnumerable<AmiRetentionResult> LotAsync(RetentionStep[] lot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<(string, string), RetentionStep> byId = lot.ToDictionary(step => (step.Item.Region, step.Item.ImageId));
        foreach (RetentionStep step in lot) step.Change.Approved = true;
        SessionOptions session = _plan.Options.Session;
        switch (_plan.Options.Plan.Policy.Action)
        {
            case RetentionAction.Delete:
                RemovalPlan removals = new()
                {
                    Options = new RemovalOptions { Session = session, ImageId = [], AllowPermanent = _plan.Options.Plan.Policy.AllowPermanent }, MadeAt = _plan.MadeAt, Steps = [.. lot.Select(step => step.Change).OfType<RemovalStep>()],
                };
                await foreach (AmiRemoval removal in new RemovalRunner(_session, removals, _events).RunAsync(cancellationToken).ConfigureAwait(false))
                    yield return Result(byId[(removal.Region, removal.ImageId)], removal.AlreadyRemoved, removal.Receipt, removal.RestorableUntil);
                break;
            case RetentionAction.Disable:
                DisablePlan disabling = new() { Options = new DisableOptions { Session = session, ImageId = [] }, Steps = [.. lot.Select(step => step.Change).OfType<AvailabilityStep>()] };
                await foreach (AmiAvailability disabled in new DisableRunner(_session, disabling, _events).RunAsync(cancellationToken).ConfigureAwait(false))
                    yield return Result(byId[(disabled.Region, disabled.ImageId)], !disabled.Changed, disabled.Receipt);
                break;
            case RetentionAction.Archive:
                await foreach (ArchivedImage archived in new ArchiveRunner(_session, session, [.. lot.Select(step => step.Change).OfType<ArchiveStep>()], _events).RunAsync(cancellationToken).ConfigureAwait(false))
                    yield return Result(byId[(archived.Step.Disable.Image.Region, archived.Step.Disable.Image.ImageId)], alreadyDone: false, archived.Receipt, snapshots: archived.Snapshots);
                break;
            default:
                DeprecationPlan deprecation = new() { Options = new DeprecationOptions { Session = session, ImageId = [] }, Steps = [.. lot.Select(step => step.Change).OfType<DeprecationStep>()] };
                await foreach (AmiDeprecation deprecated in new DeprecationRunner(_session, deprecation, _events).RunAsync(cancellationToken).ConfigureAwait(false))
                    yield return Result(byId[(deprecated.Region, deprecated.ImageId)], !deprecated.Changed, deprecated.Receipt);
                break;
        }
    }

    private static AmiRetentionResult Done(RetentionStep step) =>
        Result(step, alreadyDone: true, receipt: null, (step.Change as RemovalStep)?.Bin.Until, (step.Change as ArchiveStep)?.Snapshots.Select(snapshot => snapshot.Tier));

    private static AmiRetentionResult Result(RetentionStep step, bool alreadyDone, AmiChangeReceipt? receipt, DateTime? restorableUntil = null, IEnumerable<EbsSnapshotTier>? snapshots = null)
    {
        EbsSnapshotTier[] archived = [.. snapshots ?? []];
        return new AmiRetentionResult
        {
            Region = step.Item.Region, AccountId = step.Item.AccountId, ImageId = step.Item.ImageId, Name = step.Item.Name, Family = step.Item.Family, Action = step.Item.Action, SnapshotIds = step.Item.SnapshotIds,
            AlreadyDone = alreadyDone, Receipt = receipt, RestorableUntil = restorableUntil, ArchivedSnapshots = archived,
            UnarchivedSnapshotIds = step.Change is ArchiveStep archive ? [.. archive.SharedSnapshotIds, .. archive.Snapshots.Select(snapshot => snapshot.Tier.SnapshotId).Except(archived.Select(snapshot => snapshot.SnapshotId))] : [],
        };
    }

    private AmiException TooMany(int left) => new(AmiErrorCodes.TooManyFailures, AmiErrorKind.InvalidState, $"{Count.Of(_failures.Count, "change")} failed, and nothing more is begun: {Count.Of(left, "image")} of the plan {(left == 1 ? "is as it was" : "are as they were")}.")
    {
        Remedy = "Look at the errors before this one. The same plan can be carried out again: what is done is done, and -MaxFailure says when to stop.", StopsEverything = true,
    };

    /// <summary>Hands everything on, and counts.</summary>
    private sealed class CountedFailures(IEngineEvents events, FailureCount count) : IEngineEvents
    {
        public ValueTask FailAsync(AmiException failure)
        {
            count.Add();
            return events.FailAsync(failure);
        }

        public ValueTask WarnAsync(string message) => events.WarnAsync(message);

        public ValueTask SayAsync(string message) => events.SayAsync(message);

        public void Progress(ProgressReport report) => events.Progress(report);
    }
}
