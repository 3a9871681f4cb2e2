namespace AmiTools;

/// <summary>One step on the way from an instance to an image that boots from instance store. Nothing of it is carried out by the module.</summary>
public sealed class AmiBundleStep
{
    /// <summary>Its place in the order, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Where it is typed.</summary>
    public required AmiBundlePlace Place { get; init; }

    /// <summary>What it is for.</summary>
    public required string Purpose { get; init; }

    /// <summary>What to type. What stands in angle brackets is to be filled in.</summary>
    public required string Command { get; init; }

    /// <summary>What to type.</summary>
    public override string ToString() => Command;
}

/// <summary>Where a step is typed. The numbers are fixed.</summary>
public enum AmiBundlePlace
{
    /// <summary>On one's own machine.</summary>
    Here = 0,

    /// <summary>On the instance that is bundled.</summary>
    Instance = 1,
}
