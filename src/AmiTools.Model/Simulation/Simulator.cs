namespace AmiTools;

/// <summary>How a simulator is made.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The estate it begins with: <c>demo</c>, <c>fleet</c>, <c>empty</c>.</summary>
    public string Scenario { get; init; } = "demo";

    /// <summary>Where every id and every chance comes from; the same seed gives the same estate.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many simulated seconds pass in a second. 0: the clock stands until it is stepped.</summary>
    public double Speed { get; init; } = 60;

    /// <summary>The region of a command that names none.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>Sizes for the scenario <c>fleet</c> (<c>Regions</c>, <c>Instances</c>, <c>Images</c>, <c>Snapshots</c>); others take none.</summary>
    public IReadOnlyDictionary<string, int> Size { get; init; } = new Dictionary<string, int>();
}

/// <summary>A simulator that commands of this process talk to.</summary>
public sealed class SimulatorConnection
{
    /// <summary>The estate that it began with.</summary>
    public required string Scenario { get; init; }

    /// <summary>The account whose resources a command sees.</summary>
    public required string AccountId { get; init; }

    /// <summary>The region of a command that names none.</summary>
    public required string Region { get; init; }

    /// <summary>The simulator's own time, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>How many simulated seconds pass in a second; 0 where the clock stands.</summary>
    public required double Speed { get; init; }

    /// <summary>Where its ids and chances come from.</summary>
    public required int Seed { get; init; }

    /// <summary>How many requests it has answered.</summary>
    public required long Requests { get; init; }

    /// <summary>The scenario.</summary>
    public override string ToString() => $"simulator ({Scenario})";
}

/// <summary>A simulator that other programs on this machine can use.</summary>
public sealed class SimulatorServerInfo
{
    /// <summary>Where it answers; always on 127.0.0.1.</summary>
    public required string EndpointUrl { get; init; }

    /// <summary>Its TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>The estate that it began with.</summary>
    public required string Scenario { get; init; }

    /// <summary>How many simulated seconds pass in a second.</summary>
    public required double Speed { get; init; }

    /// <summary>The endpoint.</summary>
    public override string ToString() => EndpointUrl;
}
