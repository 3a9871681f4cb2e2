using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Backup;

/// <summary>Which instances are meant: those that are named, or those that have the tags.</summary>
internal sealed class BackupSelection
{
    private readonly EngineSession _session;
    private readonly BackupOptions _options;
    private readonly ResourceReference[] _named;
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    private BackupSelection(EngineSession session, BackupOptions options)
    {
        _session = session;
        _options = options;
        _named = [.. options.InstanceId.Where(instance => instance.IsWellFormed("i")).DistinctBy(instance => (instance.Id, instance.Region))];
    }

    /// <summary>The regions to look in.</summary>
    public IReadOnlyList<RegionSession> Regions { get; private set; } = [];

    /// <summary>Finds out where to look. Malformed ids and regions that mean nothing are problems.</summary>
    public static async Task<BackupSelection> OpenAsync(EngineSession session, BackupOptions options, List<AmiException> problems, CancellationToken cancellationToken)
    {
        BackupSelection selection = new(session, options);
        problems.AddRange(options.InstanceId.Where(instance => !instance.IsWellFormed("i")).Select(ResourceIds.NotAnInstance));
        if (options.InstanceId.Count == 0 && options.InstanceTag.Count == 0)
        {
            problems.Add(new AmiException(AmiErrorCodes.InvalidOption, AmiErrorKind.InvalidInput, "No instance is named, and no tag selects any.") { Remedy = "Give -InstanceId or -InstanceTag." });
            return selection;
        }

        bool everywhere = options.InstanceId.Count == 0 || selection._named.Any(instance => instance.Region is null);
        string[] known = [.. selection._named.Select(instance => instance.Region).OfType<string>().Distinct()];
        List<string> regions = [];
        if (known.Length > 0) regions.AddRange(await selection.ResolveAsync(known, problems, cancellationToken).ConfigureAwait(false));
        if (everywhere) regions.AddRange(await selection.ResolveAsync(options.Session.Region, problems, cancellationToken).ConfigureAwait(false));
        selection.Regions = [.. regions.Distinct().Select(session.In)];
        return selection;
    }

    /// <summary>Reads the region's instances with their volumes.</summary>
    public async Task<IReadOnlyList<BackupSource>> ReadAsync(RegionSession region, CancellationToken cancellationToken)
    {
        ResourceReference[] here = [.. _named.Where(instance => instance.Region is null || instance.Region == region.Name)];
        try
        {
            InstanceReader reader = new(region);
            IReadOnlyCollection<Instance> instances = _options.InstanceId.Count > 0
                ? (await reader.ByIdAsync(here.Select(instance => instance.Id), cancellationToken).ConfigureAwait(false)).Values
                : await reader.ByTagAsync(_options.InstanceTag, cancellationToken).ConfigureAwait(false);
            lock (_found) _found.UnionWith(instances.Select(instance => instance.InstanceId!));
            ILookup<string, AttachedVolume> volumes = await reader.VolumesAsync(instances, cancellationToken).ConfigureAwait(false);
            Dictionary<string, string> given = here.DistinctBy(instance => instance.Id).ToDictionary(instance => instance.Id, instance => instance.Given, StringComparer.Ordinal);
            return [.. instances.Select(instance => new BackupSource(region, instance, [.. volumes[instance.InstanceId!]], given.GetValueOrDefault(instance.InstanceId!, instance.InstanceId!)))];
        }
        catch (AmiException)
        {
            // The failure is told by whoever asked; what could not be read is not said to be missing besides.
            lock (_found) _unread.UnionWith(here.Select(instance => instance.Id));
            throw;
        }
    }

    /// <summary>The named instances that are in no region that was looked in.</summary>
    public IEnumerable<AmiException> Missing() => _named
        .Where(instance => !_found.Contains(instance.Id) && !_unread.Contains(instance.Id))
        .Select(instance => (Instance: instance, Regions: Regions.Select(region => region.Name).Where(region => instance.Region is null || instance.Region == region).ToArray()))
        .Where(missing => missing.Regions.Length > 0)
        .Select(missing => ResourceIds.InstanceNotFound(missing.Instance, missing.Regions));

    private async Task<IReadOnlyList<string>> ResolveAsync(IReadOnlyList<string> patterns, List<AmiException> problems, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> regions, IReadOnlyList<AmiException> unresolved) = await _session.Regions.ResolveAsync(patterns, cancellationToken).ConfigureAwait(false);
        problems.AddRange(unresolved);
        return regions;
    }
}
