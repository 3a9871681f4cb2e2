using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Makes devices of tables: <c>@{ DeviceName = '/dev/sdf'; SizeGiB = 100; VolumeType = 'gp3' }</c>, <c>@{ DeviceName = '/dev/sdb'; VirtualName = 'ephemeral0' }</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlockDevicesAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_names =
    [
        nameof(AmiBlockDevice.DeviceName), nameof(AmiBlockDevice.SizeGiB), nameof(AmiBlockDevice.VolumeType), nameof(AmiBlockDevice.Iops), nameof(AmiBlockDevice.Throughput),
        nameof(AmiBlockDevice.Encrypted), nameof(AmiBlockDevice.KmsKeyId), nameof(AmiBlockDevice.DeleteOnTermination), nameof(AmiBlockDevice.SnapshotId), nameof(AmiBlockDevice.VirtualName),
    ];

    /// <summary>The devices, as an array.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Given.Each(inputData).Select(Read).ToArray();

    private static AmiBlockDevice Read(object? value)
    {
        if (Given.Unwrap(value) is AmiBlockDevice device) return device;
        if (Given.Text(value, nameof(AmiBlockDevice.DeviceName)) is not { } name) throw Given.Refuse("A device needs a DeviceName: @{ DeviceName = '/dev/sdf'; SizeGiB = 100 }.");
        if (Given.Unwrap(value) is IDictionary table && table.Keys.Cast<object>().Select(key => key.ToString()!).Except(s_names, StringComparer.OrdinalIgnoreCase).ToArray() is { Length: > 0 } unknown)
            throw Given.Refuse($"{name}: a device has no {string.Join(", ", unknown)}. It has {string.Join(", ", s_names)}.");
        return new AmiBlockDevice
        {
            DeviceName = name,
            SizeGiB = Given.TryGet(value, out object? size, nameof(AmiBlockDevice.SizeGiB)) ? VolumeSizesAttribute.SizeOf(size, name) : null,
            VolumeType = Given.Text(value, nameof(AmiBlockDevice.VolumeType)),
            Iops = Number(value, nameof(AmiBlockDevice.Iops)),
            Throughput = Number(value, nameof(AmiBlockDevice.Throughput)),
            Encrypted = YesOrNo(value, nameof(AmiBlockDevice.Encrypted)),
            KmsKeyId = Given.Text(value, nameof(AmiBlockDevice.KmsKeyId)),
            DeleteOnTermination = YesOrNo(value, nameof(AmiBlockDevice.DeleteOnTermination)),
            SnapshotId = Given.Text(value, nameof(AmiBlockDevice.SnapshotId)),
            VirtualName = Given.Text(value, nameof(AmiBlockDevice.VirtualName)),
        };
    }

    private static int? Number(object? value, string name)
    {
        if (Given.Text(value, name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Given.Refuse($"{name} is not a number: '{text}'.");
    }

    private static bool? YesOrNo(object? value, string name)
    {
        if (!Given.TryGet(value, out object? given, name)) return null;
        return given is bool or SwitchParameter ? LanguagePrimitives.IsTrue(given) : throw Given.Refuse($"{name} is $true or $false, not '{given}'.");
    }
}
