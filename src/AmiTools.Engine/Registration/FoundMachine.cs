using Amazon.EC2.Model;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Registration;

/// <summary>A machine that a system ran on, or was made for.</summary>
/// <param name="Machine">What it is.</param>
/// <param name="From">What tells it, as people know it: <c>the image ami-0abc</c>.</param>
/// <param name="Platform">AWS's platform details of the system; null where they are not told.</param>
/// <param name="UsageOperation">AWS's usage operation of the system; null where it is not told.</param>
/// <param name="Image">The image, where it was one that has the system's snapshot; else null.</param>
internal sealed record FoundMachine(AmiMachine Machine, string From, string? Platform, string? UsageOperation, Image? Image)
{
    /// <summary>The device that the snapshot is of on that machine, where it is none that it boots from: <c>/dev/sdf</c>. Null where it is the root, or nothing tells.</summary>
    public string? DataDevice { get; init; }

    /// <summary>The device whose volume is made of the snapshot, which says what type of volume it was; null where it is not known.</summary>
    public AmiBlockDevice? Root => Image?.Devices().FirstOrDefault(device => device.DeviceName == Image.RootDeviceName && device.SnapshotId is not null);

    /// <summary>What else the image has besides the root.</summary>
    public IReadOnlyList<AmiBlockDevice> Others => Image is null ? [] : [.. Image.Devices().Where(device => device.DeviceName != Image.RootDeviceName && device.SnapshotId is not null)];
}
