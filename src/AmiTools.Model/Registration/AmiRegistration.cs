namespace AmiTools;

/// <summary>An image that was registered from a snapshot or from a bundle in S3.</summary>
public sealed class AmiRegistration : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>AWS's word for its state when this was returned: <c>pending</c>, <c>available</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>The snapshot of the root volume; null for an image of a bundle.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>The bundle's manifest in S3; null for an image of a snapshot.</summary>
    public string? ImageLocation { get; init; }

    /// <summary>AWS's word: <c>x86_64</c>, <c>arm64</c>, ...</summary>
    public string Architecture { get; init; } = "";

    /// <summary>AWS's word: <c>uefi</c>, <c>legacy-bios</c>, <c>uefi-preferred</c>; null where none is set.</summary>
    public string? BootMode { get; init; }

    /// <summary>The device of the root volume.</summary>
    public string RootDeviceName { get; init; } = "";

    /// <summary>Its devices.</summary>
    public IReadOnlyList<AmiBlockDevice> BlockDevices { get; init => field = Indexable.List(value); } = [];

    /// <summary>The sizes of its EBS volumes, added up, in GiB.</summary>
    public int SizeGiB { get; init; }

    /// <summary>What the machine's properties are known from: <c>the image ami-0abc</c>. Empty where all of them were given.</summary>
    public string KnownFrom { get; init; } = "";

    /// <summary>When it was registered, UTC.</summary>
    public DateTime? CreationDate { get; init; }

    /// <summary>Whether it was there before this command.</summary>
    public bool AlreadyExisted { get; init; }

    /// <summary>The change, for a journal and Undo-AmiChange; null where nothing was changed.</summary>
    public AmiChangeReceipt? Receipt { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The image's id.</summary>
    public override string ToString() => ImageId;
}
