namespace AmiTools;

/// <summary>What the private load context gives to the commands: the engine, on AWS or on the connected simulator, and the simulator itself.</summary>
public interface IAmiHost
{
    /// <summary>The engine. While a simulator is connected it talks to that and to nothing else, but for sessions that name an endpoint.</summary>
    IAmiEngine Engine { get; }

    /// <summary>The connected simulator; null where the engine talks to AWS.</summary>
    SimulatorConnection? Simulator { get; }

    /// <summary>Starts a simulator in this process and turns the engine to it. One that was connected before is let go.</summary>
    /// <exception cref="AmiException"><c>ScenarioNotFound</c>.</exception>
    SimulatorConnection Connect(SimulatorOptions options);

    /// <summary>Turns the engine back to AWS. Returns the simulator that was connected; null where none was.</summary>
    SimulatorConnection? Disconnect();

    /// <summary>Moves the connected simulator's clock forward.</summary>
    /// <exception cref="AmiException"><c>SimulatorNotConnected</c>.</exception>
    SimulatorConnection Step(TimeSpan by);

    /// <summary>Serves a simulator on 127.0.0.1 to other programs: the connected one, or a new one.</summary>
    /// <exception cref="AmiException"><c>PortInUse</c>, <c>ScenarioNotFound</c>.</exception>
    SimulatorServerInfo StartServer(SimulatorOptions options, int port);

    /// <summary>The servers that run in this process.</summary>
    IReadOnlyList<SimulatorServerInfo> Servers { get; }

    /// <summary>Stops the server on that port. Returns null where there is none.</summary>
    Task<SimulatorServerInfo?> StopServerAsync(int port);
}
