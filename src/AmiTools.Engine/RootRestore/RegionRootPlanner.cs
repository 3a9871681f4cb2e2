using System.Globalization;
using Amazon.EC2.Model;
using AmiTools.Engine.Copying;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Pricing;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Tags;

namespace AmiTools.Engine.RootRestore;

/// <summary>Plans the root volumes of one region: reads only, and finds everything that AWS would refuse.</summary>
internal sealed class RegionRootPlanner(RegionSession region, RootRestoreOptions options)
{
    /// <summary>Tags that the module itself puts on: on the task, and on the volume.</summary>
    private const int OwnTags = 2;

    private readonly List<AmiException> _problems = [];
    private readonly List<RootRestoreStep> _steps = [];
    private readonly HashSet<ResourceReference> _settled = [];

    /// <summary>The region.</summary>
    public RegionSession Region => region;

    /// <summary>What would fail.</summary>
    public IReadOnlyList<AmiException> Problems => _problems;

    /// <summary>What would be done.</summary>
    public IReadOnlyList<RootRestoreStep> Steps => _steps;

    /// <summary>Those of the instances that are here, or about which a problem says that it is not known.</summary>
    public IReadOnlySet<ResourceReference> Settled => _settled;

    /// <summary>Plans the instances that are here.</summary>
    public async Task PlanAsync(ResourceReference[] references, CancellationToken cancellationToken)
    {
        try
        {
            List<RootMachine> machines = await new RootMachineReader(region).ReadAsync(references, cancellationToken).ConfigureAwait(false);
            if (machines.Count == 0) return;
            _settled.UnionWith(machines.Select(machine => machine.Given));
            Dictionary<string, InstanceTypeInfo> types = await region.TypesAsync(machines.Select(machine => machine.Instance), cancellationToken).ConfigureAwait(false);
            (RootSource? source, AmiException? problem) = RootRestoreRules.RefuseSource(options) is not null ? (null, null) : await RootSource.ReadAsync(region, options, machines, cancellationToken).ConfigureAwait(false);
            if (problem is not null) _problems.Add(problem);
            foreach (RootMachine machine in machines) await AddAsync(machine, types.GetValueOrDefault(machine.Instance.InstanceType?.Value ?? ""), source, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            // One failure for the region; what lies there is not said to be missing besides.
            _problems.Add(failure);
            _settled.UnionWith(references);
        }
    }

    private async Task AddAsync(RootMachine machine, InstanceTypeInfo? type, RootSource? source, CancellationToken cancellationToken)
    {
        string key = RootIntent.KeyOf(options, machine.Id);
        if (Begun(machine, key) is { } begun)
        {
            _steps.Add(begun);
            return;
        }

        List<AmiException> own = [.. RootRestoreRules.Refuse(machine, type), .. source?.Refuse(machine, type) ?? []];
        if (machine.Running is { } other) own.Add(Busy(machine, other));
        Dictionary<string, string> tags = TagRules.Merge(options.CopyVolumeTag ? TagRules.Copyable(machine.Root?.Tags.ToDictionary() ?? []) : [], options.Tag);
        if (tags.Count + OwnTags > TagRules.MaximumTags) own.Add(TagRules.TooMany(tags.Count + OwnTags, $" for the root volume of {machine.Instance.Title()}"));
        List<string> warnings = [];
        if (source?.KeyFor(machine) is { } encryption)
        {
            (AmiException? problem, string? warning) = await KeyCheck.RunAsync(region, encryption, "root volumes", cancellationToken).ConfigureAwait(false);
            if (problem is not null) own.Add(problem);
            if (warning is not null) warnings.Add(warning);
        }

        _problems.AddRange(own);
        if (own.Count == 0 && source is not null) _steps.Add(Step(machine, key, source, tags, warnings));
    }

    /// <summary>The step of a replacement that an earlier run of the same command has begun; null where none has.</summary>
    private RootRestoreStep? Begun(RootMachine machine, string key)
    {
        string target = $"{machine.Instance.Title()} ({region.Name})";
        if (machine.Running is { } running && running.Tag(AmiToolsTags.Restore) == key)
        {
            return new RootRestoreStep
            {
                Target = target, Action = $"Follow {running.ReplaceRootVolumeTaskId} ({running.TaskState?.Value}), which an earlier run began",
                Region = region.Name, InstanceId = machine.Id, Given = machine.Given.Given, Key = key, Device = machine.Device, ReplacedVolumeId = running.Tag(AmiToolsTags.Replaces) ?? "", TaskId = running.ReplaceRootVolumeTaskId, IsBegun = true,
            };
        }

        if (machine.Running is not null || !machine.Has(key)) return null;
        ReplaceRootVolumeTask? last = machine.Last(key);
        return new RootRestoreStep
        {
            Target = target, Action = $"Leave the root volume {machine.RootId}, as it is",
            Warnings = [$"The root volume {machine.RootId} was put there by an earlier run{(last?.Ended() is { } ended ? $" at {Text.Times.Minute(ended)}" : "")}, and may have been written to since. To replace it again, give -IdempotencyKey a new value."],
            Region = region.Name, InstanceId = machine.Id, Given = machine.Given.Given, Key = key, Device = machine.Device,
            ReplacedVolumeId = last?.Tag(AmiToolsTags.Replaces) ?? machine.Former.Where(volume => volume.Tag(AmiToolsTags.ReplacedBy) == machine.RootId).Select(volume => volume.VolumeId).LastOrDefault() ?? "",
            TaskId = last?.ReplaceRootVolumeTaskId, IsBegun = true,
        };
    }

    private RootRestoreStep Step(RootMachine machine, string key, RootSource source, Dictionary<string, string> tags, List<string> warnings)
    {
        (Volume root, int size) = (machine.Root!, source.SizeFor(machine));
        string fate = options.DeleteReplacedRootVolume ? $"{root.VolumeId} is deleted" : $"{root.VolumeId} is kept{Cost(root)}";
        return new RootRestoreStep
        {
            Target = $"{machine.Instance.Title()} ({region.Name})",
            Action = $"Replace its root volume {root.VolumeId} with one {source.Describe(machine)} ({size} GiB {root.VolumeType?.Value}), and reboot it; {fate}",
            Caution = Caution(machine.Instance, root),
            Warnings = [.. warnings, .. source.Doubts(machine)],
            Region = region.Name, InstanceId = machine.Id, Given = machine.Given.Given, Key = key, Device = machine.Device, ReplacedVolumeId = root.VolumeId!,
            DeleteOnTermination = machine.Instance.Volumes().First(volume => volume.VolumeId == root.VolumeId).DeleteOnTermination == true, Tags = tags, FailedTasks = machine.Failed(key),
        };
    }

    private string? Caution(Instance instance, Volume root)
    {
        List<string> reasons = [];
        if (options.DeleteReplacedRootVolume) reasons.Add($"{root.VolumeId} is deleted when the new root volume is in its place: what was written to it is lost, unless a rule of the Recycle Bin for volumes keeps it.");
        if (instance.Tag("aws:autoscaling:groupName") is { } group) reasons.Add($"The Auto Scaling group {group} may take the reboot for a failure and replace the instance: suspend its health checks first.");
        return reasons.Count == 0 ? null : string.Join(" ", reasons);
    }

    private AmiException Busy(RootMachine machine, ReplaceRootVolumeTask other) => machine.Refuse(AmiErrorCodes.RootReplacementRunning, AmiErrorKind.InvalidState,
        $"The root volume of {machine.Instance.Title()} is being replaced already: {other.ReplaceRootVolumeTaskId} is {other.TaskState?.Value}, and is not of this command.", "Wait until it has ended, and run the command again.");

    private static string Cost(Volume root) => StoragePrices.OfVolume(root.Size ?? 0, root.VolumeType?.Value ?? "") is { } dollars ? string.Create(CultureInfo.InvariantCulture, $", about {dollars:0.00} USD a month") : "";
}
