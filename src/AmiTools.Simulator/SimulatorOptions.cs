namespace AmiTools.Simulator;

/// <summary>What a simulator is made with.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Ids and chance follow from it.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Its time; null: a jumping clock. The simulator owns it and disposes it.</summary>
    public SimulatorClock? Clock { get; init; }

    /// <summary>The account that callers get who use keys that nobody has introduced.</summary>
    public string DefaultAccountId { get; init; } = "111122223333";

    /// <summary>How it behaves where AWS leaves it open.</summary>
    public SimulatorSettings Settings { get; init; } = new();
}
