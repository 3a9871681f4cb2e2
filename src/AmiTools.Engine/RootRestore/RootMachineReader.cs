using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.VolumeRestore;

namespace AmiTools.Engine.RootRestore;

/// <summary>Reads instances with their root volumes, those that they had before, and their replacements: four lists, however many instances there are.</summary>
internal sealed class RootMachineReader(RegionSession region)
{
    /// <summary>Those of the instances that there are.</summary>
    public async Task<List<RootMachine>> ReadAsync(IReadOnlyCollection<ResourceReference> references, CancellationToken cancellationToken)
    {
        Dictionary<string, Instance> instances = await new InstanceReader(region).ByIdAsync(references.Select(reference => reference.Id), cancellationToken).ConfigureAwait(false);
        if (instances.Count == 0) return [];
        Dictionary<string, Volume> roots = await RootsAsync([.. instances.Values.Select(instance => instance.RootVolumeId()).OfType<string>()], cancellationToken).ConfigureAwait(false);
        List<Volume> former = await region.VolumesByTagAsync(AmiToolsTags.DetachedFrom, instances.Keys.Select(id => $"{id} *"), cancellationToken).ConfigureAwait(false);
        ILookup<string, ReplaceRootVolumeTask> tasks = (await region.RootTasksAsync(instances.Keys, cancellationToken).ConfigureAwait(false)).OrderBy(task => task.Begun()).ToLookup(task => task.InstanceId!, StringComparer.Ordinal);
        return [.. references.Where(reference => instances.ContainsKey(reference.Id)).Select(reference => Machine(reference, instances[reference.Id]))];

        RootMachine Machine(ResourceReference reference, Instance instance) => new(reference, region.Name, instance, roots.GetValueOrDefault(instance.RootVolumeId() ?? ""), [.. tasks[reference.Id]],
            [.. former.Where(volume => volume.FormerPlace()?.Is(reference.Id, instance.RootDeviceName ?? "") == true)]);
    }

    /// <summary>The root volumes. An instance may have one that AWS's list of volumes does not show yet.</summary>
    private async Task<Dictionary<string, Volume>> RootsAsync(string[] ids, CancellationToken cancellationToken)
    {
        Dictionary<string, Volume> roots = [];
        await Patience.UntilAsync(region.Time, region.Settings.NamedResourceWindow, async token =>
        {
            foreach ((string id, Volume volume) in await region.VolumesAsync(ids.Where(id => !roots.ContainsKey(id)), token).ConfigureAwait(false)) roots[id] = volume;
            return roots.Count == ids.Length ? roots : null;
        }, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), cancellationToken).ConfigureAwait(false);
        return roots;
    }
}
