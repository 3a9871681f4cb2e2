using System.Management.Automation;

namespace AmiTools.Binding;

/// <summary>Makes whole GiB of a size: <c>100</c>, or <c>100GB</c>, which PowerShell counts in bytes.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SizeAttribute : ArgumentTransformationAttribute
{
    /// <summary>The size in GiB.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => VolumeSizesAttribute.SizeOf(inputData, "The size");
}
