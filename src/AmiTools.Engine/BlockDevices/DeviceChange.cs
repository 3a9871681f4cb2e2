namespace AmiTools.Engine.BlockDevices;

/// <summary>A device of the image that is to differ from the instance's.</summary>
/// <param name="Kind">How it differs.</param>
/// <param name="Device">The device as the image will have it; of an excluded one, as the instance has it.</param>
internal sealed record DeviceChange(DeviceChangeKind Kind, AmiBlockDevice Device);

/// <summary>How a device of the image differs from the instance's.</summary>
internal enum DeviceChangeKind
{
    /// <summary>The volume is bigger.</summary>
    Grow,

    /// <summary>The device is left out.</summary>
    Exclude,

    /// <summary>The instance has no such device.</summary>
    Add,
}
