using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Makes whole numbers by name of a table: <c>@{ Regions = 4; Images = 2000 }</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FleetSizesAttribute : ArgumentTransformationAttribute
{
    /// <summary>The numbers, as a dictionary.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (Given.Unwrap(inputData) is not IDictionary table) throw Given.Refuse("Give the sizes as a table: @{ Regions = 4; Instances = 100; Images = 2000; Snapshots = 10000 }.");
        return table.Cast<DictionaryEntry>().ToDictionary(entry => entry.Key.ToString()!, NumberOf, StringComparer.OrdinalIgnoreCase);
    }

    private static int NumberOf(DictionaryEntry entry) =>
        int.TryParse(Given.Unwrap(entry.Value)?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Given.Refuse($"{entry.Key}: '{entry.Value}' is not a whole number.");
}
