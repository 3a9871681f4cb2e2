namespace AmiTools;

/// <summary>What one image with its snapshots, one snapshot that no image has, one thing in the Recycle Bin, or one fast restore costs; or what a copy would cost. In US dollars, or in the currency of the price list that was given.</summary>
public sealed class AmiCost : AmiResource
{
    /// <summary>What it is that costs.</summary>
    public required AmiCostKind Kind { get; init; }

    /// <summary>The image, the snapshot or the volume.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The image's name, or the <c>Name</c> tag.</summary>
    public string Name { get; init; } = "";

    /// <summary>The image; null for what belongs to none.</summary>
    public string? ImageId { get; init; }

    /// <summary>The snapshots that are counted here. One that several images have is counted at the oldest of them alone.</summary>
    public IReadOnlyList<string> SnapshotIds { get; init => field = Indexable.List(value); } = [];

    /// <summary>The sizes of the volumes of those snapshots, added up, in GiB; null where a size is not known.</summary>
    public int? SizeGiB { get; init; }

    /// <summary>What is stored of them at the most, in GiB: what their volumes held where AWS tells it, else the volumes' sizes. Null where nothing tells.</summary>
    public decimal? StoredGiB { get; init; }

    /// <summary>What it costs a month at the most: as if no snapshot shared blocks with another one. Null where nothing tells.</summary>
    public decimal? MonthlyCost { get; init; }

    /// <summary>What it costs a month at the least: as if each snapshot shared with the earlier ones of its volume all that it can. Zero where nothing tells.</summary>
    public decimal LeastMonthlyCost { get; init; }

    /// <summary>What is paid once: the transfer of a copy, at the most.</summary>
    public decimal OneTimeCost { get; init; }

    /// <summary>Where to, of a copy that is not made yet; else null.</summary>
    public string? DestinationRegion { get; init; }

    /// <summary>Whether the figures are an estimate.</summary>
    public bool IsEstimate => Because.Count > 0;

    /// <summary>Why they are, and what is not counted.</summary>
    public IReadOnlyList<string> Because { get; init => field = Indexable.List(value); } = [];

    /// <summary>What costs, and how much.</summary>
    public override string ToString() => FormattableString.Invariant($"{ResourceId}: {MonthlyCost:0.00}");
}

/// <summary>What it is that costs. The numbers are fixed.</summary>
public enum AmiCostKind
{
    /// <summary>An image, with the snapshots that are counted at it.</summary>
    Image = 0,

    /// <summary>A snapshot that no image has.</summary>
    Snapshot = 1,

    /// <summary>A snapshot or a volume in the Recycle Bin.</summary>
    RecycleBin = 2,

    /// <summary>A snapshot that is kept ready for fast restores in zones.</summary>
    FastRestore = 3,

    /// <summary>A copy that is not made yet.</summary>
    Copy = 4,
}
