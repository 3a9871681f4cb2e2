using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Copying;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>Plans the volumes of one region: reads only, and finds everything that AWS would refuse.</summary>
internal sealed class RegionRestorePlanner(RegionSession region, VolumeRestoreOptions options)
{
    private readonly List<AmiException> _problems = [];
    private readonly List<string> _warnings = [];

    /// <summary>What would fail.</summary>
    public IReadOnlyList<AmiException> Problems => _problems;

    /// <summary>The steps for the snapshots.</summary>
    public async Task<List<VolumeRestoreStep>> PlanAsync(List<(ResourceReference Given, Snapshot Snapshot)> snapshots, CancellationToken cancellationToken)
    {
        List<VolumeRestoreStep> steps = [];
        try
        {
            RestoreTarget? target = await RestoreTarget.ReadAsync(region, options, snapshots[0].Given, _problems, cancellationToken).ConfigureAwait(false);
            if (options.KmsKeyId is { } key)
            {
                (AmiException? problem, string? warning) = await KeyCheck.RunAsync(region, key, "volumes", cancellationToken).ConfigureAwait(false);
                if (problem is not null) _problems.Add(problem);
                if (warning is not null) _warnings.Add(warning);
            }

            // What is wrong with the instance or the key concerns all of them.
            bool possible = _problems.Count == 0;
            RestoredVolumes made = await RestoredVolumes.ReadAsync(region, options, [.. snapshots.Select(snapshot => RestoreIntent.KeyOf(options, snapshot.Snapshot.SnapshotId!))], cancellationToken).ConfigureAwait(false);
            foreach ((ResourceReference given, Snapshot snapshot) in snapshots)
            {
                int before = _problems.Count;
                _problems.AddRange(VolumeRestoreRules.Refuse(snapshot, given, region.Name, options));
                if (target is not null && Step(given, snapshot, target, made) is { } step && possible && _problems.Count == before) steps.Add(step);
            }
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            _problems.Add(failure);
        }

        return steps;
    }

    private VolumeRestoreStep? Step(ResourceReference given, Snapshot snapshot, RestoreTarget target, RestoredVolumes made)
    {
        string key = RestoreIntent.KeyOf(options, snapshot.SnapshotId!);
        Volume? existing = made.Usable(key);
        VolumeAttachment? there = target.Instance is { } instance ? existing?.At(instance.InstanceId!) : null;
        RestorePlace? place = target.Place(given, snapshot.SnapshotId!, there, _problems);
        if (place is null) return null;

        VolumeForm form = VolumeForm.Of(options, snapshot, place.Old);
        int before = _problems.Count;
        if (existing is null) _problems.AddRange(VolumeRestoreRules.Refuse(form.VolumeType, form.SizeGiB, form.Iops, form.Throughput));
        if (_problems.Count > before) return null;
        bool delete = place.DeleteOnTermination;
        bool done = existing is not null && (target.Instance is null || (there is { State.Value: "attached" } && there.DeleteOnTermination == delete));
        return new VolumeRestoreStep
        {
            Target = target.Instance is null ? $"{snapshot.SnapshotId} ({region.Name})" : $"{target.Instance.Title()} ({region.Name})",
            Action = done ? $"Leave {existing!.VolumeId} of {snapshot.SnapshotId}{(there is null ? "" : $" at {there.Device}")}, as it is" : Action(snapshot, form, target, place, existing),
            Caution = done || place.Old is null || place.IsUnfinished || target.Instance?.StateName() != "running" ? null
                : $"{target.Instance.Title()} is running: what uses {place.Device} there loses it for some seconds and then finds other data. Unmount it first, or stop the instance.",
            Warnings = done ? AlreadyThere(existing!, snapshot) : Warnings(target, place),
            Region = region.Name, AvailabilityZone = target.Zone, SnapshotId = snapshot.SnapshotId!, Given = given.Given, Key = key,
            SizeGiB = form.SizeGiB, VolumeType = form.VolumeType, Iops = form.Iops, Throughput = form.Throughput, Encrypted = form.Encrypted, KmsKeyId = form.KmsKeyId,
            InstanceId = target.Instance?.InstanceId, Device = place.Device, DeleteOnTermination = delete, ReplacedVolumeId = place.Old?.VolumeId ?? place.FormerVolumeId,
            ExistingVolumeId = existing?.VolumeId, IsDone = done, MonthlyCost = StoragePrices.OfVolume(form.SizeGiB, form.VolumeType),
        };
    }

    private static string Action(Snapshot snapshot, VolumeForm form, RestoreTarget target, RestorePlace place, Volume? existing)
    {
        string cost = StoragePrices.OfVolume(form.SizeGiB, form.VolumeType) is { } dollars ? string.Create(CultureInfo.InvariantCulture, $", about {dollars:0.00} USD a month") : "";
        string make = existing is null ? $"Make a volume of {snapshot.SnapshotId} in {target.Zone} ({form}{cost})" : $"Take {existing.VolumeId}, made of {snapshot.SnapshotId} before";
        return target.Instance is null ? make
            : place.IsUnfinished ? $"{make}, and attach it as {place.Device}, which an earlier run left empty (was {place.Old!.VolumeId})"
            : place.Old is { } old && existing?.At(target.Instance.InstanceId!) is null ? $"{make}, and attach it as {place.Device} in place of {old.VolumeId}, which is kept"
            : $"{make}, and attach it as {place.Device}";
    }

    private static List<string> AlreadyThere(Volume existing, Snapshot snapshot) =>
        existing.IsAttached() ? [$"{existing.VolumeId} was made of {snapshot.SnapshotId} by an earlier run, and may have been written to since. For another one give -IdempotencyKey a new value."] : [];

    private List<string> Warnings(RestoreTarget target, RestorePlace place)
    {
        List<string> warnings = [.. _warnings];
        if (place.DeleteOnTermination && place.Old is null && target.Instance is not null) warnings.Add("The volume goes when the instance is terminated.");
        return warnings;
    }
}
