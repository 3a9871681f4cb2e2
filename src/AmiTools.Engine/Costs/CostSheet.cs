using Amazon.EC2.Model;
using AmiTools.Engine.Images;
using AmiTools.Engine.Pricing;

namespace AmiTools.Engine.Costs;

/// <summary>The costs of one region. Nothing is called.</summary>
internal sealed class CostSheet
{
    // AWS's own month in price examples.
    private const int HoursPerMonth = 730;

    private readonly CostEstate _estate;
    private readonly PriceList _prices;
    private readonly string _account;
    private readonly SnapshotCharges _charges;
    private readonly Dictionary<string, Image> _countedAt = new(StringComparer.Ordinal);
    private readonly bool _isAll;

    /// <summary>Makes it.</summary>
    /// <param name="estate">What the region has.</param>
    /// <param name="isAll">Whether that is everything; else only the images were asked for.</param>
    /// <param name="account">The caller's account.</param>
    /// <param name="prices">The prices.</param>
    public CostSheet(CostEstate estate, bool isAll, string account, PriceList prices)
    {
        (_estate, _isAll, _account, _prices) = (estate, isAll, account, prices);
        _charges = new SnapshotCharges(estate.Snapshots.Values, isAll, estate.Counts, Region, prices);
        // A snapshot that several images have is paid once, and counted at the oldest.
        foreach (Image image in estate.Images.OrderBy(image => image.CreatedAt()).ThenBy(image => image.ImageId, StringComparer.Ordinal))
        {
            foreach (string snapshot in SnapshotsOf(image)) _countedAt.TryAdd(snapshot, image);
        }
    }

    private string Region => _estate.Region.Name;

    /// <summary>Everything that costs.</summary>
    public IEnumerable<AmiCost> Costs()
    {
        foreach (Image image in _estate.Images) yield return OfImage(image);
        if (_isAll)
        {
            foreach (Snapshot snapshot in _estate.Snapshots.Values.Where(snapshot => !_countedAt.ContainsKey(snapshot.SnapshotId!))) yield return OfSnapshot(snapshot);
        }

        foreach (IGrouping<string, DescribeFastSnapshotRestoreSuccessItem> restore in _estate.FastRestores.GroupBy(restore => restore.SnapshotId!)) yield return OfFastRestore(restore.Key, [.. restore]);
        foreach (SnapshotRecycleBinInfo snapshot in _estate.Bin?.Snapshots.Values ?? []) yield return OfBinned(snapshot);
        foreach (VolumeRecycleBinInfo volume in _estate.Bin?.Volumes.Values ?? []) yield return OfBinned(volume);
    }

    /// <summary>What copies of the images to that region would cost.</summary>
    public IEnumerable<AmiCost> Copies(string destination)
    {
        foreach (Image image in _estate.Images.Where(image => IsOwn(image) && !image.IsDead()))
        {
            Snapshot[] snapshots = [.. SnapshotsOf(image).Select(id => _estate.Snapshots.GetValueOrDefault(id)).OfType<Snapshot>()];
            if (snapshots.Length == 0) continue;
            decimal stored = snapshots.Sum(snapshot => SnapshotCharges.Held(snapshot) ?? snapshot.VolumeSize ?? 0);
            Price storage = _prices.Of(PriceList.SnapshotStandard, destination)!.Value;
            Price transfer = _prices.OfTransfer(Region, destination);
            yield return new AmiCost
            {
                Region = Region, AccountId = _account, Kind = AmiCostKind.Copy, ResourceId = image.ImageId!, ImageId = image.ImageId, Name = image.Name ?? "", DestinationRegion = destination,
                SnapshotIds = [.. snapshots.Select(snapshot => snapshot.SnapshotId!)], SizeGiB = snapshots.Sum(snapshot => snapshot.VolumeSize ?? 0), StoredGiB = Round(stored), MonthlyCost = Round(stored * storage.Amount), OneTimeCost = Round(stored * transfer.Amount),
                Because = Reasons([storage.Doubt, transfer.Doubt, "the first copy of a volume to a region holds all of its blocks; one that shares those of an earlier copy with the same key costs less"]),
            };
        }
    }

