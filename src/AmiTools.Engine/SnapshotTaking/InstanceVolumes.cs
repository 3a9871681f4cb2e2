using Amazon.EC2.Model;
using AmiTools.Engine.Instances;

namespace AmiTools.Engine.SnapshotTaking;

/// <summary>Which volumes of an instance are taken, and which are left out.</summary>
internal sealed class InstanceVolumes
{
    private readonly Instance _instance;
    private readonly EbsSnapshotOptions _options;
    private readonly (string Device, string VolumeId)[] _all;

    private InstanceVolumes(Instance instance, EbsSnapshotOptions options)
    {
        _instance = instance;
        _options = options;
        _all = [.. instance.Volumes().Select(volume => (volume.Device, volume.VolumeId))];
        ExcludesRoot = _all.Any(volume => IsRoot(volume) && (options.ExcludeRoot || options.ExcludeVolume.Any(name => Means(name, volume))));
        Excluded = [.. _all.Where(volume => !IsRoot(volume) && options.ExcludeVolume.Any(name => Means(name, volume))).Select(volume => volume.VolumeId)];
        Taken = [.. _all.Where(volume => IsRoot(volume) ? !ExcludesRoot : !Excluded.Contains(volume.VolumeId))];
    }

    /// <summary>What is taken, by device.</summary>
    public IReadOnlyList<(string Device, string VolumeId)> Taken { get; }

    /// <summary>The data volumes that are left out. AWS takes the root among them for a mistake.</summary>
    public IReadOnlyList<string> Excluded { get; }

    /// <summary>Whether the root is left out.</summary>
    public bool ExcludesRoot { get; }

    /// <summary>Chooses.</summary>
    public static InstanceVolumes Of(Instance instance, EbsSnapshotOptions options) => new(instance, options);

    /// <summary>Everything that keeps them from being taken.</summary>
    public IEnumerable<AmiException> Problems(string region, ResourceReference reference)
    {
        if (_instance.StateName() is "shutting-down" or "terminated")
        {
            yield return Problem(AmiErrorCodes.InstanceNotReady, AmiErrorKind.InvalidState, $"{_instance.Title()} in {region} is {_instance.StateName()}, and has no volumes any more.", "Its earlier snapshots are shown by Get-EbsSnapshot -Tag @{ 'AmiTools:instance' = '...' }.");
            yield break;
        }

        foreach (string unknown in _options.ExcludeVolume.Distinct().Where(name => !_all.Any(volume => Means(name, volume))))
            yield return Problem(AmiErrorCodes.InvalidBlockDevice, AmiErrorKind.InvalidInput, $"{_instance.Title()} has no volume '{unknown}' that could be left out; it has {string.Join(", ", _all.Select(volume => $"{volume.Device} ({volume.VolumeId})"))}.", "Name a device or a volume of the instance.");
        if (Excluded.Count > TakingRules.MostExclusions)
            yield return Problem(AmiErrorCodes.InvalidBlockDevice, AmiErrorKind.InvalidInput, $"{Excluded.Count} volumes of {_instance.Title()} are to be left out, and AWS leaves out {TakingRules.MostExclusions} at the most.", "Take the few that are left by -VolumeId.");
        if (Taken.Count == 0)
            yield return Problem(AmiErrorCodes.InvalidBlockDevice, AmiErrorKind.InvalidInput, $"No EBS volume of {_instance.Title()} is left to take a snapshot of.", "Leave out fewer volumes.");

        AmiException Problem(string code, AmiErrorKind kind, string message, string remedy) => new(code, kind, message) { ResourceId = reference.Given, Region = region, Remedy = remedy };
    }

    private bool IsRoot((string Device, string VolumeId) volume) => volume.Device == _instance.RootDeviceName;

    private static bool Means(string name, (string Device, string VolumeId) volume) => name == volume.VolumeId || name == volume.Device;
}
