using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Text;

namespace AmiTools.Engine.SnapshotTaking;

/// <summary>Reads of which volumes snapshots would be taken, and everything that would make it fail.</summary>
internal sealed class TakingPlanner(EngineSession session, EbsSnapshotOptions options)
{
    private readonly List<AmiException> _problems = [.. TakingRules.Problems(options)];

    /// <summary>The plan. Changes nothing.</summary>
    public async Task<EbsSnapshotPlan> PlanAsync(CancellationToken cancellationToken)
    {
        // What is wrong with the options is wrong with every snapshot.
        bool hopeless = _problems.Count > 0;
        _problems.AddRange(options.VolumeId.Where(volume => !volume.IsWellFormed("vol")).Select(ResourceIds.NotAVolume));
        _problems.AddRange(options.InstanceId.Where(instance => !instance.IsWellFormed("i")).Select(ResourceIds.NotAnInstance));
        Whereabouts where = await Whereabouts.ResolveAsync(session, options.Session, [.. options.VolumeId.Where(volume => volume.IsWellFormed("vol")), .. options.InstanceId.Where(instance => instance.IsWellFormed("i"))], _problems, cancellationToken).ConfigureAwait(false);
        RegionPart[] parts = await Task.WhenAll(where.Regions.Select(region => ReadAsync(region, where.In(region), cancellationToken))).ConfigureAwait(false);
        _problems.AddRange(parts.SelectMany(part => part.Problems));
        foreach (ResourceReference missing in where.References.Where(reference => where.Of(reference) is { Length: > 0 } regions && !parts.Any(part => regions.Contains(part.Region) && part.Settled.Contains(reference))))
        {
            string[] regions = [.. where.Of(missing).Select(region => region.Name)];
            _problems.Add(missing.IsWellFormed("vol") ? ResourceIds.VolumeNotFound(missing, regions) : ResourceIds.InstanceNotFound(missing, regions));
        }

        return new EbsSnapshotPlan { Options = options, Steps = hopeless ? [] : [.. parts.SelectMany(part => part.Steps)], Problems = _problems };
    }

    private async Task<RegionPart> ReadAsync(RegionSession region, ResourceReference[] references, CancellationToken cancellationToken)
    {
        RegionPart part = new(region);
        try
        {
            InstanceReader reader = new(region);
            Dictionary<string, Instance> instances = await reader.ByIdAsync(references.Where(reference => reference.IsWellFormed("i")).Select(reference => reference.Id), cancellationToken).ConfigureAwait(false);
            IEnumerable<string> attached = instances.Values.SelectMany(instance => instance.Volumes()).Select(volume => volume.VolumeId);
            Dictionary<string, Volume> volumes = await region.VolumesAsync(references.Where(reference => reference.IsWellFormed("vol")).Select(reference => reference.Id).Concat(attached), cancellationToken).ConfigureAwait(false);
            ExistingSnapshots existing = await ExistingSnapshots.ReadAsync(region, options.IdempotencyKey, cancellationToken).ConfigureAwait(false);
            foreach (ResourceReference reference in references)
            {
                if (instances.TryGetValue(reference.Id, out Instance? instance)) part.Add(reference, OfInstance(region, reference, instance, volumes, existing, part.Problems));
                else if (volumes.TryGetValue(reference.Id, out Volume? volume) && reference.IsWellFormed("vol")) part.Add(reference, OfVolume(region, reference, volume, existing, part.Problems));
            }

            Pair(part);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            // One failure for the region; what lies there is not said to be missing besides.
            part.Problems.Add(failure);
            part.Settled.UnionWith(references);
        }

        return part;
    }

    private EbsSnapshotStep? OfVolume(RegionSession region, ResourceReference reference, Volume volume, ExistingSnapshots existing, List<AmiException> problems)
    {
        EbsSnapshotSource source = volume.ToSource();
        List<AmiException> own = [.. NotReady(region, reference, [volume])];
        if (TakingTags.Problem(source, null, options) is { } tags) own.Add(tags);
        problems.AddRange(own);
        if (own.Count > 0) return null;
        TakingMatch match = existing.Of(null, [source]);
        string name = volume.Tags.ToDictionary().GetValueOrDefault("Name", "");
        string title = string.Join(" ", new[] { source.VolumeId, name }.Where(part => part.Length > 0));
        return new EbsSnapshotStep
        {
            Region = region.Name,
            Given = reference.Given,
            Volumes = [source],
            Description = options.Description ?? (source.InstanceId is null ? title : $"{source.DeviceName} of {source.InstanceId}"),
            Existing = [.. match.Live.Select(snapshot => snapshot.ToBackup(region, source, existed: true))],
            Target = $"{title} ({region.Name})",
            Action = Action(match, $"Take a snapshot ({source.SizeGiB} GiB{(source.InstanceId is null ? "" : $", {source.DeviceName} of {source.InstanceId}")})"),
        };
    }