    private AmiCost OfImage(Image image)
    {
        string[] all = [.. SnapshotsOf(image)];
        string[] elsewhere = [.. all.Where(id => _countedAt[id].ImageId != image.ImageId)];
        string[] missing = [.. all.Except(elsewhere).Where(id => _charges.Of(id) is null)];
        string[] counted = [.. all.Except(elsewhere).Except(missing)];
        SnapshotCharge[] charges = [.. counted.Select(id => _charges.Of(id)!)];
        IEnumerable<string?> because = !IsOwn(image) ? [$"the image belongs to {image.ImageOwnerAlias ?? image.OwnerId}, who pays for its snapshots"]
            : image.RootDeviceType?.Value == "instance-store" ? ["the image's bundle lies in S3, and is billed there", .. charges.SelectMany(charge => charge.Because)]
            : [.. charges.SelectMany(charge => charge.Because), .. elsewhere.Select(id => $"{id} is counted at {_countedAt[id].ImageId}, which has it too"), .. missing.Select(id => $"{id} is none of the account's snapshots, and is not counted")];
        return new AmiCost
        {
            Region = Region, AccountId = image.OwnerId ?? _account, Kind = AmiCostKind.Image, ResourceId = image.ImageId!, ImageId = image.ImageId, Name = image.Name ?? "", SnapshotIds = counted,
            SizeGiB = counted.Sum(id => _estate.Snapshots[id].VolumeSize ?? 0), StoredGiB = Sum(charges.Select(charge => charge.StoredGiB)), MonthlyCost = Sum(charges.Select(charge => charge.Most)), LeastMonthlyCost = Round(charges.Sum(charge => charge.Least)),
            Because = Reasons(because),
        };
    }

    private AmiCost OfSnapshot(Snapshot snapshot)
    {
        SnapshotCharge charge = _charges.Of(snapshot.SnapshotId!)!;
        return new AmiCost
        {
            Region = Region, AccountId = _account, Kind = AmiCostKind.Snapshot, ResourceId = snapshot.SnapshotId!, Name = snapshot.Tags?.FirstOrDefault(tag => tag.Key == "Name")?.Value ?? "", SnapshotIds = [snapshot.SnapshotId!],
            SizeGiB = snapshot.VolumeSize, StoredGiB = Rounded(charge.StoredGiB), MonthlyCost = Rounded(charge.Most), LeastMonthlyCost = Round(charge.Least), Because = Reasons(charge.Because),
        };
    }

    private AmiCost OfFastRestore(string snapshot, DescribeFastSnapshotRestoreSuccessItem[] zones)
    {
        Price hour = _prices.Of(PriceList.FastRestore, Region)!.Value;
        decimal cost = Round(zones.Length * HoursPerMonth * hour.Amount);
        return new AmiCost
        {
            Region = Region, AccountId = _account, Kind = AmiCostKind.FastRestore, ResourceId = snapshot, ImageId = _countedAt.GetValueOrDefault(snapshot)?.ImageId, Name = string.Join(", ", zones.Select(zone => zone.AvailabilityZone).Order(StringComparer.Ordinal)), SnapshotIds = [snapshot],
            MonthlyCost = cost, LeastMonthlyCost = cost, Because = Reasons([hour.Doubt]),
        };
    }

    private AmiCost OfBinned(SnapshotRecycleBinInfo snapshot)
    {
        int? size = _estate.BinSizes?.Of(snapshot);
        Price price = _prices.Of(PriceList.SnapshotStandard, Region)!.Value;
        return new AmiCost
        {
            Region = Region, AccountId = _account, Kind = AmiCostKind.RecycleBin, ResourceId = snapshot.SnapshotId!, Name = snapshot.Description ?? "", SnapshotIds = [snapshot.SnapshotId!], SizeGiB = size, StoredGiB = size, MonthlyCost = Rounded(size * price.Amount),
            Because = Reasons([price.Doubt, "of what lies in the Recycle Bin AWS tells neither size nor tier: the size of its volume is counted, where that is still there"]),
        };
    }

    private AmiCost OfBinned(VolumeRecycleBinInfo volume)
    {
        Price? price = volume.VolumeType?.Value is { } type ? _prices.Of(type, Region) : null;
        decimal? cost = Rounded(volume.Size * price?.Amount);
        return new AmiCost
        {
            Region = Region, AccountId = _account, Kind = AmiCostKind.RecycleBin, ResourceId = volume.VolumeId!, SizeGiB = volume.Size, StoredGiB = volume.Size, MonthlyCost = cost, LeastMonthlyCost = cost ?? 0,
            Because = Reasons([price?.Doubt, "provisioned operations and throughput of volumes are not counted"]),
        };
    }

    private bool IsOwn(Image image) => _account.Length == 0 || image.OwnerId is null || image.OwnerId == _account;

    private static IEnumerable<string> SnapshotsOf(Image image) => image.Devices().Select(device => device.SnapshotId).OfType<string>().Distinct();

    private static string[] Reasons(IEnumerable<string?> reasons) => [.. reasons.OfType<string>().Distinct()];

    private static decimal? Sum(IEnumerable<decimal?> amounts)
    {
        decimal sum = 0;
        foreach (decimal? amount in amounts)
        {
            if (amount is null) return null;
            sum += amount.Value;
        }

        return Round(sum);
    }

    private static decimal? Rounded(decimal? amount) => amount is { } known ? Round(known) : null;

    private static decimal Round(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
}
