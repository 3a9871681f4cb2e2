using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Makes sizes in GiB by device name of a table: <c>@{ '/dev/xvda' = 100 }</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VolumeSizesAttribute : ArgumentTransformationAttribute
{
    private const long GiB = 1L << 30;

    /// <summary>The sizes, as a dictionary.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (Given.Unwrap(inputData) is not IDictionary { Count: > 0 } table) throw Given.Refuse("Give the new sizes in GiB by device name: @{ '/dev/xvda' = 100 }.");
        return table.Cast<DictionaryEntry>().ToDictionary(entry => entry.Key.ToString()!, entry => SizeOf(entry.Value, entry.Key.ToString()!), StringComparer.Ordinal);
    }

    /// <summary>A size in GiB. Whoever writes 100GB in PowerShell has written 107374182400, and means 100.</summary>
    internal static int SizeOf(object? value, string what)
    {
        if (!decimal.TryParse(Convert.ToString(Given.Unwrap(value), CultureInfo.InvariantCulture), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal size))
            throw Given.Refuse($"{what}: '{value}' is not a size. Give whole GiB: 100, or 100GB.");
        if (size >= GiB) size /= GiB;
        if (size != decimal.Truncate(size) || size < 1 || size > int.MaxValue) throw Given.Refuse($"{what}: '{value}' is not a whole number of GiB.");
        return (int)size;
    }
}
