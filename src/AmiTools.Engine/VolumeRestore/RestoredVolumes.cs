using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>The volumes that restores have made, by the tag that they were born with.</summary>
internal sealed class RestoredVolumes
{
    private readonly VolumeRestoreOptions _options;
    private readonly ILookup<string, Volume> _byKey;

    private RestoredVolumes(VolumeRestoreOptions options, ILookup<string, Volume> byKey)
    {
        _options = options;
        _byKey = byKey;
    }

    /// <summary>Reads those of the keys.</summary>
    public static async Task<RestoredVolumes> ReadAsync(RegionSession region, VolumeRestoreOptions options, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        List<Volume> found = await region.VolumesByTagAsync(AmiToolsTags.Restore, keys, cancellationToken).ConfigureAwait(false);
        return new RestoredVolumes(options, found.ToLookup(volume => volume.Tag(AmiToolsTags.Restore)!, StringComparer.Ordinal));
    }

    /// <summary>The one that is, or can be brought, where it is asked for; null where there is none.</summary>
    public Volume? Usable(string key) => _byKey[key].Where(IsUsable).OrderBy(volume => !volume.IsAttached()).ThenBy(volume => volume.CreateTime).FirstOrDefault();

    /// <summary>Those that ended badly: what is left of them is removed.</summary>
    public IEnumerable<Volume> Dead(string key) => _byKey[key].Where(volume => volume.State?.Value == "error");

    /// <summary>How many of the key are of no use any more: the next one is of the next generation.</summary>
    public int Generation(string key) => _byKey[key].Count(volume => !IsUsable(volume));

    private bool IsUsable(Volume volume)
    {
        if (volume.State?.Value is not ("creating" or "available" or "in-use")) return false;
        if (_options.InstanceId?.Id is not { } instance) return true;
        if (volume.At(instance) is { } there) return RestoreIntent.Fits(_options, there.Device);
        // One that was attached and came off again may have been written to, and is no copy of its snapshot any more.
        return !volume.IsAttached() && volume.Tag(AmiToolsTags.AttachedTo) is null;
    }
}
