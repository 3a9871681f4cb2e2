using Amazon.EC2.Model;

namespace AmiTools.Engine.Launching;

/// <summary>Whether an instance type can run an image, by what AWS tells of both.</summary>
internal static class TypeFit
{
    /// <summary>Why it cannot; empty where it can.</summary>
    public static IEnumerable<string> Problems(Ami image, InstanceTypeInfo type)
    {
        string name = type.InstanceType?.Value ?? "";
        if (Lacks(type.ProcessorInfo?.SupportedArchitectures, image.Architecture, out string architectures)) yield return $"{name} is {architectures}, and the image is {image.Architecture}";
        if (Lacks(type.SupportedVirtualizationTypes, image.VirtualizationType, out string virtualizations)) yield return $"{name} takes {virtualizations} images, and this one is {image.VirtualizationType}";
        if (Lacks(type.SupportedRootDeviceTypes, image.RootDeviceType, out string roots)) yield return $"{name} takes images with a root of {roots}, and this one's is {image.RootDeviceType}";
        if (type.NetworkInfo?.EnaSupport?.Value == "required" && !image.EnaSupport) yield return $"{name} needs ENA, and the image is not registered with it";
        // "uefi-preferred" boots either way, and without a mode the type's own one is taken.
        if (image.BootMode is "uefi" or "legacy-bios" && Lacks(type.SupportedBootModes, image.BootMode, out string modes)) yield return $"{name} boots {modes}, and the image {image.BootMode}";
        if (image.TpmSupport is not null && type.NitroTpmSupport?.Value == "unsupported") yield return $"{name} has no NitroTPM, and the image needs it";
    }

    // What AWS does not tell is no reason.
    private static bool Lacks(IEnumerable<string>? supported, string wanted, out string all)
    {
        string[] known = [.. supported ?? []];
        all = string.Join(" or ", known);
        return known.Length > 0 && wanted.Length > 0 && !known.Contains(wanted, StringComparer.Ordinal);
    }
}
