namespace AmiTools.Simulator;

/// <summary>What moves a <see cref="SimulatorClock"/>.</summary>
public enum ClockMode
{
    /// <summary>Only <see cref="SimulatorClock.Step"/> does.</summary>
    Manual,

    /// <summary>Real time does, times the clock's speed.</summary>
    WallClock,

    /// <summary>The clock itself does: when everybody waits for a timer, it jumps to the next one.</summary>
    Jump,
}
