using AmiTools.Engine.Availability;
using AmiTools.Engine.Deprecation;
using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;
using AmiTools.Engine.Removal;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Usage;
using Image = Amazon.EC2.Model.Image;

namespace AmiTools.Engine.Retention;

/// <summary>Finds out what is still to be done of a plan, and what must not be done any more.</summary>
internal sealed class RetentionRunPlanner(EngineSession session, RetentionRunOptions options)
{
    /// <summary>AWS takes no date in the past; by the time that the last image of a long run has its turn, this one still is none.</summary>
    private static readonly TimeSpan s_deprecationDelay = TimeSpan.FromHours(1);

    private readonly List<AmiException> _problems = [];

    /// <exception cref="AmiException">The plan is not what it was when it was made.</exception>
    public async Task<RetentionRunPlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (PlanIntegrity.Refuse(options) is { } refused) throw refused;
        DateTime now = session.Environment.Time.GetUtcNow().UtcDateTime;
        HashSet<(string, string?)>? asked = options.ImageId is { } ids ? [.. ids.Select(id => (id.Id, id.Region))] : null;
        AmiRetentionItem[] items = [.. options.Plan.Changes.Where(item => asked is null || asked.Contains((item.ImageId, item.Region)) || asked.Contains((item.ImageId, null)))];
        FamilyKeepers keepers = new(session, options.Plan);
        Task readKeepers = keepers.ReadAsync([.. items.Select(item => item.Family).Distinct()], cancellationToken);
        List<(AmiRetentionItem Item, RegionSession Region, Image? Image)> current = await ReadAsync(items, cancellationToken).ConfigureAwait(false);
        await readKeepers.ConfigureAwait(false);
        current.RemoveAll(each => Refuses(each.Item, each.Image, keepers));
        return new RetentionRunPlan { Options = options, MadeAt = now, Steps = [.. await StepsAsync(current, now, cancellationToken).ConfigureAwait(false)], Problems = _problems };
    }

    private async Task<List<(AmiRetentionItem, RegionSession, Image?)>> ReadAsync(IReadOnlyList<AmiRetentionItem> items, CancellationToken cancellationToken)
    {
        List<(AmiRetentionItem, RegionSession, Image?)> current = [];
        foreach (IGrouping<string, AmiRetentionItem> inRegion in items.GroupBy(item => item.Region))
        {
            RegionSession region = session.In(inRegion.Key);
            try
            {
                Dictionary<string, Image> images = await region.Images.ByIdAsync(inRegion.Select(item => item.ImageId), cancellationToken).ConfigureAwait(false);
                current.AddRange(inRegion.Select(item => (item, region, images.GetValueOrDefault(item.ImageId))));
            }
            catch (AmiException failure) when (!failure.StopsEverything)
            {
                _problems.AddRange(inRegion.Select(item => failure.As(failure.Code, failure.Kind, $"{item.ImageId} in {item.Region} is left alone: it could not be looked at. {failure.Message}", item.ImageId)));
            }
        }

        return current;
    }

    private bool Refuses(AmiRetentionItem item, Image? image, FamilyKeepers keepers)
    {
        AmiException? refusal = image is not null && ImageFingerprint.Of(image, item.Action) != item.Fingerprint ? Refuse(AmiErrorCodes.PlanOutdated, item, "it has changed since the plan was made", "Make a new plan: Get-AmiRetentionPlan.")
            // The state is no part of that fingerprint, because archiving changes it; from disabled to anything else somebody else did.
            : item is { Action: RetentionAction.Archive, State: ImageStates.Disabled } && image is not null && image.State?.Value != ImageStates.Disabled ? Refuse(AmiErrorCodes.PlanOutdated, item, $"it was disabled when the plan was made, and is {image.State?.Value} now", "Make a new plan: Get-AmiRetentionPlan.")
            : keepers.Why(item.Family) is { } why ? Refuse(AmiErrorCodes.LastBackup, item, why, "Make a new plan: Get-AmiRetentionPlan.")
            : null;
        if (refusal is not null) _problems.Add(refusal);
        return refusal is not null;
    }

    private async Task<IEnumerable<RetentionStep>> StepsAsync(IReadOnlyList<(AmiRetentionItem Item, RegionSession Region, Image? Image)> current, DateTime now, CancellationToken cancellationToken)
    {
        Dictionary<(string, string), AmiRetentionItem> byId = current.ToDictionary(each => (each.Item.Region, each.Item.ImageId), each => each.Item);
        RetentionStep Step(PlanStep change, string region, string image, bool isDone) => new()
        {
            Target = change.Target, Action = $"{change.Action} (family {byId[(region, image)].Family}: {byId[(region, image)].Because})", Caution = change.Caution, Warnings = change.Warnings, Item = byId[(region, image)], Change = change, IsDone = isDone,
        };
        switch (options.Plan.Policy.Action)
        {
            case RetentionAction.Delete:
                // One that is gone already is finished: an earlier run may have been broken off between the image and its snapshots.
                RemovalOptions removal = new() { Session = options.Session, ImageId = References(current), AllowPermanent = options.Plan.Policy.AllowPermanent };
                RemovalPlan removals = await new RemovalPlanner(session, removal).PlanAsync(cancellationToken).ConfigureAwait(false);
                // One that is not there, not in the bin and has left nothing is as the plan wants it.
                HashSet<string> gone = [.. removals.Problems.Where(problem => problem.Code == AmiErrorCodes.ImageNotFound).Select(problem => problem.ResourceId!)];
                _problems.AddRange(removals.Problems.Where(problem => problem.Code != AmiErrorCodes.ImageNotFound));
                IEnumerable<RemovalStep> nothing = current.Where(each => gone.Contains(each.Item.ImageId))
                    .Select(each => RemovalWording.Finish(each.Item.ImageId, each.Item.Region, each.Item.AccountId, each.Item.Name, new BinForecast { Verdict = RecycleBinVerdict.No, Because = "the image is not in the Recycle Bin" }, []));
                return removals.Steps.Concat(nothing).Select(step => Step(step, step.Region, step.ImageId, step.IsDone));
            case RetentionAction.Disable:
                DisablePlan disabling = await new DisablePlanner(session, new DisableOptions { Session = options.Session, ImageId = References(await UnusedAsync(current, cancellationToken).ConfigureAwait(false)) }).PlanAsync(cancellationToken).ConfigureAwait(false);
                _problems.AddRange(disabling.Problems);
                return disabling.Steps.Select(step => Step(step, step.Image.Region, step.Image.ImageId, !step.Outcome.Changed));
            case RetentionAction.Archive:
                ArchivePlan archiving = await new ArchivePlanner(session, options.Session).PlanAsync(References(await UnusedAsync(current, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
                _problems.AddRange(archiving.Problems);
                return archiving.Steps.Select(step => Step(step, step.Disable.Image.Region, step.Disable.Image.ImageId, step.IsDone));
            default:
                // A date that an earlier run set comes soon, or has come.
                (AmiRetentionItem Item, RegionSession Region, Image? Image)[] open = [.. current.Where(each => ImageMapper.Time(each.Image?.DeprecationTime) is not { } date || date > now + s_deprecationDelay)];
                DeprecationPlan deprecation = await new DeprecationPlanner(session, new DeprecationOptions { Session = options.Session, ImageId = References(open), After = s_deprecationDelay }).PlanAsync(cancellationToken).ConfigureAwait(false);
                _problems.AddRange(deprecation.Problems);
                return deprecation.Steps.Select(step => Step(step, step.Outcome.Region, step.Outcome.ImageId, !step.Outcome.Changed));
        }
    }

    /// <summary>Those that nothing uses. Whoever disables an image that something launches breaks it as surely as whoever deletes it.</summary>
    private async Task<IReadOnlyList<(AmiRetentionItem Item, RegionSession Region, Image? Image)>> UnusedAsync(IReadOnlyList<(AmiRetentionItem Item, RegionSession Region, Image? Image)> current, CancellationToken cancellationToken)
    {
        List<(AmiRetentionItem, RegionSession, Image?)> unused = [];
        foreach (IGrouping<RegionSession, (AmiRetentionItem Item, RegionSession Region, Image? Image)> region in current.GroupBy(each => each.Region))
        {
            IReadOnlyDictionary<string, UsageFindings> usage = await ImageUsage.InBulk(region.Key).RunAsync([.. region.Select(each => each.Image).OfType<Image>().Where(image => image.State?.Value != ImageStates.Disabled)], cancellationToken).ConfigureAwait(false);
            foreach ((AmiRetentionItem Item, RegionSession Region, Image? Image) each in region)
            {
                if (usage.GetValueOrDefault(each.Item.ImageId) is { Reasons: { Count: > 0 } reasons }) _problems.Add(Refuse(reasons.Any(reason => reason.Verdict == UsageVerdict.InUse) ? AmiErrorCodes.ImageInUse : AmiErrorCodes.ImageUsageUnknown, each.Item, UsageRefusal.Sentence(reasons), reasons[0].Remedy));
                else unused.Add(each);
            }
        }

        return unused;
    }

    private static ResourceReference[] References(IEnumerable<(AmiRetentionItem Item, RegionSession Region, Image? Image)> items) => [.. items.Select(each => new ResourceReference(each.Item.ImageId, each.Item.Region, each.Item.AccountId))];

    private static AmiException Refuse(string code, AmiRetentionItem item, string why, string? remedy) => new(code, AmiErrorKind.InvalidState, $"{item.ImageId}{(item.Name.Length == 0 ? "" : $" ({item.Name})")} in {item.Region} is left alone: {why}.")
    {
        ResourceId = item.ImageId, Region = item.Region, Remedy = remedy,
    };
}
