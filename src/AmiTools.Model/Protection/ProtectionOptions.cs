namespace AmiTools;

/// <summary>Whether images are to be protected against deregistration.</summary>
public sealed class ProtectionOptions
{
    /// <summary>Who asks; its region is used for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>Whether the protection is switched on; otherwise off.</summary>
    public required bool Enable { get; init; }

    /// <summary>Whether switching it off later takes a day. Null: as it is, and without where it is off. Only with <see cref="Enable"/>.</summary>
    public bool? WithCooldown { get; init; }
}
