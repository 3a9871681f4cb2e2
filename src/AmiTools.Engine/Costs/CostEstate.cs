using Amazon.EC2.Model;
using AmiTools.Engine.Flow;
using AmiTools.Engine.Images;
using AmiTools.Engine.RecycleBin;
using AmiTools.Engine.Sessions;
using AmiTools.Engine.Snapshots;

namespace AmiTools.Engine.Costs;

/// <summary>What one region has that costs, read in as few calls as there are lists.</summary>
/// <param name="Region">Where.</param>
/// <param name="Images">The images.</param>
/// <param name="Snapshots">The caller's snapshots: all of them, or those of the images.</param>
/// <param name="Bin">What lies in the bin; null where it was not asked for, or could not be read.</param>
/// <param name="BinSizes">How big that is.</param>
/// <param name="FastRestores">The zones in which snapshots are kept ready.</param>
/// <param name="Gaps">What could not be read.</param>
internal sealed record CostEstate(RegionSession Region, IReadOnlyList<Image> Images, IReadOnlyDictionary<string, Snapshot> Snapshots, BinContents? Bin, BinSizes? BinSizes, IReadOnlyList<DescribeFastSnapshotRestoreSuccessItem> FastRestores, IReadOnlyList<AmiException> Gaps)
{
    /// <summary>How much of each snapshot is its own, by snapshot id; empty where blocks were not to be counted.</summary>
    public IReadOnlyDictionary<string, BlockCount> Counts { get; init; } = new Dictionary<string, BlockCount>();

    private static readonly string[] s_binned = [RecycleBinResourceType.Snapshot, RecycleBinResourceType.Volume];

    /// <summary>Reads everything of the region.</summary>
    public static async Task<CostEstate> ReadAllAsync(RegionSession region, CancellationToken cancellationToken)
    {
        List<AmiException> gaps = [];
        Task<List<Image>> images = region.Images.OwnAsync([], cancellationToken).CollectAsync(cancellationToken);
        Task<List<Snapshot>> snapshots = region.Snapshots.OwnAsync([], cancellationToken).CollectAsync(cancellationToken);
        Task<BinContents?> bin = TryAsync(gaps, async () => (BinContents?)await BinContents.ReadAsync(region, s_binned, cancellationToken).ConfigureAwait(false));
        Task<List<DescribeFastSnapshotRestoreSuccessItem>?> ready = TryAsync(gaps, async () => (List<DescribeFastSnapshotRestoreSuccessItem>?)await region.FastRestoresAsync(cancellationToken).ConfigureAwait(false));
        await Task.WhenAll(images, snapshots, bin, ready).ConfigureAwait(false);
        BinContents? contents = await bin.ConfigureAwait(false);
        // AWS goes on showing images for a while after they were deregistered; their snapshots are nobody's then.
        Image[] live = [.. (await images.ConfigureAwait(false)).Where(image => image.State?.Value != "deregistered")];
        return new CostEstate(region, live, ById(await snapshots.ConfigureAwait(false)), contents, contents is null ? null : await BinSizes.ReadAsync(contents, cancellationToken).ConfigureAwait(false), await ready.ConfigureAwait(false) ?? [], gaps);
    }

    /// <summary>Reads what the images cost.</summary>
    public static async Task<CostEstate> ReadAsync(RegionSession region, IReadOnlyList<Image> images, CancellationToken cancellationToken)
    {
        List<AmiException> gaps = [];
        Dictionary<string, Snapshot> snapshots = await region.Snapshots.ByIdAsync(images.SelectMany(image => image.Devices()).Select(device => device.SnapshotId).OfType<string>(), cancellationToken).ConfigureAwait(false);
        List<DescribeFastSnapshotRestoreSuccessItem>? ready = await TryAsync(gaps, async () => (List<DescribeFastSnapshotRestoreSuccessItem>?)await region.FastRestoresAsync(snapshots.Keys, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return new CostEstate(region, images, snapshots, null, null, ready ?? [], gaps);
    }

    // What cannot be read is not nothing: it is missing in the sum, and said so.
    private static async Task<T?> TryAsync<T>(List<AmiException> gaps, Func<Task<T?>> read) where T : class
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            lock (gaps) gaps.Add(failure);
            return null;
        }
    }

    private static Dictionary<string, Snapshot> ById(IEnumerable<Snapshot> snapshots) => snapshots.DistinctBy(snapshot => snapshot.SnapshotId).ToDictionary(snapshot => snapshot.SnapshotId!, StringComparer.Ordinal);
}
