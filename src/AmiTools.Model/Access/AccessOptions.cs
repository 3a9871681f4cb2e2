namespace AmiTools;

/// <summary>Images whose sharing is to be shown.</summary>
public sealed class AccessQuery
{
    /// <summary>Who asks; its regions are searched for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images; empty for all own ones of the session's regions.</summary>
    public IReadOnlyList<ResourceReference> ImageId { get; init; } = [];
}

/// <summary>A change of who may use images.</summary>
public sealed class AccessOptions
{
    /// <summary>Who asks; its region is used for images that know none.</summary>
    public required SessionOptions Session { get; init; }

    /// <summary>The images.</summary>
    public required IReadOnlyList<ResourceReference> ImageId { get; init; }

    /// <summary>What is done.</summary>
    public required AccessAction Action { get; init; }

    /// <summary>Account ids of 12 digits, ARNs of organisations and organisational units, and <c>all</c>. Empty only to take everybody's access (<see cref="AccessAction.Set"/>).</summary>
    public required IReadOnlyList<string> Principal { get; init; }

    /// <summary>Whether the snapshots behind the images are left as they are.</summary>
    public bool ImageOnly { get; init; }
}

/// <summary>What is done to the list of those that an image is shared with. The numbers are fixed.</summary>
public enum AccessAction
{
    /// <summary>They are put on it.</summary>
    Grant = 0,

    /// <summary>They are taken from it.</summary>
    Revoke = 1,

    /// <summary>It is made to have exactly them.</summary>
    Set = 2,
}
