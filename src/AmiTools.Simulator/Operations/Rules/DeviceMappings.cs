using System.Text.RegularExpressions;
using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>What may stand in a block device mapping, whatever call carries it.</summary>
internal static partial class DeviceMappings
{
    [GeneratedRegex(@"\Aephemeral([0-9]|1[0-9]|2[0-3])\z")]
    private static partial Regex InstanceStoreName();

    /// <summary>Refuses mappings that no call takes: nameless or doubled devices, and entries that say two things at once.</summary>
    internal static IReadOnlyList<BlockDeviceMapping> Check(IReadOnlyList<BlockDeviceMapping>? mappings)
    {
        if (mappings is null) return [];
        HashSet<string> devices = new(StringComparer.Ordinal);
        foreach (BlockDeviceMapping mapping in mappings)
        {
            if (string.IsNullOrEmpty(mapping.DeviceName))
                throw Errors.MissingParameter("deviceName");
            if (!devices.Add(mapping.DeviceName))
                throw Errors.InvalidMapping($"The device '{mapping.DeviceName}' is used in more than one block-device mapping");
            CheckOne(mapping);
        }

        return mappings;
    }

    private static void CheckOne(BlockDeviceMapping mapping)
    {
        int said = (mapping.Ebs is null ? 0 : 1) + (mapping.VirtualName is null ? 0 : 1) + (mapping.NoDevice is null ? 0 : 1);
        if (said == 0)
            throw Errors.MissingParameter("ebs");
        if (said > 1)
            throw Errors.InvalidParameterCombination($"Only one of ebs, virtualName and noDevice may be specified for the device '{mapping.DeviceName}'.");
        if (mapping.VirtualName is { } name && !InstanceStoreName().IsMatch(name))
            throw Errors.InvalidParameterValue(name, "virtualName", "Expected 'ephemeral0' to 'ephemeral23'.");
        if (mapping.Ebs is { KmsKeyId: not null, Encrypted: not true })
            throw Errors.InvalidParameterDependency("KmsKeyId", "Encrypted");
        if (mapping.Ebs is { VolumeSize: < 1 } ebs)
            throw Errors.InvalidParameterValue($"{ebs.VolumeSize}", "volumeSize", "Expected a positive number of GiB.");
        if (mapping.Ebs?.SnapshotId is { } snapshot)
            ResourceIds.CheckSnapshot(snapshot);
    }

    /// <summary>Whether the entry takes a device away from what the source maps.</summary>
    internal static bool Removes(this BlockDeviceMapping mapping) => mapping.NoDevice is not null;

    internal static AwsErrorException TooSmall(int asked, string source, int needed) =>
        Errors.InvalidMapping($"Volume of size {asked}GB is smaller than snapshot '{source}', expect size >= {needed}GB");

    /// <summary>Refuses what CreateImage and RegisterImage do not take in an EBS entry, though its shape has it.</summary>
    internal static void RefuseLaunchOnlyMembers(EbsBlockDevice ebs)
    {
        string? member = ebs.VolumeInitializationRate is not null ? "VolumeInitializationRate"
            : ebs.AvailabilityZone is not null ? "AvailabilityZone"
            : ebs.AvailabilityZoneId is not null ? "AvailabilityZoneId"
            : ebs.OutpostArn is not null ? "OutpostArn"
            : null;
        if (member is not null)
            throw Errors.InvalidParameterCombination($"The parameter {member} is not supported for this operation.");
    }
}
