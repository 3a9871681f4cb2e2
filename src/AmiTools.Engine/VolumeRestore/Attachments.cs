using System.Text.RegularExpressions;
using Amazon.EC2.Model;
using AmiTools.Engine.BlockDevices;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.VolumeRestore;

/// <summary>Where volumes are, and what their tags say of where they were.</summary>
internal static partial class Attachments
{
    /// <summary>The volume's place at an instance; null where it has none there. One that is on its way off counts.</summary>
    public static VolumeAttachment? At(this Volume volume, string instanceId) => volume.Attachments?.FirstOrDefault(attachment => attachment.InstanceId == instanceId && attachment.State?.Value != "detached");

    /// <summary>Whether any instance has the volume.</summary>
    public static bool IsAttached(this Volume volume) => volume.Attachments?.Any(attachment => attachment.State?.Value != "detached") == true;

    /// <summary>What a volume's tag says of the place that it was taken from; null where it says nothing.</summary>
    public static FormerPlace? FormerPlace(this Volume volume) => Place().Match(volume.Tag(AmiToolsTags.DetachedFrom) ?? "") is { Success: true } match
        ? new FormerPlace(match.Groups["instance"].Value, match.Groups["device"].Value, match.Groups["fate"].Value == "delete")
        : null;

    [GeneratedRegex(@"^(?<instance>i-[0-9a-f]+) (?<device>\S+) (?<fate>keep|delete)$")]
    private static partial Regex Place();
}

/// <summary>A place at an instance that a volume was taken from.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Device">The device.</param>
/// <param name="DeleteOnTermination">Whether the volume was to go with the instance.</param>
internal sealed record FormerPlace(string InstanceId, string Device, bool DeleteOnTermination)
{
    /// <summary>Whether it is that device of that instance.</summary>
    public bool Is(string instanceId, string device) => InstanceId == instanceId && DeviceNames.AreSame(Device, device);

    /// <summary>As the tag has it.</summary>
    public override string ToString() => $"{InstanceId} {Device} {(DeleteOnTermination ? "delete" : "keep")}";
}