    private EbsSnapshotStep? OfInstance(RegionSession region, ResourceReference reference, Instance instance, Dictionary<string, Volume> volumes, ExistingSnapshots existing, List<AmiException> problems)
    {
        InstanceVolumes chosen = InstanceVolumes.Of(instance, options);
        EbsSnapshotSource[] sources = [.. chosen.Taken.Select(mapped => new EbsSnapshotSource
        {
            VolumeId = mapped.VolumeId, DeviceName = mapped.Device, InstanceId = instance.InstanceId, SizeGiB = volumes.GetValueOrDefault(mapped.VolumeId)?.Size ?? 0, Tags = volumes.GetValueOrDefault(mapped.VolumeId)?.Tags.ToDictionary() ?? [],
        })];
        List<AmiException> own = [.. chosen.Problems(region.Name, reference)];
        own.AddRange(NotReady(region, reference, [.. sources.Select(source => volumes.GetValueOrDefault(source.VolumeId)).OfType<Volume>()]));
        own.AddRange(sources.Select(source => TakingTags.Problem(source, instance.InstanceId, options)).OfType<AmiException>());
        problems.AddRange(own);
        if (own.Count > 0) return null;
        TakingMatch match = existing.Of(instance.InstanceId, sources);
        return new EbsSnapshotStep
        {
            Region = region.Name,
            Given = reference.Given,
            InstanceId = instance.InstanceId,
            Volumes = sources,
            Excluded = chosen.Excluded,
            ExcludesRoot = chosen.ExcludesRoot,
            Description = options.Description ?? $"Volumes of {instance.Title()} at one moment",
            Existing = [.. match.Live.Select(snapshot => snapshot.ToBackup(region, sources.First(source => source.VolumeId == snapshot.VolumeId), existed: true))],
            Target = $"{string.Join(" ", new[] { instance.InstanceId!, instance.NameTag() }.Where(part => part.Length > 0))} ({region.Name})",
            Action = Action(match, $"Take snapshots of {string.Join(", ", sources.Select(source => source.DeviceName))} at one moment ({sources.Sum(source => source.SizeGiB)} GiB)"),
            Warnings = match.Partial.Count > 0 ? [$"Of an earlier set under this key only {string.Join(", ", match.Partial.Select(snapshot => snapshot.SnapshotId))} {(match.Partial.Count == 1 ? "is" : "are")} left, or it was taken of other volumes. That stays as it is, and a whole set is taken anew."] : [],
        };
    }

    private static string Action(TakingMatch match, string take) =>
        match.Live.Count > 0 ? $"Return {string.Join(", ", match.Live.Select(snapshot => $"{snapshot.SnapshotId} ({snapshot.State?.Value})"))}, which {(match.Live.Count == 1 ? "has" : "have")} this idempotency key already"
        : match.Dead.Count > 0 ? $"{take}, in place of the failed {string.Join(", ", match.Dead.Select(snapshot => snapshot.SnapshotId))}"
        : take;

    private static IEnumerable<AmiException> NotReady(RegionSession region, ResourceReference reference, Volume[] volumes) => volumes.Where(volume => volume.State?.Value is not ("available" or "in-use")).Select(volume =>
        new AmiException(AmiErrorCodes.VolumeNotReady, AmiErrorKind.InvalidState, $"{volume.VolumeId} in {region.Name} is {volume.State?.Value}; a snapshot needs a volume that is available or in use.")
        {
            ResourceId = reference.Given, Region = region.Name, Remedy = volume.State?.Value == "creating" ? "Wait until the volume is there." : "Its earlier snapshots are shown by Get-EbsSnapshot -VolumeId.",
        });

    /// <summary>Says where volumes of one machine are taken one after the other, which their data may not survive.</summary>
    private static void Pair(RegionPart part)
    {
        foreach (IGrouping<string?, EbsSnapshotStep> machine in part.Steps.Where(step => step.InstanceId is null && step.Existing.Count == 0).GroupBy(step => step.Volumes[0].InstanceId).Where(group => group.Key is not null && group.Count() > 1))
        {
            part.Warn(machine.First(), $"{Count.Of(machine.Count(), "volume")} of {machine.Key} are taken one after the other, not at one moment. -InstanceId {machine.Key} takes its volumes together.");
        }
    }

    private sealed class RegionPart(RegionSession region)
    {
        private readonly List<EbsSnapshotStep> _steps = [];

        public RegionSession Region => region;

        public IReadOnlyList<EbsSnapshotStep> Steps => _steps;

        public List<AmiException> Problems { get; } = [];

        public HashSet<ResourceReference> Settled { get; } = [];

        public void Add(ResourceReference reference, EbsSnapshotStep? step)
        {
            Settled.Add(reference);
            if (step is not null) _steps.Add(step);
        }

        public void Warn(EbsSnapshotStep step, string warning) => _steps[_steps.IndexOf(step)] = new EbsSnapshotStep
        {
            Region = step.Region, Given = step.Given, Volumes = step.Volumes, Description = step.Description, Existing = step.Existing, Target = step.Target, Action = step.Action, Warnings = [.. step.Warnings, warning],
        };
    }
}
