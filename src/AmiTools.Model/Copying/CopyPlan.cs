namespace AmiTools;

/// <summary>What a copy would do.</summary>
public sealed class CopyPlan : Plan<CopyStep>
{
    /// <summary>What was asked for.</summary>
    public required CopyOptions Options { get; init; }
}

/// <summary>One image to be copied to one region.</summary>
public sealed class CopyStep : PlanStep
{
    /// <summary>The image.</summary>
    public required Ami Source { get; init; }

    /// <summary>The region that it is copied to.</summary>
    public required string DestinationRegion { get; init; }

    /// <summary>The copy's name, expanded.</summary>
    public required string Name { get; init; }

    /// <summary>The copy's description, expanded.</summary>
    public string Description { get; init; } = "";

    /// <summary>The key that the copy is encrypted with, as the user named it; null for the default key or none.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Whether the copy asks for encryption.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The volumes' sizes added up, in GiB: the most that can be transferred. Later copies transfer changed blocks only.</summary>
    public int SizeGiB { get; init; }

    /// <summary>What the transfer would cost at the most, in US dollars, estimated from list prices; 0 within a region.</summary>
    public decimal EstimatedTransferCost { get; init; }

    /// <summary>The copy that is there already and makes this step do nothing but return it; null where one is made.</summary>
    public AmiCopy? Existing { get; init; }
}
