namespace AmiTools;

/// <summary>Whether anything uses an image, as far as could be read.</summary>
public sealed class AmiUsage : AmiResource
{
    /// <summary>The image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary><see cref="UsageVerdict.InUse"/> where one reason says so; else <see cref="UsageVerdict.Unknown"/> where something could not be read; else <see cref="UsageVerdict.Unused"/>.</summary>
    public UsageVerdict Verdict => Reasons.Any(reason => reason.Verdict == UsageVerdict.InUse) ? UsageVerdict.InUse : Reasons.Count > 0 ? UsageVerdict.Unknown : UsageVerdict.Unused;

    /// <summary>What uses it, and what could not be read. Empty for an image that nothing uses.</summary>
    public IReadOnlyList<UsageReason> Reasons { get; init => field = Indexable.List(value); } = [];

    /// <summary>The image and the verdict.</summary>
    public override string ToString() => $"{ImageId}: {Verdict}";
}

/// <summary>Whether something is used. The numbers are fixed.</summary>
public enum UsageVerdict
{
    /// <summary>Something that could tell could not be read: a denied call, a missing operation, an unread page, a timeout. Whoever destroys things treats it as used.</summary>
    Unknown = 0,

    /// <summary>Something uses it.</summary>
    InUse = 1,

    /// <summary>Everything was read, and nothing uses it.</summary>
    Unused = 2,
}
