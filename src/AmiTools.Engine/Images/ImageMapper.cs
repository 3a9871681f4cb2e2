using System.Globalization;
using Amazon.EC2.Model;

namespace AmiTools.Engine.Images;

/// <summary>AWS's images and devices as the module's.</summary>
internal static class ImageMapper
{
    /// <summary>AWS's image as the module shows it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="region">The region that it was read in.</param>
    /// <param name="now">The time that deprecation is judged at.</param>
    public static Ami ToAmi(this Image image, string region, DateTimeOffset now)
    {
        Dictionary<string, string> tags = image.Tags.ToDictionary();
        DateTime? deprecation = Time(image.DeprecationTime);
        (string? parentRegion, string? parentId) = image.Parent();
        return new Ami
        {
            Region = region,
            AccountId = image.OwnerId ?? "",
            ImageId = image.ImageId!,
            Name = image.Name ?? "",
            Description = image.Description ?? "",
            State = image.State?.Value ?? "",
            StateReason = image.StateReason?.Message ?? image.StateReason?.Code,
            CreationDate = Time(image.CreationDate),
            DeprecationTime = deprecation,
            IsDeprecated = deprecation <= now.UtcDateTime,
            OwnerAlias = NullIfEmpty(image.ImageOwnerAlias),
            IsPublic = image.Public ?? false,
            Architecture = image.Architecture?.Value ?? "",
            Platform = Platform(image),
            RootDeviceType = image.RootDeviceType?.Value ?? "",
            RootDeviceName = image.RootDeviceName ?? "",
            VirtualizationType = image.VirtualizationType?.Value ?? "",
            BootMode = NullIfEmpty(image.BootMode?.Value),
            ImdsSupport = NullIfEmpty(image.ImdsSupport?.Value),
            TpmSupport = NullIfEmpty(image.TpmSupport?.Value),
            EnaSupport = image.EnaSupport ?? false,
            UsageOperation = NullIfEmpty(image.UsageOperation),
            BlockDevices = [.. image.Devices()],
            InstanceId = image.BackupOf(),
            ParentImageId = parentId,
            ParentRegion = parentRegion,
            LastLaunchedTime = Time(image.LastLaunchedTime),
            DeregistrationProtection = NullIfEmpty(image.DeregistrationProtection),
            Tags = tags,
        };
    }

    /// <summary>The devices that the image gives to an instance.</summary>
    public static IEnumerable<AmiBlockDevice> Devices(this Image image) => (image.BlockDeviceMappings ?? []).Where(mapping => mapping.DeviceName is not null).Select(mapping => new AmiBlockDevice
    {
        DeviceName = mapping.DeviceName!,
        VirtualName = NullIfEmpty(mapping.VirtualName),
        SnapshotId = NullIfEmpty(mapping.Ebs?.SnapshotId),
        SizeGiB = mapping.Ebs?.VolumeSize,
        VolumeType = mapping.Ebs?.VolumeType?.Value,
        Iops = mapping.Ebs?.Iops,
        Throughput = mapping.Ebs?.Throughput,
        Encrypted = mapping.Ebs is null ? null : mapping.Ebs.Encrypted ?? false,
        KmsKeyId = NullIfEmpty(mapping.Ebs?.KmsKeyId),
        DeleteOnTermination = mapping.Ebs?.DeleteOnTermination,
    });

    /// <summary>The snapshots behind the image, as far as AWS names them yet.</summary>
    public static IReadOnlyList<string> SnapshotIds(this Image image) =>
        [.. (image.BlockDeviceMappings ?? []).Select(mapping => NullIfEmpty(mapping.Ebs?.SnapshotId)).OfType<string>().Distinct()];

    /// <summary>The snapshot that the image boots from; null where it boots from none, or AWS does not name it yet.</summary>
    public static string? RootSnapshotId(this Image image) => NullIfEmpty((image.BlockDeviceMappings ?? []).FirstOrDefault(mapping => mapping.DeviceName is not null && mapping.DeviceName == image.RootDeviceName)?.Ebs?.SnapshotId);

    /// <summary>The instance that the image is a backup of: AWS's own field, or the module's tag, which also images registered from snapshots and copies have.</summary>
    public static string? BackupOf(this Image image) => NullIfEmpty(image.SourceInstanceId) ?? image.Tag(AmiToolsTags.Instance);

    /// <summary>The image that this one was copied from, and its region: AWS's own fields, or the module's tag where an endpoint lacks them.</summary>
    public static (string? Region, string? ImageId) Parent(this Image image)
    {
        if (NullIfEmpty(image.SourceImageId) is { } id) return (NullIfEmpty(image.SourceImageRegion), id);
        return image.Tag(AmiToolsTags.Parent)?.Split('/') is [var region, var parent] ? (region, parent) : (null, null);
    }

    /// <summary>The value of a tag; null where the image has none of that key.</summary>
    public static string? Tag(this Image image, string key) => image.Tags?.FirstOrDefault(tag => tag.Key == key)?.Value;

    /// <summary>Tags by key.</summary>
    public static Dictionary<string, string> ToDictionary(this List<Tag>? tags) =>
        (tags ?? []).Where(tag => tag.Key is not null).ToDictionary(tag => tag.Key!, tag => tag.Value ?? "", StringComparer.Ordinal);

    /// <summary>Tags as AWS takes them.</summary>
    public static List<Tag> ToTags(this IEnumerable<KeyValuePair<string, string>> tags) => [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];

    /// <summary>When the image was made, UTC.</summary>
    public static DateTime? CreatedAt(this Image image) => Time(image.CreationDate);

    /// <summary>A time as EC2 writes it into text members, UTC; null where there is none.</summary>
    public static DateTime? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time.UtcDateTime : null;

    // Old images and foreign endpoints have no platform details; AWS's field "platform" knows only Windows.
    private static string Platform(Image image) => NullIfEmpty(image.PlatformDetails) ?? (image.Platform?.Value is "windows" or "Windows" ? "Windows" : "Linux/UNIX");

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
