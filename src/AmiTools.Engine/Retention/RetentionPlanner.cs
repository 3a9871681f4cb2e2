using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots.Tiering;
using AmiTools.Engine.Text;
using Image = Amazon.EC2.Model.Image;
using Snapshot = Amazon.EC2.Model.Snapshot;

namespace AmiTools.Engine.Retention;

/// <summary>Makes the plan of an estate: reads its images, decides family by family, and keeps whatever of the rest is used or would be lost for good.</summary>
internal sealed class RetentionPlanner(EngineSession session, RetentionQuery query)
{
    private readonly RetentionPolicy _policy = query.Policy;

    /// <exception cref="AmiException">The policy cannot be; or a region could not be read. A plan that does not see all copies of a backup would be a wrong one.</exception>
    public async Task<AmiRetentionPlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (RetentionPolicyRules.Refuse(_policy, out TimeZoneInfo zone) is { } refused) throw refused;
        DateTime now = session.Environment.Time.GetUtcNow().UtcDateTime;
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> unknown) = await session.Regions.ResolveAsync(query.Session.Region, cancellationToken).ConfigureAwait(false);
        if (unknown.Count > 0) throw unknown[0];
        List<PlannedImage>[] read = await Task.WhenAll(regions.Select(region => ReadAsync(session.In(region), cancellationToken))).ConfigureAwait(false);
        Dictionary<(string Region, string Id), PlannedImage> estate = read.SelectMany(images => images).ToDictionary(image => (image.Region.Name, image.Image.ImageId!));
        Decide(estate, new RetentionRules(_policy, zone, now), now);
        if (_policy.Action == RetentionAction.Archive) await LeaveArchivedAsync(estate, cancellationToken).ConfigureAwait(false);
        await SpareAsync(estate, cancellationToken).ConfigureAwait(false);
        return new AmiRetentionPlan
        {
            MadeAt = now, Policy = _policy,
            Items = [.. estate.Values.OrderBy(image => image.Region.Name, StringComparer.Ordinal).ThenBy(image => image.Family, StringComparer.Ordinal).ThenByDescending(image => image.Backup?.Time).ThenBy(image => image.Image.ImageId, StringComparer.Ordinal)
                .Select(image => image.ToItem(_policy.Action))],
        };
    }

    private static async Task<List<PlannedImage>> ReadAsync(RegionSession region, CancellationToken cancellationToken)
    {
        List<PlannedImage> images = [];
        await foreach (Image image in region.Images.OwnAsync([], cancellationToken).ConfigureAwait(false)) images.Add(new PlannedImage(region, image));
        return [.. images.DistinctBy(image => image.Image.ImageId)];
    }

    private void Decide(Dictionary<(string Region, string Id), PlannedImage> estate, RetentionRules rules, DateTime now)
    {
        Dictionary<string, List<BackupSet>> families = new(StringComparer.Ordinal);
        foreach (BackupSet backup in BackupSets.Of([.. estate.Values.Select(image => (image.Region.Name, image.Image))]))
        {
            PlannedImage[] images = [.. backup.Images.OrderBy(image => $"{image.Region}/{image.ImageId}" == backup.Key ? 0 : 1).ThenBy(image => image.Made).Select(image => estate[(image.Region, image.ImageId)])];
            (string? family, string? whyNot) = RetentionFamilies.Of(_policy, [.. images.Select(image => image.Image)]);
            bool asked = images.Any(image => IsAskedFor(image.Image));
            foreach (PlannedImage image in images)
            {
                image.Backup = backup;
                image.Family = family ?? "";
                image.Keep(asked ? whyNot ?? "" : "it was not asked for");
            }

            if (family is null || !asked) continue;
            if (!families.TryGetValue(family, out List<BackupSet>? members)) families[family] = members = [];
            members.Add(backup);
        }

        foreach ((BackupSet backup, RetentionDecision decision) in families.Values.SelectMany(family => rules.Decide(family)))
        {
            foreach (PlannedImage image in backup.Images.Select(image => estate[(image.Region, image.ImageId)]))
            {
                if (decision.Keep) image.Keep(decision.Because);
                else if (!IsAskedFor(image.Image)) image.Keep("it was not asked for, though its backup was");
                else if (AlreadySo(image.Image, now) is { } already) image.Keep(already);
                else image.GiveUp(decision.Because);
            }
        }
    }

    /// <summary>Keeps the images that are disabled and have all their snapshots in the archive. Their copies may have further to go.</summary>
    private static async Task LeaveArchivedAsync(Dictionary<(string Region, string Id), PlannedImage> estate, CancellationToken cancellationToken)
    {
        IEnumerable<IGrouping<RegionSession, PlannedImage>> disabled = estate.Values.Where(image => image.IsGivenUp && image.Image.State?.Value == ImageStates.Disabled).GroupBy(image => image.Region);
        await Task.WhenAll(disabled.Select(async region =>
        {
            Dictionary<string, Snapshot> snapshots = await region.Key.Snapshots.ByIdAsync(region.SelectMany(image => image.Image.SnapshotIds()).Distinct(), cancellationToken).ConfigureAwait(false);
            foreach (PlannedImage image in region.Where(image => image.Image.SnapshotIds().All(id => snapshots.GetValueOrDefault(id)?.StorageTier?.Value == TierRules.Archive))) image.Keep("it is archived already");
        })).ConfigureAwait(false);
    }

    /// <summary>Keeps what is used and what would be lost for good: the whole backup with each image.</summary>
    private async Task SpareAsync(Dictionary<(string Region, string Id), PlannedImage> estate, CancellationToken cancellationToken)
    {
        if (_policy.Action == RetentionAction.Deprecate) return;
        IGrouping<RegionSession, PlannedImage>[] regions = [.. estate.Values.Where(image => image.IsGivenUp).GroupBy(image => image.Region)];
        SparedImages spared = new(_policy);
        await Task.WhenAll(regions.Select(region => spared.ReadAsync(region.Key, [.. region.Select(image => image.Image)], cancellationToken))).ConfigureAwait(false);
        foreach (PlannedImage image in regions.SelectMany(region => region))
        {
            if (spared.Why(image.Region, image.Image) is not { } why) continue;
            image.Keep(why);
            foreach (BackupImage copy in image.Backup!.Images.Where(copy => copy.ImageId != image.Image.ImageId))
            {
                PlannedImage other = estate[(copy.Region, copy.ImageId)];
                if (other.IsGivenUp) other.Keep($"{image.Image.ImageId}, a copy of it in {image.Region.Name}, is kept: {why}");
            }
        }
    }

    private bool IsAskedFor(Image image) =>
        (query.Name.Count == 0 || query.Name.Any(pattern => Wildcards.Match(pattern, image.Name ?? "")))
        && query.Tag.All(tag => image.Tag(tag.Key) is { } value && (tag.Value is null || Wildcards.Match(tag.Value, value)));

    private string? AlreadySo(Image image, DateTime now) => _policy.Action switch
    {
        RetentionAction.Disable when image.State?.Value == ImageStates.Disabled => "it is disabled already",
        RetentionAction.Deprecate when ImageMapper.Time(image.DeprecationTime) <= now => "it is deprecated already",
        RetentionAction.Archive when image.State?.Value == ImageStates.Disabled => null,
        RetentionAction.Archive or RetentionAction.Disable or RetentionAction.Deprecate when !image.IsAvailable() => $"it is {image.State?.Value}",
        _ => null,
    };
}
