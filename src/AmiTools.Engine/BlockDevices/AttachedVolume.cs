namespace AmiTools.Engine.BlockDevices;

/// <summary>An EBS volume of an instance.</summary>
/// <param name="VolumeId">The volume.</param>
/// <param name="Device">Its device, as an image of the instance would have it: without a snapshot yet.</param>
internal sealed record AttachedVolume(string VolumeId, AmiBlockDevice Device);
