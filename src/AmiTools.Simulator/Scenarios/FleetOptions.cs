namespace AmiTools.Simulator;

/// <summary>How big a <c>fleet</c> is. The numbers are totals over its regions.</summary>
public sealed record FleetOptions
{
    /// <summary>As many regions as need no opt-in.</summary>
    public const int MaxRegions = 17;

    /// <summary>How many regions, from 1.</summary>
    public int Regions { get; init; } = 4;

    /// <summary>The region that is the first of them, such as the one in which the fleet is looked at; null, or one that needs an opt-in: as AWS lists them.</summary>
    public string? FirstRegion { get; init; }

    /// <summary>How many instances.</summary>
    public int Instances { get; init; } = 40;

    /// <summary>How many images.</summary>
    public int Images { get; init; } = 2_000;

    /// <summary>How many snapshots, those behind images included; at least one for each image.</summary>
    public int Snapshots { get; init; } = 10_000;
}
