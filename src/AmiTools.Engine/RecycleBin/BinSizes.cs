using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.RecycleBin;

/// <summary>How large the snapshots in the bin are, as far as that can be found out.</summary>
/// <remarks>AWS lists neither size nor tier of a binned snapshot. The volume that it was made of tells the most that it can be, where that volume is still there.</remarks>
internal sealed class BinSizes
{
    private readonly Dictionary<string, Volume> _volumes;

    private BinSizes(Dictionary<string, Volume> volumes) => _volumes = volumes;

    /// <summary>Reads the volumes that the binned snapshots were made of. Where the caller may not, no size is known.</summary>
    public static async Task<BinSizes> ReadAsync(BinContents bin, CancellationToken cancellationToken)
    {
        // Copied snapshots carry a volume id that stands for none.
        IEnumerable<string> ids = bin.Snapshots.Values.Select(snapshot => snapshot.VolumeId).OfType<string>().Where(id => !id.StartsWith("vol-ffffffff", StringComparison.Ordinal));
        try
        {
            return new BinSizes(await bin.Region.VolumesAsync(ids, cancellationToken).ConfigureAwait(false));
        }
        catch (AmiException failure) when (failure.Kind is AmiErrorKind.Denied or AmiErrorKind.NotSupported)
        {
            return new BinSizes([]);
        }
    }

    /// <summary>The most GiB that the snapshot can hold; null where nothing tells.</summary>
    public int? Of(SnapshotRecycleBinInfo snapshot) => snapshot.VolumeId is { } volume && _volumes.TryGetValue(volume, out Volume? known) ? known.Size : null;
}
