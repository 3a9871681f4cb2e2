using AmiTools.Engine.Images;
using AmiTools.Engine.Keys;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Compliance;

/// <summary>Reads instances and backups, list by list and all regions at a time, and judges.</summary>
internal sealed class ComplianceRunner(EngineSession session, ComplianceQuery query, IEngineEvents events)
{
    private readonly List<UnreadBackups> _unread = [];

    /// <summary>A result for each instance.</summary>
    public async Task<IReadOnlyList<AmiCompliance>> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> counting = await BackupRegionsAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ComplianceSubject> subjects = await new ComplianceSubjects(session, query, events).ReadAsync(cancellationToken).ConfigureAwait(false);
        if (subjects.Count == 0) return [];
        string account = await session.AccountIdAsync(cancellationToken).ConfigureAwait(false);

        // Where nobody restricted them, the instances' own regions always count, also where the list of all could not be read.
        if (query.BackupRegion.Count == 0) counting = [.. counting.Union(subjects.Select(subject => subject.Region))];
        // Copies that count elsewhere are dated by what they were copied from, which most often lies where the instance is.
        RegionBackups[] regions = [.. counting.Union(subjects.Select(subject => subject.Region)).Select(region => new RegionBackups(session.In(region)))];
        await Task.WhenAll(regions.Select(region => region.ReadImagesAsync(cancellationToken))).ConfigureAwait(false);
        BackupLineage lineage = new(regions);
        ILookup<string, PlacedImage> backups = Backups(lineage, [.. regions.Where(region => counting.Contains(region.Name))], [.. subjects.Select(subject => subject.InstanceId)]);
        await ReadPartsAsync(lineage, [.. backups.SelectMany(images => images)], regions, cancellationToken).ConfigureAwait(false);

        ComplianceRules rules = new(query, account, session.Environment.Time.GetUtcNow().UtcDateTime);
        return [.. subjects.OrderBy(subject => subject.Region, StringComparer.Ordinal).ThenBy(subject => subject.Name, StringComparer.OrdinalIgnoreCase).ThenBy(subject => subject.InstanceId, StringComparer.Ordinal)
            .Select(subject => rules.Judge(subject, [.. backups[subject.InstanceId].Select(image => BackupCandidate.Of(image, lineage.PointOf(image), subject))], _unread))];
    }

    private async Task<IReadOnlyList<string>> BackupRegionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            (IReadOnlyList<string> regions, IReadOnlyList<AmiException> problems) = await session.Regions.ResolveAsync(query.BackupRegion.Count > 0 ? query.BackupRegion : ["*"], cancellationToken).ConfigureAwait(false);
            foreach (AmiException problem in problems.Skip(1)) await events.FailAsync(problem).ConfigureAwait(false);
            if (problems.Count > 0) throw problems[0];
            return regions.Count >= query.MinRegion ? regions : throw ComplianceQueryRules.TooManyRegions(query.MinRegion, regions);
        }
        catch (AmiException failure) when (failure is { StopsEverything: false, Operation: "DescribeRegions" })
        {
            _unread.Add(new UnreadBackups(null, "which regions there are", failure));
            string[] plain = [.. query.BackupRegion.Where(region => region.AsSpan().IndexOfAny('*', '?') < 0)];
            return plain.Length == 0 ? [] : (await session.Regions.ResolveAsync(plain, cancellationToken).ConfigureAwait(false)).Regions;
        }
    }

    /// <summary>The backups of the instances, by instance. Where what might be one cannot be told, that is noted.</summary>
    private ILookup<string, PlacedImage> Backups(BackupLineage lineage, RegionBackups[] regions, HashSet<string> instances)
    {
        _unread.AddRange(regions.Where(region => region.ImagesUnread is not null).Select(region => new UnreadBackups(region.Name, $"the images in {region.Name}", region.ImagesUnread!)));
        PlacedImage[] images = [.. regions.SelectMany(region => region.Images.Values.Select(image => new PlacedImage(region, image)))];
        _unread.AddRange(images.Select(image => (image.Region.Name, Failure: lineage.Unplaced(image))).Where(image => image.Failure is not null).DistinctBy(image => (image.Name, image.Failure!.Region))
            .Select(image => new UnreadBackups(image.Name, $"what images in {image.Name} were copied from, in {image.Failure!.Region},", image.Failure)));
        return images.Select(image => (Instance: lineage.InstanceOf(image), Image: image)).Where(pair => pair.Instance is not null && instances.Contains(pair.Instance)).ToLookup(pair => pair.Instance!, pair => pair.Image, StringComparer.Ordinal);
    }

    private async Task ReadPartsAsync(BackupLineage lineage, PlacedImage[] backups, RegionBackups[] regions, CancellationToken cancellationToken)
    {
        // Of an image that is not available nothing more has to be known, save where a copy of it is.
        ILookup<RegionBackups, string> needed = backups.Where(image => image.Image.IsAvailable()).SelectMany(image => new[] { image, lineage.Chain(image)[^1] })
            .SelectMany(image => image.Image.SnapshotIds().Select(snapshot => (image.Region, snapshot))).Distinct().ToLookup(pair => pair.Region, pair => pair.snapshot);
        KeyReader keys = new();
        await Task.WhenAll(regions.Select(async region =>
        {
            await region.ReadSnapshotsAsync([.. needed[region]], cancellationToken).ConfigureAwait(false);
            await region.ReadKeysAsync(keys, cancellationToken).ConfigureAwait(false);
        })).ConfigureAwait(false);
    }
}
