using System.Diagnostics;

namespace AmiTools.Simulator;

/// <summary>Anything with an id and tags that belongs to an account in a region.</summary>
[DebuggerDisplay("{Id}")]
public abstract class SimResource
{
    /// <summary>Such as <c>ami-0123456789abcdef0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The account, twelve digits.</summary>
    public required string OwnerId { get; init; }

    /// <summary>When it came to be (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its tags.</summary>
    public SimTags Tags { get; } = new();

    /// <summary>What DescribeTags and tag specifications call this kind: <c>image</c>, <c>snapshot</c>, ...</summary>
    public abstract string ResourceType { get; }

    /// <summary>Its place in the order of all resources; set when it enters a store, and again when it comes back from the Recycle Bin.</summary>
    public long Sequence { get; internal set; }

    /// <summary>When its time in the Recycle Bin began and ends; null outside.</summary>
    public BinStay? Bin { get; set; }
}

/// <summary>A stay in the Recycle Bin. What a rule does later does not change it.</summary>
/// <param name="Entered">When it was deleted.</param>
/// <param name="Exits">When it is lost for good, unless it is restored before.</param>
public sealed record BinStay(DateTimeOffset Entered, DateTimeOffset Exits);
